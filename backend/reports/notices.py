"""What people are told when a report moves, in the language of each.

On a locked screen and in an SMS stands no more than the folio and what became of it; what the city
wrote to the resident stands in the inbox and in mail.
"""

from flask import current_app
from flask_babel import gettext, lazy_gettext, ngettext

from backend.config import Settings
from backend.forms import text
from backend.kernel.city import City
from backend.kernel.i18n import current, day, speaking
from backend.notify import telling
from backend.notify.telling import Notice
from backend.reports import folio as folios
from backend.reports.models import Move, Report
from backend.reports.parties import Party, inbox_of, parties
from backend.reports.status import OPEN, Actor, State

__all__ = ["FOLLOWED", "KINDS", "OWN", "inbox_of", "tell", "topic"]

OWN, FOLLOWED = "reports", "followed"
KINDS = (OWN, FOLLOWED)
"""What preferences call them: of what she reported, and of what she follows."""

# state: (what is said to who reported it, and to who follows it)
SENTENCES = {
    State.RECEIVED: (lazy_gettext("Recibimos tu reporte %(folio)s."), None),
    State.ASSIGNED: (
        lazy_gettext("Tu reporte %(folio)s ya tiene quien lo atienda."),
        lazy_gettext("El reporte %(folio)s que sigues ya tiene quien lo atienda."),
    ),
    State.SCHEDULED: (
        lazy_gettext("Tu reporte %(folio)s ya está programado."),
        lazy_gettext("El reporte %(folio)s que sigues ya está programado."),
    ),
    State.IN_PROGRESS: (
        lazy_gettext("Ya están arreglando lo de tu reporte %(folio)s."),
        lazy_gettext("Ya están arreglando lo del reporte %(folio)s que sigues."),
    ),
    State.FIXED: (
        lazy_gettext("Tu reporte %(folio)s quedó arreglado. ¿Quedó bien?"),
        lazy_gettext("El reporte %(folio)s que sigues quedó arreglado."),
    ),
    State.REOPENED: (
        lazy_gettext("Reabrimos tu reporte %(folio)s."),
        lazy_gettext("El reporte %(folio)s que sigues está abierto otra vez."),
    ),
    State.NOT_OURS: (
        lazy_gettext("Tu reporte %(folio)s le toca a otra autoridad."),
        lazy_gettext("El reporte %(folio)s que sigues le toca a otra autoridad."),
    ),
    State.DUPLICATE: (
        lazy_gettext("Tu reporte %(folio)s ya estaba reportado. Te avisamos cómo va."),
        lazy_gettext("El reporte %(folio)s que sigues ya estaba reportado. Te avisamos cómo va."),
    ),
    State.CANNOT: (
        lazy_gettext("No se puede arreglar lo de tu reporte %(folio)s."),
        lazy_gettext("No se puede arreglar lo del reporte %(folio)s que sigues."),
    ),
}


def topic(state: State, kind: str = OWN) -> str:
    """What the notice of a move is called: by it an SMS that comes back knows what was asked."""
    return f"{kind}.{state}"


def tell(report: Report, move: Move) -> None:
    """Tell everybody whom it concerns that ``report`` made this ``move``."""
    state = State(move.state)
    if state in SENTENCES:
        concerned = parties(report, move.at)
        notices = [_notice(report, move, party) for party in concerned]
        telling.tell([notice for notice in notices if notice], now=move.at)


def _notice(report: Report, move: Move, party: Party) -> Notice | None:
    state = State(move.state)
    kind = OWN if party.is_own else FOLLOWED
    sentence = SENTENCES[state][0 if party.is_own else 1]
    if sentence is None:
        return None
    with speaking(party.language):
        short = str(sentence) % {"folio": folios.spaced(report.folio)}
        address = f"/reports/{report.folio}"
        return Notice(
            owner=party.owner,
            kind=kind,
            topic=topic(state, kind),
            language=current(),
            subject=short,
            body="\n".join([_title(report), *_details(report, move, party)]),
            short=short,
            address=address,
            more="\n".join(_below(address, party)),
            answer=_question() if party.is_own and state is State.FIXED else "",
            reached=party.reached,
            is_inbox_only=party.is_own and _is_known_to_her(report, move),
        )


def _is_known_to_her(report: Report, move: Move) -> bool:
    """What she just did she knows, but for the folio of what was received; and that she was sent
    where somebody took the report down for her."""
    if move.state == State.RECEIVED:
        return report.taken_by is not None
    return move.actor == Actor.RESIDENT


def _title(report: Report) -> str:
    category = _city().category(report.category)
    return category.name.in_(current()) if category else report.category


def _details(report: Report, move: Move, party: Party) -> list[str]:
    """Who has it, until when, whose matter it is, what the city wrote, what she may do."""
    lines = []
    state = State(move.state)
    department = _city().department(report.department)
    if state in OPEN and department:
        who = department.name.in_(current())
        if report.due > move.at:
            until = day(report.due)
            lines.append(
                gettext(
                    "Lo tiene %(who)s. Debe quedar a más tardar el %(day)s.", who=who, day=until
                )
            )
        else:
            lines.append(gettext("Lo tiene %(who)s.", who=who))
    if state is State.NOT_OURS and report.refers_to:
        lines.append(gettext("Le toca a %(who)s", who=text.line(report.refers_to)))
    if state is State.DUPLICATE and report.refers_to:
        first = folios.spaced(report.refers_to)
        lines.append(gettext("Ver el primero: %(folio)s", folio=first))
    if move.words and move.actor == Actor.CITY:
        lines.append(text.lines(move.words))
    if state is State.FIXED and party.is_own:
        lines.append(_until(report))
    return lines


def _until(report: Report) -> str:
    category = _city().category(report.category)
    days = category.reopen_days if category else 0
    said = ngettext(
        "Si no quedó bien, tienes %(num)s día para reabrirlo.",
        "Si no quedó bien, tienes %(num)s días para reabrirlo.",
        days,
    )
    return str(said)


def _below(address: str, party: Party) -> list[str]:
    """What a letter says at its foot: where the page is, and why it came."""
    settings: Settings = current_app.extensions["settings"]
    lines = []
    if settings.origin:
        first = _city().languages[0].code
        prefix = "" if current() == first else f"/{current()}"
        lines.append(f"{settings.origin}{prefix}{address}")
    if party.owner.startswith("key:"):
        lines.append(gettext("Te escribimos porque alguien dejó este contacto en el reporte."))
    return lines


def _question() -> str:
    """How to answer by SMS, where the city's gateway takes answers."""
    settings: Settings = current_app.extensions["settings"]
    if not settings.sms_reply_secret:
        return ""
    return str(gettext("Contesta 1 si quedó bien o 2 para reabrirlo."))


def _city() -> City:
    city: City = current_app.extensions["city"]
    return city
