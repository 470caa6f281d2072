// Where transport is saved on this phone, the way from here to there is found on it: by a script
// that came with the first pack, and that nobody else needs.
behaviours.push(async (root) => {
  const form = one(root, "[data-way]");
  if (!form || !self.caches) return;
  const kept = await (await caches.open("v-packs")).keys();
  if (!kept.some(({ url }) => url.includes("/packs/transit-"))) return;
  const script = document.createElement("script");
  script.src = form.dataset.way;
  document.head.appendChild(script);
});
