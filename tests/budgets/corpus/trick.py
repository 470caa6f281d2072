"""A page that hides weight."""

import base64
import random
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from werkzeug import Request, Response

SCREEN = '<meta name="viewport" content="width=device-width">'
NO_ICON = '<link rel="icon" href="data:,">'
SECRET = 20_000
"""Bytes that each page hides."""
Shelf = Mapping[str, "bytes | str | Response | Callable[[Request], Response]"]


def noise(size: int = SECRET, seed: int = 7) -> bytes:
    """Bytes that no compression makes smaller."""
    return random.Random(seed).randbytes(size)


def letters(size: int = SECRET, seed: int = 7) -> str:
    """Letters that compress badly."""
    return base64.b64encode(noise(size * 3 // 4, seed)).decode()


def picture(size: int = SECRET) -> bytes:
    """A real picture (PNG) of about so many bytes."""
    wide = 50
    rows = noise(size // (3 * wide) * 3 * wide)
    lines = b"".join(b"\0" + rows[at : at + 3 * wide] for at in range(0, len(rows), 3 * wide))
    high = len(rows) // (3 * wide)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(lines))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def moved(to: str, **headers: str) -> Response:
    """A redirect."""
    return Response("", 302, {"Location": to, **headers})


@dataclass(frozen=True)
class Trick:
    """``shelf`` answers below ``/<name>/``; the page itself is ``""``.

    It has to be found in ``figure``, with ``named`` in the words said about it, by counting alone
    or in a ``browser`` only. ``doubted`` is what counting alone has to say instead of a figure.
    """

    name: str
    shelf: Shelf
    named: str
    figure: str = "total"
    by: str = "counting"
    least: int = SECRET
    doubted: str = ""
    method: str = "GET"
    language: str = "es"
    cookies: Mapping[str, str] = field(default_factory=dict)
    status: int = 200

    @property
    def path(self) -> str:
        return f"/{self.name}/"


def page(body: str, head: str = "", **headers: str) -> Response:
    """A page of a few words, with an icon that weighs nothing more."""
    html = f"<!doctype html><title>A page</title>{SCREEN}{NO_ICON}{head}<p>{body}"
    return Response(html, content_type="text/html; charset=utf-8", headers=headers)
