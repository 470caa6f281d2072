// When a page opens: behaviours, the worker, and another try for what waits.
async function wantSync() {
  if (!navigator.serviceWorker) return;
  const worker = await navigator.serviceWorker.getRegistration();
  if (worker && worker.sync) worker.sync.register("outbox").catch(() => {});
}

let later;

async function sendWaiting() {
  if (!canKeep) return;
  const folio = document.body.dataset.folio;
  for (const entry of await store.all()) {
    const own = entry.location && entry.location.endsWith("/" + folio);
    if (folio && entry.state === "done" && own) {
      forgetDraft(entry.id);
      await store.drop(entry.id);
    }
  }
  const left = await drain();
  refreshStrip();
  clearTimeout(later);
  if (!left.length) return;
  wantSync();
  const soonest = Math.min(...left.map((entry) => entry.next)) - Date.now();
  later = setTimeout(sendWaiting, Math.max(5000, Math.min(soonest, HOUR_MS)));
}

attach(document);
refreshStrip();
sendWaiting().catch(() => {}); // without a store there is nothing to send
addEventListener("online", () => { refreshStrip(); sendWaiting(); });
addEventListener("offline", refreshStrip);
if (typeof BroadcastChannel !== "undefined") {
  new BroadcastChannel("outbox").onmessage = () => {
    refreshStrip();
    document.dispatchEvent(new Event("outbox"));
  };
}
if (navigator.serviceWorker && "worker" in document.body.dataset) {
  navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch(() => {});
  navigator.serviceWorker.ready.then(({ active }) => active.postMessage({ shell: prefix }));
}
