// Writing: what waits goes out when the browser says there is network, the app closed or not.
self.addEventListener("sync", (event) => {
  if (event.tag !== "outbox") return;
  event.waitUntil(leave().then(() => drain()).then((left) => {
    if (left.length) throw new Error("some still wait"); // so that the browser tries again
  }));
});
