"""Brotli or gzip, as the phone asks; a dictionary's difference for a public page where it can be.

Brotli at 5 costs about half a millisecond a page; level 10 ten times that and saves a twelfth, so
it is for pages that are heavy after level 5, and for those that a phone answers from its copy and
so fetches seldom; level 11 is slower still, and for what is made once (see ``assets``). A page that
everybody gets alike is packed once, however often it is asked for.
"""

import gzip
from functools import lru_cache
from pathlib import Path

import brotli
from flask import Flask, Request, Response, current_app, request

from backend.kernel.dictionary import Dictionaries

WEIGHT = "\ue000KB\ue000"
"""Where a page says how much it weighs: a mark of the private use area, replaced at the end."""
LEAST_BYTES = 256
HEAVY_BYTES = 3584
MOST_READY = 128
"""Pages kept as they travel, beside what they were made of: about 2 MB."""
PACKED_TYPES = (
    *("text/", "application/json", "application/geo+json", "application/manifest+json"),
    "image/svg+xml",
)


def init_app(app: Flask, dictionaries: Path) -> None:
    """Compress every answer of text; ``dictionaries`` is the folder of what phones hold."""
    app.extensions["dictionaries"] = Dictionaries(dictionaries)
    app.after_request(_compress)


def choose(request: Request) -> str | None:
    """The encoding to answer with: ``br``, ``gzip`` or none, honouring ``;q=0``."""
    accepted = request.accept_encodings
    best = max(("br", "gzip"), key=accepted.quality)
    return best if accepted.quality(best) > 0 else None


def pack(body: bytes, encoding: str, *, best: bool = False, seldom: bool = False) -> bytes:
    """``body`` in ``encoding``; ``best`` takes the slowest level, for what is made once, ``seldom``
    a slow one."""
    if encoding == "br":
        packed = _brotli(body, 11 if best else 10 if seldom else 5)
        return packed if best or seldom or len(packed) < HEAVY_BYTES else _brotli(body, 10)
    return gzip.compress(body, compresslevel=9 if best else 6, mtime=0)


def _brotli(body: bytes, quality: int) -> bytes:
    return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=quality))


def _weighed(body: bytes, encoding: str | None, *, seldom: bool) -> bytes:
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
        packed = pack(body, encoding, seldom=seldom) if encoding else body
        known[page] = max(1, round(len(packed) / 1024))
    return body.replace(mark, str(known[page]).encode())


def _compress(response: Response) -> Response:
    if not (response.mimetype or "").startswith(PACKED_TYPES) or response.direct_passthrough:
        return response
    response.vary.add("Accept-Encoding")
    encoding = choose(request)
    seldom = "copy" in response.headers.get("Ventanilla-Keep", "")
    if response.mimetype == "text/html":
        response.set_data(_weighed(response.get_data(), encoding, seldom=seldom))
        if _has_difference(response):
            return response
    if (
        encoding is None
        or response.content_encoding
        or response.status_code in {204, 206, 304}
        or len(response.get_data()) < LEAST_BYTES
    ):
        return response
    packed = _ready if _is_for_all(response) else pack
    is_dictionary = "Use-As-Dictionary" in response.headers
    body = packed(response.get_data(), encoding, best=is_dictionary, seldom=seldom)
    response.set_data(body)
    response.content_encoding = encoding
    return response


@lru_cache(MOST_READY)
def _ready(body: bytes, encoding: str, *, best: bool, seldom: bool) -> bytes:
    """The same bytes as ``pack`` makes. Not for private pages, which would stay in memory."""
    return pack(body, encoding, best=best, seldom=seldom)


def _is_for_all(response: Response) -> bool:
    return response.headers.get("Ventanilla-Keep", "").startswith("public")


def _has_difference(response: Response) -> bool:
    """Was this page sent as its difference from a dictionary? Public ones only: beside a secret,
    the length of what is packed would tell of it."""
    dictionaries: Dictionaries = current_app.extensions["dictionaries"]
    if response.status_code != 200 or not _is_for_all(response):
        return False
    if "Use-As-Dictionary" in response.headers:
        dictionaries.hold(response.get_data())
        return False
    response.vary.add("Available-Dictionary")
    packed = dictionaries.pack(response.get_data(), request)
    if packed is not None:
        response.set_data(packed)
        response.content_encoding = "dcz"
    return packed is not None
