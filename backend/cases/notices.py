"""What she is told when her case moves, in her language, with the service's own words.

On a locked screen and in an SMS stands no more than the folio and what became of it.
"""

from datetime import datetime

from flask import current_app
from flask_babel import lazy_gettext

from backend.cases import filled
from backend.cases.models import Case, CaseMove
from backend.cases.status import Actor, State
from backend.config import Settings
from backend.forms import text
from backend.identity.reach import reach_of
from backend.kernel import audit
from backend.kernel.city import Text
from backend.kernel.i18n import current, speaking
from backend.notify import telling
from backend.notify.telling import Notice
from backend.reports import folio as folios

KIND = "cases"
"""What preferences call it."""

SENTENCES = {
    State.RECEIVED: lazy_gettext("Recibimos tu trámite %(folio)s."),
    State.UNPAID: lazy_gettext("Falta el pago de tu trámite %(folio)s."),
    State.IN_REVIEW: lazy_gettext("Ya revisan tu trámite %(folio)s."),
    State.ASKED: lazy_gettext("Falta algo en tu trámite %(folio)s. Míralo para que siga."),
    State.GRANTED: lazy_gettext("Tu trámite %(folio)s está listo."),
    State.REFUSED: lazy_gettext("Tu trámite %(folio)s no procedió. Mira por qué."),
    State.APPEALED: lazy_gettext("Recibimos tu inconformidad del trámite %(folio)s."),
    State.CANCELLED: lazy_gettext("Tu trámite %(folio)s quedó cancelado."),
}
PAID = lazy_gettext("Recibimos el pago de tu trámite %(folio)s.")
MISSING = lazy_gettext("Falta algo para enviar tu trámite %(folio)s.")


def tell(case: Case, move: CaseMove) -> None:
    """Tell her that ``case`` made this ``move``. What she did herself is only for her inbox."""
    state = State(move.state)
    is_paid = state is State.RECEIVED and move.actor == Actor.ITSELF
    sentence = PAID if is_paid else SENTENCES[state]
    is_hers = move.by == audit.person(case.account_id)
    words = move.words if move.actor == Actor.CITY else ""
    _tell(
        case,
        topic=f"{KIND}.{state}",
        sentence=sentence,
        state=state,
        words=words,
        now=move.at,
        is_hers=is_hers,
    )


def tell_missing(case: Case, now: datetime) -> None:
    """What she wrote without signal arrived, and something is missing."""
    _tell(
        case,
        topic=f"{KIND}.draft",
        sentence=MISSING,
        state=State.DRAFT,
        words="",
        now=now,
        is_hers=False,
    )


def _tell(
    case: Case,
    *,
    topic: str,
    sentence: object,
    state: State,
    words: str,
    now: datetime,
    is_hers: bool,
) -> None:
    reach = reach_of(case.account_id)
    if reach is None:
        return  # she closed her Llave: nobody is there to be told
    service = filled.service_of(case)
    with speaking(reach.language):
        short = str(sentence) % {"folio": folios.spaced(case.folio)}
        lines = [filled.say(service.title) if service else case.service]
        own: Text | None = service.text(state) if service else None
        lines += [filled.say(own)] if own else []
        lines += [text.lines(words)] if words else []
        notice = Notice(
            owner=reach.owner,
            kind=KIND,
            topic=topic,
            language=current(),
            subject=short,
            body="\n".join(lines),
            short=short,
            address=f"/cases/{case.folio}",
            more=_link(case),
            reached=reach.ways,
            is_inbox_only=is_hers,
        )
    telling.tell([notice], now=now)


def _link(case: Case) -> str:
    settings: Settings = current_app.extensions["settings"]
    if not settings.origin:
        return ""
    prefix = "" if current() == filled.the_city().languages[0].code else f"/{current()}"
    return f"{settings.origin}{prefix}/cases/{case.folio}"
