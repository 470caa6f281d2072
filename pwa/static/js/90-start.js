// When a page opens: behaviours, the worker, and another try for what waits.
async function wantSync() {
  const worker = workers && await workers.getRegistration();
  if (worker && worker.sync) worker.sync.register("outbox").catch(() => {});
}

let later;

async function sendWaiting() {
  if (!canKeep) return;
  const folio = document.body.dataset.folio;
  for (const entry of await store.all()) {
    if (folio && entry.state === "done" && entry.location.endsWith(folio)) {
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
if (self.BroadcastChannel) {
  new BroadcastChannel("outbox").onmessage = () => {
    refreshStrip();
    document.dispatchEvent(new Event("outbox"));
  };
}
if (workers && "worker" in document.body.dataset) {
  workers.register("/sw.js", { updateViaCache: "none" }).catch(() => {});
  workers.ready.then(({ active }) => active.postMessage({ shell: prefix }));
}
