// The strip under the header: the state of the network and what waits, in words.
async function refreshStrip() {
  const strip = one(document, "[data-net]");
  const body = document.body;
  const entries = canKeep ? await store.all().catch(() => []) : [];
  const waiting = entries.filter((entry) => entry.state !== "done" && isMine(entry));
  body.dataset.outboxCount = waiting.length;
  const words = strip.dataset;
  const parts = [];
  if (!navigator.onLine) parts.push(words.offline);
  if (waiting.some((entry) => entry.state === "sending")) parts.push(words.sending);
  else if (waiting.length === 1) parts.push(words.waitingOne);
  else if (waiting.length) parts.push(say(words.waitingMany, { n: waiting.length }));
  if ("copy" in body.dataset) parts.push(say(words.copy, { at: body.dataset.at }));
  const told = parts.join(" · ");
  if (strip.textContent !== told) strip.firstChild.textContent = told;
  strip.hidden = !told;
}
