// When a page opens that sends nothing itself: the worker is asked to try what waits.
function askWorker() {
  refreshStrip();
  const asked = { shell: prefix, send: 1, person: personTag() };
  if (workers) workers.ready.then(({ active }) => active.postMessage(asked));
}

attach(document);
askWorker();
addEventListener("online", askWorker);
addEventListener("offline", refreshStrip);
if (self.BroadcastChannel) new BroadcastChannel("outbox").onmessage = refreshStrip;
if (workers && "worker" in document.body.dataset) {
  workers.register("/sw.js", { updateViaCache: "none" }).catch(() => {});
}
