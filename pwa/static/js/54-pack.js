// Saved packs: a cache of their own, each pack with what was written beside it when it came.
const PACKS = "v-packs";
const pathOf = (name) => "/packs/" + name;

// Our answer, or an error: a captive portal's is none.
async function ours(path) {
  const answer = await fetch(path, { cache: "no-cache" });
  const isOurs = answer.headers.has("Ventanilla") && !answer.redirected;
  if (isOurs && answer.ok) return answer;
  throw Object.assign(new Error(path), { isGone: isOurs && answer.status === 404 });
}

async function savedPacks(kind) {
  const cache = await caches.open(PACKS);
  const answers = await Promise.all((await cache.keys()).map((request) => cache.match(request)));
  return answers.filter((answer) => answer.headers.has("Pack")).map((answer) => (
    Object.assign(JSON.parse(decodeURIComponent(answer.headers.get("Pack"))), { answer })
  )).filter(({ name }) => !kind || name.startsWith(kind + "-"));
}

async function savePack({ name, title, page }) {
  const answer = await ours(pathOf(name));
  const body = await answer.text();
  JSON.parse(body); // half of it is none
  const [version, size] = answer.headers.get("Ventanilla-Pack").split(" ");
  const told = JSON.stringify({ name, title, page, version, size, at: Date.now() });
  const cache = await caches.open(PACKS);
  await cache.put(pathOf(name), new Response(body, { headers: { Pack: encodeURIComponent(told) } }));
}
