"""Where the city's SMS gateway brings what people answer. See docs/guides/sms-replies.md."""

import json

from flask import Response, abort, current_app, make_response, request

from backend.config import Settings
from backend.forms import text
from backend.identity import contact
from backend.kernel import clock
from backend.kernel.access import public
from backend.kernel.security import machine
from backend.reports.actions.replies import Sms, hear
from backend.reports.form import the_city
from backend.reports.signed import is_signed
from backend.reports.views.blueprint import room

MOST_BYTES = 4096
MOST_LETTERS = 1600


@room.post("/notices/sms")
@public
@machine
def sms_reply() -> Response:
    """An SMS that came back: 204 whatever becomes of it, so that nobody learns which numbers are
    known; 401 for one that the gateway did not sign, 400 for one that says nothing."""
    settings: Settings = current_app.extensions["settings"]
    if not settings.sms_reply_secret:
        abort(404)
    body = request.get_data()
    timestamp = request.headers.get("Ventanilla-Timestamp", "")
    signature = request.headers.get("Ventanilla-Signature", "")
    if len(body) > MOST_BYTES:
        abort(413)
    if not is_signed(settings.sms_reply_secret, timestamp, signature, body, clock.now()):
        return make_response("", 401)
    sms = _read(body)
    if sms is None:
        return make_response("", 400)
    if sms.number:
        hear(sms, now=clock.now())
    return make_response("", 204)


def _read(body: bytes) -> Sms | None:
    """``{"id": ..., "from": ..., "text": ...}``; None for anything else. What is no number of
    anybody's becomes ""."""
    try:
        told = json.loads(body)
        parts = [told[name] for name in ("id", "from", "text")]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not all(isinstance(part, str) for part in parts) or not 0 < len(parts[0]) <= 200:
        return None
    id, number, words = (text.line(part[:MOST_LETTERS]) for part in parts)
    region = the_city().languages[0].locale.partition("_")[2][:2]
    reached = contact.read(number, region)
    is_number = reached is not None and reached.kind == contact.PHONE
    return Sms(id, reached.address if reached and is_number else "", words) if id else None
