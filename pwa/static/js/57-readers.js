// What reads the packs has to be on the phone as well: their pages, and the scripts of these.
async function keepReaders(pages) {
  const cache = await caches.open(PACKS);
  const scripts = [];
  for (const page of new Set(pages)) {
    const answer = await ours(page);
    await cache.put(page, answer.clone());
    scripts.push(...(await answer.text()).match(/\/static\/[\w.]+\.js/g));
  }
  for (const script of new Set(scripts)) await cache.put(script, await ours(script));
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/static/") && !scripts.includes(pathname)) await cache.delete(request);
  }
}
