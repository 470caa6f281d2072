"""A small site for trying the harness on: a page, a form, a worker that syncs. Not ours."""

import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

PAGE = b"""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Sample</title>
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<h1>Sample</h1>
<form method="post" action="/sent">
<label>Word <input name="word" id="word"></label>
<label>Photo <input type="file" name="photo" id="photo"></label>
<button>Send</button>
</form>
<p id="said"></p>
<script src="/page.js"></script>
</html>
"""

SCRIPT = b"""
navigator.serviceWorker.register("/sw.js");
function store(change) {
  return new Promise((done, fail) => {
    const request = indexedDB.open("box", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("entries", {keyPath: "id"});
    request.onerror = () => fail(request.error);
    request.onsuccess = () => {
      const db = request.result, change_ = db.transaction("entries", "readwrite");
      change(change_.objectStore("entries"));
      change_.oncomplete = () => { db.close(); done(); };
    };
  });
}
document.querySelector("form").onsubmit = async event => {
  event.preventDefault();
  const form = event.target;
  await store(box => box.put({
    id: 1, word: form.elements.word.value, photo: form.elements.photo.files[0] || null}));
  const worker = await navigator.serviceWorker.ready;
  if (worker.sync) await worker.sync.register("send").catch(() => {});
  document.querySelector("#said").textContent = "kept " + form.elements.word.value;
};
"""

WORKER = b"""
addEventListener("install", event => event.waitUntil(
  caches.open("shell").then(cache => cache.addAll(["/", "/page.js"])).then(() => skipWaiting())));
addEventListener("activate", event => event.waitUntil(clients.claim()));
addEventListener("fetch", event => {
  if (event.request.method === "GET" && !event.request.url.includes("/live")) event.respondWith(
    caches.match(event.request).then(kept => kept || fetch(event.request)));
});
addEventListener("sync", event => event.waitUntil(
  fetch("/arrived/" + event.tag, {method: "POST", body: "by the worker"})));
"""

SHELF = {
    "/": ("text/html", PAGE),
    "/live": ("text/html", PAGE),
    "/page.js": ("text/javascript", SCRIPT),
    "/sw.js": ("text/javascript", WORKER),
    "/blank": ("text/html", b"<!doctype html><title>Blank</title>"),
}


class Sample:
    """Serves the sample; ``asked`` holds method and path of what came, ``bodies`` what it said."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.asked: list[tuple[str, str]] = []
        self.bodies: list[bytes] = []
        self.shelf = dict(SHELF)
        self._server = _Server(("127.0.0.1", 0), _Answer)
        self._server.sample = self
        if tls is not None:
            self._server.socket = tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )

    @property
    def port(self) -> int:
        return self._server.server_port

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    sample: Sample

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing: connections break here because a test breaks them."""


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def _answer(self) -> None:
        sample = self.server.sample
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        sample.asked.append((self.command, self.path))
        sample.bodies.append(body)
        kind, words = sample.shelf.get(self.path, ("text/plain", b"ok"))
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(words)))
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        self.wfile.write(words)

    do_GET = do_POST = _answer  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: what matters is in ``asked``."""
