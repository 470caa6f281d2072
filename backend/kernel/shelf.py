"""Pages that lie ready, as the bytes that travel: as many as fit, those that people ask for.

A page that was asked for once waits in a small part of its own, and moves on to the large one when
it is asked for again. So whoever asks for a thousand addresses that nobody wants pushes out one
another's, and no page that people read.
"""

import base64
import hashlib
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from uuid import uuid4

from backend.kernel.compression import pack, pack_around
from backend.kernel.dictionary import Dictionaries

MOST_BYTES = 16 * 1024 * 1024
NEW_PART = 0.25
OFTEN = 8
"""Packing as well as can be takes as long as answering a hundred times."""
UNLIKE = b"\xff" + bytes(each | 0x80 for each in hashlib.sha512(b"unlike").digest())
"""No text has such bytes, for UTF-8 has no 0xff, and nothing packs them."""
ROW_BYTES = 1536
"""What a page takes beside its bodies: its address, headers and bookkeeping."""


@dataclass
class Ready:
    """A page as it was drawn, with its bodies as they were asked for.

    ``numbers`` are those of its subjects then; ``until`` is when it is another for the clock's
    sake; ``is_for_keys`` says that it is the same for a phone that holds keys. ``encoding`` is
    what its words on its own weight speak of, and what it is packed in without a dictionary.
    Where each copy has to say something else, ``hole`` stands in the body, as in what is packed,
    and ``copy`` is the tag of all but that, by which a worker asks (see ``copies``).
    """

    view: str
    headers: list[tuple[str, str]]
    body: bytes
    encoding: str | None
    numbers: dict[str, int | None]
    until: datetime | None
    is_for_keys: bool
    is_dictionary: bool
    is_one_of_few: bool
    hole: bytes = b""
    copy: str = ""
    tag: str = field(init=False)
    bodies: dict[str, bytes] = field(default_factory=dict)
    asked: int = 0
    is_best: bool = False

    def __post_init__(self) -> None:
        if self.hole:
            unlike = UNLIKE[: len(self.hole)]
            self.body, self.hole = self.body.replace(self.hole, unlike), unlike
        mix = hashlib.sha256(repr(self.headers).encode() + self.body).digest()
        self.tag = f'W/"{base64.urlsafe_b64encode(mix)[:6].decode()}"'

    @property
    def is_tagged(self) -> bool:
        """Is a copy of it as good as another? One with a receipt is used once."""
        return not self.is_dictionary and not self.hole

    @property
    def known_by(self) -> str:
        """The tag by which a phone may ask whether it has the page, "" where there is none."""
        if self.is_tagged:
            return self.tag
        return self.copy and f'"{self.copy}"'

    @property
    def size(self) -> int:
        """Bytes of memory."""
        return len(self.body) + sum(map(len, list(self.bodies.values()))) + ROW_BYTES

    def packed(self) -> bytes:
        """The body in its encoding: packed quickly at first, and as well as can be once it was
        asked for often enough to be asked for more."""
        if self.encoding is None:
            return self._filled(self.body)
        self.asked += 1
        best = self.is_one_of_few or self.asked >= OFTEN
        if self.encoding not in self.bodies or (best and not self.is_best):
            packed = self._pack(self.encoding, best=best)
            if packed is None:
                return pack(self._filled(self.body), self.encoding)
            self.bodies[self.encoding] = packed
            self.is_best = best
        return self._filled(self.bodies[self.encoding])

    def _pack(self, encoding: str, *, best: bool) -> bytes | None:
        if not self.hole:
            return pack(self.body, encoding, best=best)
        # What gzip packs ends with a sum of it all.
        return pack_around(self.body, self.hole, best=best) if encoding == "br" else None

    def difference(self, dictionaries: Dictionaries, name: str) -> bytes:
        """The body as its difference from the dictionary ``name``, which is held."""
        if name not in self.bodies:
            if not self.hole:
                packed: bytes | None = dictionaries.pack(self.body, name)
            else:
                packed = dictionaries.pack_around(self.body, self.hole, name)
            if packed is None:
                return dictionaries.pack(self._filled(self.body), name)
            self.bodies[name] = packed
        return self._filled(self.bodies[name])

    def _filled(self, body: bytes) -> bytes:
        return body.replace(self.hole, str(uuid4()).encode()) if self.hole else body


class _Part:
    """Pages, the one that was asked for longest ago first, in at most so many bytes."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.size = 0
        self._pages: OrderedDict[Hashable, tuple[Ready, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Hashable) -> Ready | None:
        found = self._pages.get(key)
        return found[0] if found else None

    def put(self, key: Hashable, page: Ready) -> None:
        self.drop(key)
        size = page.size
        self._pages[key] = page, size
        self.size += size
        while self.size > self.most:
            _, (_, least) = self._pages.popitem(last=False)
            self.size -= least

    def drop(self, key: Hashable) -> None:
        _, size = self._pages.pop(key, (None, 0))
        self.size -= size


class Shelf:
    """The pages by what was asked, ``most`` bytes of them."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._new = _Part(int(most * NEW_PART))
        self._wanted = _Part(most - self._new.most)
        self._changing = Lock()

    @property
    def size(self) -> int:
        """Bytes of all pages."""
        return self._new.size + self._wanted.size

    def __len__(self) -> int:
        return len(self._new) + len(self._wanted)

    def find(self, key: Hashable) -> Ready | None:
        """The page of ``key``, also one that is out of date."""
        return self._wanted.get(key) or self._new.get(key)

    def put(self, key: Hashable, page: Ready, *, wanted: bool) -> None:
        """Have ``page`` for ``key``; ``wanted`` says that it was asked for before."""
        with self._changing:
            self._new.drop(key)
            self._wanted.drop(key)
            (self._wanted if wanted else self._new).put(key, page)
