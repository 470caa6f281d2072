"""Consents that another room keeps, shown and revoked beside the record's own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask import Flask, current_app

HOOKS = "record.hooks"


@dataclass(frozen=True)
class Given:
    """What somebody lets ``reader`` see: ``what`` in words, ``purpose`` in words. ``ref`` names it
    to the room that keeps it."""

    ref: str
    reader: str
    what: str
    purpose: str
    given: datetime


class Keeper(Protocol):
    """A room that keeps consents of its own."""

    def consents_of(self, account_id: int) -> list[Given]:
        """Those in force, newest first."""

    def revoke(self, *, account_id: int, ref: str, now: datetime) -> None:
        """Take back the one that ``ref`` names; nothing where it is not hers."""


class OnBlock(Protocol):
    """What a room does at once when somebody cancels, in the same transaction."""

    def __call__(self, *, account_id: int, now: datetime) -> None: ...


@dataclass(frozen=True)
class Hooks:
    """What rooms above hang in; see ``backend.app``. ``names`` say what an actor such as
    ``client:3`` is called, or None where it is none of theirs."""

    consents: tuple[Keeper, ...] = ()
    blocked: tuple[OnBlock, ...] = ()
    names: tuple[Callable[[str], str | None], ...] = ()


def hang(app: Flask, hooks: Hooks) -> None:
    """Let ``app`` know what rooms above have to do with the record."""
    app.extensions[HOOKS] = hooks


def hooks() -> Hooks:
    """What hangs in this application."""
    found: Hooks = current_app.extensions[HOOKS]
    return found


def name_of(actor: str) -> str:
    """What ``actor`` is called by the room above that knows; else its name inside."""
    return next((name for say in hooks().names if (name := say(actor))), actor)
