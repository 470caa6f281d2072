"""What a room above has to say to notices: which private keys open something."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Flask, current_app

HOOKS = "notify.hooks"


@dataclass(frozen=True)
class Hooks:
    """``opens`` gives those of the keys, in their order, that open something of somebody's;
    ``public_key`` is the VAPID key that browsers are given; ``services`` see ``endpoint``."""

    opens: Callable[[Sequence[str]], list[str]]
    public_key: str
    services: Sequence[str]


def hang(app: Flask, hooks: Hooks) -> None:
    """Let ``app`` know it."""
    app.extensions[HOOKS] = hooks


def hooks() -> Hooks:
    """What hangs in this application."""
    found: Hooks = current_app.extensions[HOOKS]
    return found
