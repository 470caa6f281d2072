"use strict";
// Who is signed in on this phone, by the opaque tag of a cookie; the worker cannot know.
const personTag = () => self.document && (document.cookie.match(/person=([^;]+)/) || [])[1];

// What waits on this phone: IndexedDB, for the page and the worker alike.
const store = {
  open() {
    if (!store.opening) {
      store.opening = new Promise((done, fail) => {
        const asked = indexedDB.open("ventanilla", 1);
        asked.onupgradeneeded = () => {
          asked.result.createObjectStore("outbox", { keyPath: "id" });
          asked.result.createObjectStore("meta", { keyPath: "id" });
        };
        asked.onerror = () => fail(asked.error);
        asked.onsuccess = () => {
          // A later version of the page must be able to upgrade while this one stays open.
          asked.result.onversionchange = () => { asked.result.close(); store.opening = null; };
          asked.result.onclose = () => { store.opening = null; };
          done(asked.result);
        };
      });
      store.opening.catch(() => { store.opening = null; });
    }
    return store.opening;
  },
  async run(name, mode, work) {
    const db = await store.open();
    return new Promise((done, fail) => {
      const change = db.transaction(name, mode, { durability: "strict" });
      const asked = work(change.objectStore(name));
      change.oncomplete = () => done(asked.result);
      change.onabort = change.onerror = () => fail(change.error || asked.error);
    });
  },
  put: (entry) => store.run("outbox", "readwrite", (all) => all.put(entry)),
  get: (id) => store.run("outbox", "readonly", (all) => all.get(id)),
  // Read and written in one go, so that two who change an entry both count; what was deleted
  // meanwhile stays so.
  change: (id, change) => store.run("outbox", "readwrite", (all) => {
    const asked = all.get(id);
    asked.onsuccess = () => asked.result && all.put(change(asked.result));
    return asked;
  }),
  drop: (id) => store.run("outbox", "readwrite", (all) => all.delete(id)),
  keep: (id, value) => store.run("meta", "readwrite", (all) => all.put({ id, value })),
  kept: (id) => store.run("meta", "readonly", (all) => all.get(id)).then((row) => row && row.value),
  async all() {
    const entries = await store.run("outbox", "readonly", (all) => all.getAll());
    return entries.sort((one, other) => one.created - other.created);
  },
};
