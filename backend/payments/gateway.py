"""Ways to pay: what a gateway has to be, and the one there is.

A gateway gives each payment a reference of its own, and later says which were paid. One for cards
would open a checkout and give its id; what its server sends us when somebody paid it reads as
lines, and ``actions.reconciling`` takes them like those of a bank's file: nothing else knows which
way it was.
"""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Protocol

from flask import Flask, current_app

from backend.payments import reference as references
from backend.payments.bank_file import Columns, read_file
from backend.payments.decide import Line

GATEWAYS = "payments.gateways"
USUAL = "reference"


class Gateway(Protocol):
    """A way to pay. ``name`` stands with each payment."""

    name: str

    def begin(self, *, cents: int, until: date) -> str:
        """A new reference, by which one payment of ``cents`` is known there until a day. It is
        unique, and says nothing of who pays or what for."""

    def is_right(self, reference: str) -> bool:
        """Can ``reference`` be one of its own? By its form alone."""

    def read(self, content: bytes) -> list[Line]:
        """What it sent to say what was paid. Raises ``bank_file.NotAFile``."""


class ByReference:
    """At a bank or a store, with a reference (see ``reference``); the bank sends a file."""

    name = USUAL

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def begin(self, *, cents: int, until: date) -> str:
        drawn = str(secrets.randbelow(10**references.DRAWN)).zfill(references.DRAWN)
        return references.make(drawn, cents=cents, until=until)

    def is_right(self, reference: str) -> bool:
        return references.is_right(reference)

    def read(self, content: bytes) -> list[Line]:
        return read_file(content, self._columns)


def init_app(app: Flask, *gateways: Gateway) -> None:
    """Let ``app`` take payments by ``gateways``; the first is offered."""
    app.extensions[GATEWAYS] = {each.name: each for each in gateways}


def usual() -> Gateway:
    """The one that is offered."""
    return next(iter(_all().values()))


def named(name: str) -> Gateway:
    """The one a payment began with. Raises KeyError where it was taken out."""
    return _all()[name]


def _all() -> Mapping[str, Gateway]:
    found: Mapping[str, Gateway] = current_app.extensions[GATEWAYS]
    return found
