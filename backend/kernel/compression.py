"""Brotli or gzip, as the phone asks.

Brotli at 5 costs about half a millisecond a page; level 10 ten times that and saves a twelfth, so
it is for pages that are heavy after level 5; level 11 is slower still, and for what is made once
(see ``assets``).
"""

import gzip

import brotli
from flask import Flask, Request, Response, current_app, request

WEIGHT = "\ue000KB\ue000"
"""Where a page says how much it weighs: a mark of the private use area, replaced at the end."""
LEAST_BYTES = 256
HEAVY_BYTES = 3584
PACKED_TYPES = ("text/", "application/json", "application/manifest+json", "image/svg+xml")


def init_app(app: Flask) -> None:
    """Compress every answer of text that is not compressed yet."""
    app.after_request(_compress)


def choose(request: Request) -> str | None:
    """The encoding to answer with: ``br``, ``gzip`` or none, honouring ``;q=0``."""
    accepted = request.accept_encodings
    best = max(("br", "gzip"), key=accepted.quality)
    return best if accepted.quality(best) > 0 else None


def pack(body: bytes, encoding: str, *, best: bool = False) -> bytes:
    """``body`` in ``encoding``; ``best`` takes the slowest level, for what is made once."""
    if encoding == "br":
        packed = _brotli(body, 11 if best else 5)
        return packed if best or len(packed) < HEAVY_BYTES else _brotli(body, 10)
    return gzip.compress(body, compresslevel=9 if best else 6, mtime=0)


def _brotli(body: bytes, quality: int) -> bytes:
    return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=quality))


def _weighed(body: bytes, encoding: str | None) -> bytes:
    """The page with its weight said, in whole KB as they travel.

    What pages of one view and of about the same length weigh differs by less than can be said, so
    it is measured once for each such length and language and encoding, and again whenever the
    process starts.
    """
    mark = WEIGHT.encode()
    if mark not in body:
        return body
    known: dict[object, int] = current_app.extensions.setdefault("weights", {})
    page = (request.endpoint, request.script_root, encoding, len(body) // 512)
    if page not in known:
        known[page] = max(1, round(len(pack(body, encoding) if encoding else body) / 1024))
    return body.replace(mark, str(known[page]).encode())


def _compress(response: Response) -> Response:
    if not (response.mimetype or "").startswith(PACKED_TYPES) or response.direct_passthrough:
        return response
    response.vary.add("Accept-Encoding")
    encoding = choose(request)
    if response.mimetype == "text/html":
        response.set_data(_weighed(response.get_data(), encoding))
    if (
        encoding is None
        or response.content_encoding
        or response.status_code in {204, 206, 304}
        or len(response.get_data()) < LEAST_BYTES
    ):
        return response
    response.set_data(pack(response.get_data(), encoding))
    response.content_encoding = encoding
    return response
