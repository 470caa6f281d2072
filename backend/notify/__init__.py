"""Messages to people: a row in the outbox, sent by a worker through one channel or another.

It knows an opaque recipient (a number, an address, a subscription) and never a person.

==================================  ====================  ==========="""

from collections.abc import Callable, Sequence

from flask import Flask

from backend.config import Settings
from backend.notify import vapid
from backend.notify.hooks import Hooks, hang


def init_app(app: Flask, settings: Settings, opens: Callable[[Sequence[str]], list[str]]) -> None:
    """Let ``app`` ask phones for where they are reached. ``opens`` gives those of some private
    keys that open something. Raises SettingsError for a VAPID key that is none."""
    public_key = vapid.public_of(vapid.private_key(settings))
    hang(app, Hooks(opens=opens, public_key=public_key, services=settings.known_push_services))
