"""What one person did for another, noted in the same transaction and told in words to both."""

from flask import Flask, Response, request
from flask_babel import lazy_gettext

from backend.kernel import audit, clock
from backend.kernel.access import somebody
from backend.kernel.db import SAFE_METHODS

ACT = "acted:"
OTHERWISE = lazy_gettext("Hizo un cambio")
WORDS: dict[str, object] = {
    "identity.help": lazy_gettext("Empezó a ayudar"),
    "identity.help-ended": lazy_gettext("Dejó de ayudar"),
    "identity.check": lazy_gettext("Comprobó la identidad"),
    "identity.read": lazy_gettext("Vio los datos"),
    "identity.recover": lazy_gettext("Dio un código para recuperar la Llave"),
    "acted:reports.file": lazy_gettext("Hizo un reporte"),
    "acted:reports.add_photo": lazy_gettext("Agregó una foto a un reporte"),
    "acted:reports.add_note": lazy_gettext("Agregó una nota a un reporte"),
    "acted:reports.confirm": lazy_gettext("Dijo que un reporte quedó bien"),
    "acted:reports.reopen": lazy_gettext("Reabrió un reporte"),
}


def call(act: str, words: object) -> None:
    """A room above says what one of its acts is called: ``acted:<view>`` for what somebody does
    on behalf of another."""
    WORDS[act] = words


def name(act: str) -> str:
    """What an act is called."""
    return str(WORDS.get(act, OTHERWISE))


def init_app(app: Flask) -> None:
    """Note what is done on behalf of somebody, whichever room did it."""
    app.after_request(_note)


def _note(response: Response) -> Response:
    person = somebody()
    if (
        person is not None
        and person.helps
        and request.method not in SAFE_METHODS
        and response.status_code < 400
        and request.blueprint != "identity"
    ):
        audit.note(
            actor=audit.person(person.id),
            subject=audit.person(person.helps.id),
            act=f"{ACT}{request.endpoint}"[:60],
            what=response.location or "",
            now=clock.now(),
        )
    return response
