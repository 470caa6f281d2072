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
  for (const input of every(form, "[data-photos]")) {
    const own = entry.photos.filter(({ blob, field }) => blob && (!field || field === input.name));
    choose(input, own.map(({ blob, name }) => (
      new File([blob], name || "photo.jpg", { type: blob.type })
    )));
  }
  saveDraft(form);
}

// Opened from the outbox to be corrected (#r=receipt), or with a photo shared into the app.
behaviours.push(async function openFromHash(root) {
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
