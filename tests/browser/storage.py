"""What a site has put on the phone: IndexedDB and the caches, read from a page of that site."""

from typing import Any, Protocol

DATABASES = """(async () => {
  const asked = request => new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
    request.onblocked = () => fail(new Error("blocked"));
  });
  const plain = value => {
    if (value instanceof Blob) {
      const blob = {blob: value.type, size: value.size};
      return value instanceof File ? Object.assign(blob, {name: value.name}) : blob;
    }
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return {bytes: value.byteLength};
    if (value instanceof Date) return value.toISOString();
    if (Array.isArray(value)) return value.map(plain);
    if (value && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype) {
      const copy = {};
      for (const key of Object.keys(value)) copy[key] = plain(value[key]);
      return copy;
    }
    return value === undefined || typeof value === "object" && value ? String(value) : value;
  };
  const all = {};
  for (const {name} of await indexedDB.databases()) {
    const db = await asked(indexedDB.open(name)), stores = all[name] = {};
    for (const store of db.objectStoreNames) {
      const box = db.transaction(store).objectStore(store);
      const [keys, rows] = await Promise.all([asked(box.getAllKeys()), asked(box.getAll())]);
      stores[store] = rows.map((row, n) => ({key: plain(keys[n]), value: plain(row)}));
    }
    db.close();
  }
  return all;
})()"""

CACHES = """(async () => {
  const all = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name), kept = all[name] = [];
    for (const request of await cache.keys()) {
      const answer = await cache.match(request), headers = {};
      answer.headers.forEach((value, key) => { headers[key] = value; });
      kept.push({url: request.url, status: answer.status, headers, text: await answer.text()});
    }
  }
  return all;
})()"""

Rows = list[dict[str, Any]]


class Evaluates(Protocol):
    """A page of either browser."""

    def evaluate(self, expression: str, /) -> Any: ...


def databases(page: Evaluates) -> dict[str, dict[str, Rows]]:
    """IndexedDB: database -> store -> rows of ``key`` and ``value``.

    A blob is told as ``{"blob": type, "size": bytes}``, with ``name`` when it is a file.
    """
    found: dict[str, dict[str, Rows]] = page.evaluate(DATABASES)
    return found


def kept(page: Evaluates) -> dict[str, Rows]:
    """Cache Storage: cache -> answers with ``url``, ``status``, ``headers`` and ``text``."""
    found: dict[str, Rows] = page.evaluate(CACHES)
    return found
