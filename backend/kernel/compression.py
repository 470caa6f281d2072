"""Brotli or gzip, as the phone asks; a dictionary's difference for a public page where it can be.

Brotli at 5 costs about a third of a millisecond a page; level 10 ten times that and saves a
twelfth, so it is for pages that are heavy after level 5, and for those that a phone answers from
its copy and so fetches seldom; level 11 is slower still, and for what is made once: see ``assets``,
and ``ready`` for the pages that everybody gets alike.
"""

import gzip
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import brotli
from flask import Flask, Request, Response, current_app, request
from werkzeug.http import parse_accept_header

from backend.kernel import copies
from backend.kernel.dictionary import Dictionaries
from backend.kernel.drawing import current as drawing

WEIGHT = "\ue000KB\ue000"
"""Where a page says how much it weighs: a mark of the private use area, replaced at the end."""
LEAST_BYTES = 256
HEAVY_BYTES = 3584
WINDOW, WIDE = 16, 22
"""For pages smaller than 64 KB; a larger window would be memory to ask for and give back."""
MOST_HEADERS, MOST_HEADER = 256, 200
"""How many ``Accept-Encoding`` are remembered, and how long one may be: there are a few dozen."""
PACKED_TYPES = (
    *("text/", "application/json", "application/geo+json", "application/manifest+json"),
    "image/svg+xml",
)


def init_app(app: Flask, dictionaries: Path) -> None:
    """Compress every answer of text; ``dictionaries`` is the folder of what phones hold."""
    app.extensions["dictionaries"] = Dictionaries(dictionaries)
    app.after_request(_compress)


@dataclass(frozen=True)
class Accepted:
    """What a phone can unpack: ``br``, ``gzip`` or neither, and differences (``dcz``)."""

    encoding: str | None
    differences: bool


def accepted(header: str) -> Accepted:
    """What ``Accept-Encoding`` says, honouring ``;q=0``."""
    return _known(header) if len(header) <= MOST_HEADER else _known.__wrapped__(header)


@lru_cache(MOST_HEADERS)
def _known(header: str) -> Accepted:
    quality = parse_accept_header(header).quality
    best = max(("br", "gzip"), key=quality)
    return Accepted(best if quality(best) > 0 else None, quality("dcz") > 0)


def choose(request: Request) -> str | None:
    """The encoding to answer with where there is no dictionary."""
    return accepted(request.headers.get("Accept-Encoding", "")).encoding


def pack(body: bytes, encoding: str, *, best: bool = False, seldom: bool = False) -> bytes:
    """``body`` in ``encoding``; ``best`` takes the slowest level, for what is made once, ``seldom``
    a slow one."""
    if encoding == "br":
        packed = _brotli(body, 11 if best else 10 if seldom else 5)
        return packed if best or seldom or len(packed) < HEAVY_BYTES else _brotli(body, 10)
    return gzip.compress(body, compresslevel=9 if best else 6, mtime=0)


def pack_around(body: bytes, hole: bytes, *, best: bool) -> bytes | None:
    """``body`` in Brotli, with ``hole`` standing in it unpacked, so that something else of its
    length can be put there. ``hole`` is of random bytes that no text has; None where it was packed
    all the same.

    What cannot be packed is stored as it is (RFC 7932, 9.2). What follows is packed by the two
    bytes before it, which stand still for that reason.
    """
    end = body.index(hole) + len(hole) + 2
    packer = brotli.Compressor(mode=brotli.MODE_TEXT, quality=11 if best else 5)
    packed = packer.process(body[: end - len(hole) - 2]) + packer.flush()
    packed += packer.process(body[end - len(hole) - 2 : end]) + packer.flush()
    packed += packer.process(body[end:]) + packer.finish()
    return packed if packed.count(hole) == 1 else None


def _brotli(body: bytes, quality: int) -> bytes:
    window = WINDOW if len(body) < 2**WINDOW else WIDE
    return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=quality, lgwin=window))


def _weighed(body: bytes, encoding: str | None, *, best: bool, seldom: bool) -> bytes:
    """The page with its weight said, in whole KB as they travel.

    What pages of one view and of about the same length weigh differs by less than can be said, so
    it is measured once for each such length and language and encoding, and again whenever the
    process starts.
    """
    mark = WEIGHT.encode()
    if mark not in body:
        return body
    known: dict[object, int] = current_app.extensions.setdefault("weights", {})
    page = (request.endpoint, request.script_root, encoding, best, len(body) // 512)
    if page not in known:
        packed = pack(body, encoding, best=best, seldom=seldom) if encoding else body
        known[page] = max(1, round(len(packed) / 1024))
    return body.replace(mark, str(known[page]).encode())


def _compress(response: Response) -> Response:
    if not (response.mimetype or "").startswith(PACKED_TYPES) or response.direct_passthrough:
        return response
    response.vary.add("Accept-Encoding")
    encoding = choose(request)
    seldom = "copy" in response.headers.get("Ventanilla-Keep", "")
    best = "Use-As-Dictionary" in response.headers
    if response.mimetype == "text/html":
        page = drawing.get()
        is_few = bool(page and page.is_one_of_few)
        body = _weighed(response.get_data(), encoding, best=best or is_few, seldom=seldom)
        response.set_data(body)
        is_for_all = response.status_code == 200 and _is_for_all(response)
        if is_for_all and seldom and page and page.hole:
            copies.name(page, body)
        if is_for_all and best:
            _dictionaries().hold(body)
        elif is_for_all:
            response.vary.add("Available-Dictionary")
        if is_for_all and page and page.is_lasting:
            page.body = body  # and is packed as it is asked for, see ``ready``
            return response
        if page and copies.is_held(page):
            return copies.still_good(response)
        if is_for_all and not best and _has_difference(response):
            return response
    if (
        encoding is None
        or response.content_encoding
        or response.status_code in {204, 206, 304}
        or len(response.get_data()) < LEAST_BYTES
    ):
        return response
    response.set_data(pack(response.get_data(), encoding, best=best, seldom=seldom))
    response.content_encoding = encoding
    return response


def _dictionaries() -> Dictionaries:
    found: Dictionaries = current_app.extensions["dictionaries"]
    return found


def _is_for_all(response: Response) -> bool:
    return response.headers.get("Ventanilla-Keep", "").startswith("public")


def _has_difference(response: Response) -> bool:
    """Was this page sent as its difference from a dictionary? Public ones only: beside a secret,
    the length of what is packed would tell of it."""
    if not accepted(request.headers.get("Accept-Encoding", "")).differences:
        return False
    name = _dictionaries().named(request.headers.get("Available-Dictionary", ""))
    if name is None:
        return False
    response.set_data(_dictionaries().pack(response.get_data(), name))
    response.content_encoding = "dcz"
    return True
