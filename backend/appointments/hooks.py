"""What a room above has to do when an appointment is cancelled by the city."""

from collections.abc import Callable
from datetime import datetime

from flask import Flask, current_app

HOOKS = "appointments.hooks"
OnCancelled = Callable[[str, datetime], None]
"""Called with the subject of the booking and the time, in the same transaction."""


def hang(app: Flask, on_cancelled: OnCancelled) -> None:
    """Let ``app`` call ``on_cancelled`` for each that is cancelled."""
    app.extensions.setdefault(HOOKS, []).append(on_cancelled)


def cancelled(subject: str, now: datetime) -> None:
    """Say to all who hang here that the booking of ``subject`` is no more."""
    for on_cancelled in current_app.extensions.get(HOOKS, ()):
        on_cancelled(subject, now)
