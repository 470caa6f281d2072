// What the phone keeps of a form that can wait: its fields, its photos, its folio.
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
  const photos = [];
  for (const input of every(form, "[data-photos]")) {
    for (const blob of await chosen.get(input) || []) {
      photos.push({ receipt: isPhoto ? id : newReceipt(), blob, name: blob.name, field: input.name });
    }
  }
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
