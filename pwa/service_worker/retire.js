// Served in place of the worker to undo it on every phone: the caches go, what was written stays.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("v-")) await caches.delete(name);
  await self.registration.unregister();
})()));
