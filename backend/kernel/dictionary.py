"""Compression dictionaries (RFC 9842): a page as what it does not share with one the phone has.

The dictionary is the offline page, which the worker fetches anyway. A public page then costs a few
hundred bytes. A wrong dictionary would leave the phone without a page, so ``dcz`` is sent only
where the phone names, byte for byte, the hash of a dictionary we hold; those of earlier builds stay
beside the others, for phones that have not met the new one yet.
"""

import base64
import hashlib
import os
import re
from contextlib import suppress
from pathlib import Path
from threading import Lock

import zstandard
from flask import Response

MAGIC = bytes.fromhex("5e2a4d1820000000")
"""What a ``dcz`` stream begins with, before the SHA-256 of its dictionary (RFC 9842, 5)."""
LEVEL = 10
MOST_KEPT = 24
FRESH = "max-age=2592000"
"""A browser uses a dictionary for as long as the answer that brought it is fresh."""
_NAMED = re.compile(r":([A-Za-z0-9+/]{43}=):")


class Dictionaries:
    """The dictionaries in ``folder``, one file each, named by its hash."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ready: dict[str, zstandard.ZstdCompressionDict] = {}
        self._holding = Lock()
        folder.mkdir(parents=True, exist_ok=True)

    def hold(self, page: bytes) -> None:
        """Have ``page`` as a dictionary from now on, in this process and the others."""
        name = hashlib.sha256(page).hexdigest()
        path = self.folder / name
        # Many phones ask at the same moment, just when there is a new build.
        with self._holding:
            if name in self._ready and path.exists():
                return
            part = path.with_suffix(f".{os.getpid()}.part")
            part.write_bytes(page)
            part.replace(path)
            for old in self._by_age()[:-MOST_KEPT]:
                old.unlink(missing_ok=True)
            self._ready[name] = _prepared(page)

    def _by_age(self) -> list[Path]:
        """The files, oldest first; another process may be moving one meanwhile."""
        aged = []
        for path in self.folder.iterdir():
            with suppress(FileNotFoundError):
                aged.append((path.stat().st_mtime, path))
        return [path for _, path in sorted(aged)]

    def named(self, header: str) -> str | None:
        """Which dictionary of ours a phone holds, by what ``Available-Dictionary`` says."""
        named = _NAMED.fullmatch(header.strip())
        name = base64.b64decode(named[1]).hex() if named else ""
        return name if name and self._find(name) else None

    def pack(self, body: bytes, name: str) -> bytes:
        """``body`` as ``dcz``, by a dictionary that is held."""
        known = self._find(name)
        packed: bytes = zstandard.ZstdCompressor(dict_data=known).compress(body)
        return MAGIC + bytes.fromhex(name) + packed

    def pack_around(self, body: bytes, hole: bytes, name: str) -> bytes | None:
        """The same, with ``hole``, random bytes, standing in it unpacked; see ``compression``."""
        begin = body.index(hole)
        end = begin + len(hole) + 2
        packer = zstandard.ZstdCompressor(dict_data=self._find(name)).compressobj(size=len(body))
        packed = MAGIC + bytes.fromhex(name)
        for part in (body[:begin], body[begin:end]):
            packed += packer.compress(part) + packer.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
        packed += packer.compress(body[end:]) + packer.flush()
        return packed if packed.count(hole) == 1 else None

    def _find(self, name: str) -> zstandard.ZstdCompressionDict | None:
        if name not in self._ready:
            try:
                page = (self.folder / name).read_bytes()
            except FileNotFoundError:
                return None
            if hashlib.sha256(page).hexdigest() != name:  # a disk that lies: rather no dictionary
                return None
            if len(self._ready) >= MOST_KEPT:
                self._ready.clear()
            self._ready[name] = _prepared(page)
        return self._ready[name]


def offer(response: Response, match: str) -> Response:
    """Let the phone use this page as the dictionary for addresses like ``match``."""
    response.headers["Use-As-Dictionary"] = f'match="{match}"'
    response.headers["Cache-Control"] = FRESH
    return response


def _prepared(page: bytes) -> zstandard.ZstdCompressionDict:
    known = zstandard.ZstdCompressionDict(page, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    known.precompute_compress(level=LEVEL)
    return known
