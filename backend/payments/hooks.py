"""What a room above has to do when something was paid."""

from collections.abc import Callable
from datetime import datetime

from flask import Flask, current_app

HOOKS = "payments.hooks"
OnPaid = Callable[[str, datetime], None]
"""Called with the subject of the payment and the time, in the same transaction."""


def hang(app: Flask, on_paid: OnPaid) -> None:
    """Let ``app`` call ``on_paid`` for each payment that became paid."""
    app.extensions.setdefault(HOOKS, []).append(on_paid)


def on_paid(subject: str, now: datetime) -> None:
    """Say to all who hang here that ``subject`` is paid."""
    for each in current_app.extensions.get(HOOKS, ()):
        each(subject, now)
