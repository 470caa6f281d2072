// The offline page lists what is on this phone.
behaviours.push(async (root) => {
  const list = one(root, "[data-saved-pages]");
  if (!list || !("caches" in self)) return;
  const row = one(root, "template[data-saved-page]").content;
  for (const name of (await caches.keys()).filter((each) => each.startsWith("v-"))) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      if (!answer) continue; // the worker is just putting a fresh one in its place
      if (!/html/.test(answer.headers.get("Content-Type")) || /offline$/.test(request.url)) continue;
      const kept = parsed(await answer.text());
      const item = document.importNode(row, true);
      const link = one(item, "a");
      link.href = request.url;
      link.textContent = kept.title.split(" · ")[0];
      list.appendChild(item);
    }
  }
});
