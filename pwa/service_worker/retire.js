// Served in place of the worker to undo it on every phone: the caches go, what was written stays.
async function retire() {
  for (const name of await caches.keys()) if (name.startsWith("v-")) await caches.delete(name);
  await self.registration.unregister();
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(retire()));
// A page kept from before registers the worker again and then speaks to it.
self.addEventListener("message", (event) => event.waitUntil(retire()));
