"""Packs: what a resident may save on the phone before there is no signal.

A room that has something to save is a *shelf*: a module (or anything) with the four functions of
``Shelf``; the wiring hands the shelves over. A pack's version is a hash of its content and its
weight is what travels, so both are true of what a tap will fetch. A pack is made when first asked
for and again when its shelf's stamp is another.
"""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import Any, Protocol

from flask import Flask, current_app

from backend.kernel.compression import pack as compressed

NAME = "packs"
QUICKLY_PACKED = 128 * 1024
"""What is larger takes a second to pack as well as can be, for one byte in a hundred less."""


class Shelf(Protocol):
    """What a room has to save. Names of packs hold only what an address may hold as it is, no slash
    and no comma, and are unique among all shelves."""

    def stamp(self) -> str:
        """A text that changes whenever any content may have changed. Asked for often: cheap."""

    def titles(self) -> list[tuple[str, str, str, str]]:
        """Group, name, title and the address of the page that reads it, of each pack to offer in
        the list of all; in the reader's language, ordered. There may be more, offered elsewhere."""

    def title(self, name: str) -> tuple[str, str, str, str]:
        """The same of one pack, also of one that is offered elsewhere; KeyError for a name that is
        not a pack."""

    def content(self, name: str) -> Any:
        """What the pack holds, as JSON can say it; KeyError for a name that is not a pack."""


@dataclass(frozen=True)
class Pack:
    """A pack as it travels: ``body`` is JSON, ``packed`` the same in Brotli."""

    name: str
    body: bytes
    packed: bytes
    version: str

    @property
    def size(self) -> int:
        """Bytes that travel."""
        return len(self.packed)


@dataclass(frozen=True)
class Offer:
    """A pack on a page: what it is called there, and the page that reads it."""

    group: str
    title: str
    page: str
    pack: Pack


class Packs:
    """All packs of all shelves."""

    def __init__(self, shelves: Sequence[Shelf]) -> None:
        self._shelves = shelves
        self._making = Lock()
        self._made: dict[str, tuple[str, Pack]] = {}

    def offers(self) -> list[Offer]:
        """Everything to offer in one list, shelf by shelf."""
        return [
            Offer(group, title, page, self._pack(shelf, shelf.stamp(), name))
            for shelf in self._shelves
            for group, name, title, page in shelf.titles()
        ]

    def offer(self, name: str) -> Offer | None:
        """The offer of the pack called ``name``, whether it is in the list or not."""
        for shelf in self._shelves:
            with suppress(KeyError):
                group, _, title, page = shelf.title(name)
                return Offer(group, title, page, self._pack(shelf, shelf.stamp(), name))
        return None

    def find(self, name: str) -> Pack | None:
        """The pack called ``name``, whether it is offered in the list or elsewhere."""
        for shelf in self._shelves:
            with suppress(KeyError):
                return self._pack(shelf, shelf.stamp(), name)
        return None

    def _pack(self, shelf: Shelf, stamp: str, name: str) -> Pack:
        # Many phones may ask at the same moment, just when there is something new.
        with self._making:
            made, pack = self._made.get(name, ("", None))
            if pack is None or made != stamp:
                pack = make(name, shelf.content(name))
                self._made[name] = (stamp, pack)
            return pack


def make(name: str, content: Any) -> Pack:
    """The pack of ``content``: the same bytes and version wherever it is made."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    version = hashlib.sha256(body).hexdigest()[:10]
    packed = compressed(body, "br", best=len(body) <= QUICKLY_PACKED)
    return Pack(name, body, packed, version)


def init_app(app: Flask, *shelves: Shelf) -> None:
    """Offer what stands on ``shelves``."""
    app.extensions[NAME] = Packs(shelves)


def the_packs() -> Packs:
    """The packs of the city served."""
    packs: Packs = current_app.extensions[NAME]
    return packs
