// Reading. Only GET of our own origin is answered here, and /share; the rest is left alone.
const COPY_AFTER_MS = 3000;
const OFFLINE_AFTER_MS = 20000;
const after = (ms) => new Promise((done) => { setTimeout(done, ms); });

async function copyOf(request) {
  return caches.match(request, { ignoreVary: true });
}

async function keep(request, answer) {
  if (answer.status >= 500) return undefined; // it does not know who is signed in
  const whose = answer.headers.get("Ventanilla-Keep") || "";
  const tag = answer.headers.get("Ventanilla-Person") || "nobody";
  const mine = "v-private-" + tag;
  for (const name of await caches.keys()) {
    if (name.startsWith("v-private-") && name !== mine) await caches.delete(name);
  }
  if (tag !== "nobody") await keepLeaving(prefixOf(request.url)).catch(() => {});
  if (answer.status === 404 || answer.status === 410) return forget(request);
  if (answer.status !== 200 || answer.redirected || !whose) return undefined;
  const path = request.url.slice(self.location.origin.length + prefixOf(request.url).length);
  const shared = SHELL.includes(path) ? SHELL_CACHE : /pack/.test(whose) ? PACKS : PAGES;
  const where = whose.startsWith("private") ? mine : shared;
  const cache = await caches.open(where);
  await cache.put(request, answer);
  // One copy of a page: what was kept of it elsewhere must not come up later.
  await forget(request, where);
  if (shared !== PAGES) return undefined; // the shell and the packs make no room for other pages
  const kept = await cache.keys();
  return Promise.all(kept.slice(0, -MOST_PAGES).map((old) => cache.delete(old)));
}

// Whoever is signed in can sign out without signal.
async function keepLeaving(prefix) {
  const path = prefix + "/sign-out";
  if (await caches.match(path)) return;
  const page = await (await fetch(path)).text();
  const cache = await caches.open(PAGES);
  await fetchInto(cache, /\/static\/leave[^"]+/.exec(page)[0]);
  await fetchInto(cache, path);
}

async function forget(request, but) {
  for (const name of await caches.keys()) {
    if (name.startsWith("v-") && name !== but) await (await caches.open(name)).delete(request, { ignoreVary: true });
  }
}

// Our answer from the network, kept as it says; null for silence and for whoever else answered.
async function fromNetwork(event, how) {
  const answer = await fetch(event.request, how).catch(() => null);
  if (answer && answer.type === "opaqueredirect") {
    // A report of one's own was opened: from now on the list is worth keeping.
    if (/\/r\//.test(event.request.url)) event.waitUntil(learn(prefixOf(event.request.url)));
    return answer;
  }
  if (!isOurs(answer)) return null;
  event.waitUntil(keep(event.request, answer.clone()));
  return answer;
}

async function keepPage(path) {
  const page = new Request(path, { cache: "no-cache" });
  const answer = await fetch(page).catch(() => null);
  if (isOurs(answer)) await keep(page, answer);
}

// Where notices are wanted, they are of this report too.
async function learn(prefix) {
  await keepPage(prefix + "/reports");
  const { pushManager } = self.registration;
  const subscription = pushManager && await pushManager.getSubscription();
  if (subscription) await give(subscription, prefix);
}

const SAVED = { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" };

// The copy says that it is one, and when it came, so that the page can say so.
async function marked(copy) {
  const html = await copy.text();
  const at = new Date(copy.headers.get("Date")).toLocaleString(/lang="(.+?)"/.exec(html)[1], SAVED);
  return new Response(html.replace("<body", "<body data-copy data-at=" + JSON.stringify(at)), copy);
}

async function page(event) {
  const copy = await copyOf(event.request);
  if (copy && /copy/.test(copy.headers.get("Ventanilla-Keep"))) {
    event.waitUntil(askedBy(copy.clone()).then((how) => fromNetwork(event, how)));
    return copy;
  }
  const network = fromNetwork(event);
  if (!copy) {
    const answer = await Promise.race([network, after(OFFLINE_AFTER_MS)]);
    if (answer) return answer;
    // What reads the packs answers, from what is saved, whatever it is asked.
    const reader = await (await caches.open(PACKS)).match(event.request, { ignoreSearch: true });
    return reader ? marked(reader) : caches.match(prefixOf(event.request.url) + "/offline");
  }
  const answer = await Promise.race([network, after(COPY_AFTER_MS)]);
  return answer && !(answer.status >= 500) ? answer : marked(copy);
}

// Between pages is the moment for a new worker: one page is open and it is leaving. It is asked
// once, for while it cannot take over the page must not be opened again and again.
let isAsked = false;

async function isTurnOfNew() {
  const { waiting } = self.registration;
  if (isAsked || !waiting || (await self.clients.matchAll()).length > 1) return false;
  isAsked = true;
  waiting.postMessage({ take: 1 });
  return true;
}

async function navigate(event) {
  if (await isTurnOfNew()) return new Response("", { headers: { Refresh: "0" } });
  return page(event);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST" && url.pathname === "/share") event.respondWith(share(event));
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(navigate(event));
  else if (ASSETS.includes(url.pathname) || url.pathname.startsWith("/static/")) {
    event.respondWith(copyOf(request).then((copy) => copy || fetch(request)));
  }
});
