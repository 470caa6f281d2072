// A crew's list keeps what it leads to: on the street there may be no signal.
async function keepRound(list) {
  const cache = await caches.open("v-private-" + personTag());
  for (const { href } of every(list, "a")) {
    const answer = await fetch(href, { cache: "no-cache" }).catch(() => null);
    if (!answer) return;
    const whose = answer.headers.get("Ventanilla-Keep") || "";
    if (answer.ok && !answer.redirected && whose.startsWith("private")) await cache.put(href, answer);
  }
  list.dataset.kept = 1;
}

behaviours.push((root) => every(root, "[data-round]").forEach((list) => {
  if (workers && workers.controller && self.caches) keepRound(list).catch(() => {});
}));
