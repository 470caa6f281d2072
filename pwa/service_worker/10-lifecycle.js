// Caches: v-shell-<version> is fetched at install; v-pages and v-private-<person> outlive a version,
// and so does v-packs, what was saved to be there without signal.
const SHELL_CACHE = "v-shell-" + VERSION;
const PAGES = "v-pages";
const PACKS = "v-packs";
const MOST_PAGES = 60;

const isOurs = (answer) => answer && answer.type === "basic" && answer.headers.has("Ventanilla");

async function fetched(path) {
  const answer = await fetch(path, { cache: "no-cache", credentials: "same-origin" });
  if (!isOurs(answer) || answer.status !== 200 || answer.redirected) throw new Error(path);
  return new Response(await answer.blob(), answer);
}

async function put(cache, path, answer) {
  // A page made for somebody is not part of the shell.
  if (!/private/.test(answer.headers.get("Ventanilla-Keep"))) await cache.put(path, answer);
}

const fetchInto = async (cache, path) => put(cache, path, await fetched(path));

async function fetchShell(prefix, assets = []) {
  const cache = await caches.open(SHELL_CACHE);
  const last = prefix + SHELL[SHELL.length - 1];
  if (await cache.match(last)) return;
  // Fetched before the others, which come as what they do not share with it (a browser needs a
  // moment to have it for that), and kept after them: where it is they are too, however often this
  // was broken off.
  const offline = await fetched(last);
  await Promise.all(assets.map((path) => fetchInto(cache, path)));
  await Promise.all(SHELL.slice(0, -1).map((path) => fetchInto(cache, prefix + path)));
  await put(cache, last, offline);
  await Promise.all(EXTRA.map((path) => fetchInto(cache, prefix + path).catch(() => {})));
}

function prefixOf(url) {
  const path = new URL(url).pathname;
  return LANGS.find((lang) => path === lang || path.startsWith(lang + "/")) || "";
}

async function install() {
  const pages = await self.clients.matchAll({ includeUncontrolled: true });
  await fetchShell(pages.length ? prefixOf(pages[0].url) : "", ASSETS);
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("v-shell-") && name !== SHELL_CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  const { shell, take, send, person } = event.data;
  if (take) self.skipWaiting();
  else if (LANGS.includes(shell)) event.waitUntil(fetchShell(shell).catch(() => {}));
  if (send) event.waitUntil(leave().then(() => drain(false, person)));
});
