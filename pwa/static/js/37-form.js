// A form that can wait: stored on the phone before anything is sent.
//
// Another tab or the worker may have been quicker. Sync is asked for once the lock is ours, or the
// worker would send it without the question who was first.
function sendKept(entry, near) {
  return alone(async () => {
    wantSync();
    const kept = await store.get(entry.id);
    return kept && kept.state !== "done" ? deliver(kept, near)
      : Object.assign(entry, kept, { state: "done" });
  });
}

async function send(form) {
  const near = nearOf(form) === "ask" && "ask";
  let entry = await entryOf(form);
  saveDraft(form);
  await keepEntry(entry);
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  const patience = new Promise((done) => { setTimeout(done, TEXT_MS); });
  entry = await Promise.race([sendKept(entry, near), patience]) || entry;
  if (entry.state === "done") {
    forgetDraft(entry.id);
    location.assign(linkTo(entry));
  } else if (entry.state === "needs" && swapFor(entry)) {
    refreshStrip();
  } else if (workers && workers.controller) {
    location.assign(prefix + "/outbox");
  } else {
    const saved = one(document, "[data-saved]");
    one(saved, "[data-folio-here]").textContent = spaced(entry.folio);
    form.hidden = true;
    show(saved);
    saved.focus();
    forgetDraft(entry.id);
  }
}

behaviours.push((root) => every(root, "form[data-outbox]").forEach((form) => {
  if (!canKeep) return;
  restoreDraft(form);
  form.addEventListener("input", () => saveDraft(form));
  form.addEventListener("submit", (event) => {
    // It adds to a list, or takes away, and the server draws that.
    if (document.activeElement.matches("button[name]")) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    send(form).catch((error) => {
      // Nothing can be kept here (a private window, a full phone): say so, or send it plainly.
      const full = one(document, "[data-full]");
      if (isFull(error)) { show(full); full.focus(); }
      else form.submit();
    }).then(() => { delete form.dataset.busy; });
  });
}));
