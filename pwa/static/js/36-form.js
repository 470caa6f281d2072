// A form that can wait: stored on the phone before anything is sent.
function titleOf(form) {
  const picked = one(form, "[name=category]:checked");
  const named = picked ? one(form, "label[for='" + picked.id + "']") : one(document, "h1");
  return named ? named.textContent.trim() : "";
}

const nearOf = ({ elements }) => (elements.near ? elements.near.value : "");

async function entryOf(form) {
  const id = form.elements.receipt.value;
  const url = form.getAttribute("action");
  const fields = typedIn(form).filter(([name]) => name !== "near");
  const near = nearOf(form);
  if (near && near !== "ask") fields.push(["near", near]);
  const given = form.elements.key ? form.elements.key.value : "";
  const isPhoto = url.endsWith("/photos");
  const photos = (await photosOf(form)).map((blob) => (
    { receipt: isPhoto ? id : newReceipt(), blob, name: blob.name }
  ));
  return {
    v: 1, id, url, fields, photos,
    from: location.pathname,
    person: personTag(),
    title: titleOf(form),
    key: given || await keyOf(id),
    folio: form.dataset.outbox && await folioOf(id),
    // A photo added later needs no text first: its report is there.
    location: isPhoto && photos.length ? url.replace(/\/photos$/, "") : "",
    size: photos.reduce((sum, { blob }) => sum + blob.size, JSON.stringify(fields).length),
    created: Date.now(), tries: 0, next: 0, state: "waiting",
  };
}

const isFull = (error) => error && error.name === "QuotaExceededError";

async function keepEntry(entry) {
  try {
    await store.put(entry);
  } catch (error) {
    if (!isFull(error)) throw error;
    // The phone is full: saved pages go first, what was written never.
    for (const name of await caches.keys()) if (!name.startsWith("v-shell")) await caches.delete(name);
    await store.put(entry);
  }
}

async function send(form) {
  const near = nearOf(form);
  const entry = await entryOf(form);
  saveDraft(form);
  await keepEntry(entry);
  if (navigator.storage) navigator.storage.persist();
  wantSync();
  const patience = new Promise((done) => { setTimeout(done, TEXT_MS); });
  await Promise.race([alone(() => deliver(entry, near === "ask" && near), true), patience]);
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

// Show the server's page for an entry that needs the person: her answers, the errors, the photos.
function swapFor(entry) {
  const main = entry.page && swap(entry.page);
  if (!main) return false;
  attach(main);
  const form = one(main, "form[action='" + entry.url + "']");
  if (form) reopen(form, entry);
  const summary = one(main, "[data-summary]") || one(main, "fieldset.box") || main;
  summary.focus();
  summary.scrollIntoView();
  return true;
}

function reopen(form, entry) {
  fill(form, entry.fields);
  form.elements.receipt.value = entry.id;
  const input = one(form, "[data-photos]");
  const photos = entry.photos.filter((photo) => photo.blob).map((photo) => (
    new File([photo.blob], photo.name || "photo.jpg", { type: photo.blob.type })
  ));
  if (input && photos.length) choose(input, photos);
  saveDraft(form);
}

behaviours.push((root) => every(root, "form[data-outbox]").forEach((form) => {
  if (!canKeep) return;
  restoreDraft(form);
  form.addEventListener("input", () => saveDraft(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    send(form).catch((error) => {
      // Nothing can be kept here (a private window, a full phone): say so, or send it plainly.
      const full = one(document, "[data-full]");
      if (isFull(error)) { show(full); full.focus(); }
      else HTMLFormElement.prototype.submit.call(form);
    }).then(() => { form.dataset.busy = ""; });
  });
}));

// Opened from the outbox to be corrected (#r=receipt), or with a photo shared into the app.
behaviours.push(async (root) => {
  const form = one(root, "form[data-outbox]");
  if (!canKeep || !form || root !== document) return;
  if (location.hash.startsWith("#r=")) {
    const entry = await store.get(location.hash.slice(3));
    if (entry && !swapFor(entry)) {
      const own = one(document, "form[action='" + entry.url + "']");
      if (own) reopen(own, entry);
    }
  } else if (location.hash === "#shared") {
    const photos = await store.kept("shared");
    if (photos && photos.length) choose(one(form, "[data-photos]"), photos);
    await store.keep("shared", []);
  } else {
    return;
  }
  history.replaceState(null, "", location.pathname);
});
