"""What one person did for another, noted in the same transaction and told in words to both."""

from flask import Flask, g, has_request_context, request
from flask_babel import lazy_gettext
from sqlalchemy import event
from sqlalchemy.orm import Session

from backend.kernel import audit, clock
from backend.kernel.access import somebody
from backend.kernel.db import SAFE_METHODS, db

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
    with app.app_context():
        if not event.contains(db.session, "before_commit", _note):
            event.listen(db.session, "before_commit", _note)


def _note(_session: Session) -> None:
    """The request's transaction is about to be settled: a success, so it was done."""
    if not has_request_context() or request.method in SAFE_METHODS or g.get("is_repeat"):
        return
    person = somebody()
    if person is None or person.helps is None or request.blueprint == "identity":
        return
    audit.note(
        actor=audit.person(person.id),
        subject=audit.person(person.helps.id),
        act=f"{ACT}{request.endpoint}"[:60],
        what=g.get("written", ""),
        now=clock.now(),
    )
