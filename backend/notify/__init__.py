"""Messages to people: a row in the outbox, sent by a worker through one channel or another.

It knows an opaque recipient (a number, an address, a subscription) and never a person.

==================================  ====================  ==================
address                             view                  template
==================================  ====================  ==================
GET /notices/phone                  notify.phone          notify/phone.html
GET /notices/key                    notify.key            (text)
POST /notices/subscription          notify.subscribe      (204, 404, 422)
POST /notices/subscription/remove   notify.unsubscribe    (redirects)
GET /notices/message/<token>        notify.message        (JSON, for the worker)
==================================  ====================  ==================

==============  ====================================================================
actions         ``send``: a message is a row of the transaction that it tells of
actions.phones  phones on which somebody wants notices: given, renewed, ended
queries         the messages of an inbox, how and on which phones their owner wants to be told
telling         ``tell``: one notice, to everywhere its owner wants it, and always to her inbox
quiet           when nothing rings: pure
retry           what becomes of a message after an answer: a table
endpoint        where a browser is reached, hostile until read
payload         what a push carries, in 300 bytes
vapid           the key by which push services know this city
outbox          sends what is due, one by one; killed anywhere, nothing is lost
together        the same for pushes, many at a time
claims          taking messages and settling them, for both
worker          the threads of a server that serve the outbox, in one process at a time
channels        web push, mail, SMS, and the console for development
cli             ``flask notify work | count | vapid``
==============  ====================================================================
"""

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
