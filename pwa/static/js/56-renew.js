// Saved packs are kept up to date where that costs nothing, as far as the browser tells.
async function renewPacks() {
  const packs = await savedPacks();
  if (!packs.length) return;
  const cache = await caches.open(PACKS);
  for (const { src } of every(document, "script[src]")) {
    // A newer page came with a newer script, which the browser has just loaded.
    if (!(await cache.match(src))) await cache.put(src, await ours(src));
  }
  const { type, saveData } = navigator.connection || {};
  if (saveData || !/wifi|ethernet/.test(type)) return;
  const versions = await (await ours("/packs.json?of=" + packs.map(({ name }) => name))).json();
  for (const pack of packs) {
    if (versions[pack.name] === pack.version) continue;
    await savePack(pack).catch(({ isGone }) => isGone && cache.delete(pathOf(pack.name)));
  }
}

if (self.caches) {
  renewPacks().catch(() => {}).then(() => document.dispatchEvent(new Event("packs")));
}
