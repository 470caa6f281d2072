"""What comes back by SMS: the number that was told "fixed" answers 1 (yes) or 2 (no)."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from flask_babel import gettext
from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from backend.identity import contact
from backend.identity.queries import is_reached_at
from backend.identity.seal import mac
from backend.kernel.city import City
from backend.kernel.db import db
from backend.kernel.i18n import speaking
from backend.notify.actions import Letter, send
from backend.notify.models import Message
from backend.notify.queries import count_told, last_told
from backend.reports import actions, queries
from backend.reports import folio as folios
from backend.reports.models import Reply, Report
from backend.reports.notices import topic
from backend.reports.status import State

YES, NO = "1", "2"
HELP = "reports.sms-help"
ANSWERED = "reports.sms-answered"
MOST_AN_HOUR = 20
KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Sms:
    """``id`` is the gateway's for this message, ``number`` E.164."""

    id: str
    number: str
    text: str


def hear(sms: Sms, *, now: datetime) -> None:
    """Do what ``sms`` says, once; a number that was told nothing by the city is not answered."""
    if not _is_new(sms, now) or _is_too_much(sms.number, now):
        return
    told = last_told(sms.number, topic=topic(State.FIXED))
    language = told.language if told else ""
    with speaking(language):
        said = _done(sms, told, now)
        if said:
            _answer(sms.number, ANSWERED, said, language, now)
        elif _is_known(sms.number, now) and not _was_helped(sms.number, now):
            _answer(sms.number, HELP, _help(), language, now)


def _done(sms: Sms, told: Message | None, now: datetime) -> str:
    """Confirm or reopen what was told; in words what was done, "" if nothing was."""
    answer = "".join(each for each in unicodedata.normalize("NFKC", sms.text) if each.isalnum())
    report = _report(told) if told else None
    if report is None or report.standing is not State.FIXED:
        return ""
    number = folios.spaced(report.folio)
    if answer == YES:
        actions.confirm(report=report, now=now)
        return str(gettext("Gracias. Tu reporte %(folio)s queda cerrado.", folio=number))
    if answer != NO:
        return ""
    reason = gettext("Contestó por SMS que no quedó bien.")
    try:
        actions.reopen(report=report, reason=reason, days=actions.reopen_days(report), now=now)
    except actions.NotAllowed:
        late = gettext("Tu reporte %(folio)s ya no se puede reabrir. Haz uno nuevo.", folio=number)
        return str(late)
    return str(gettext("Reabrimos tu reporte %(folio)s. Te avisamos cómo va.", folio=number))


def _report(told: Message) -> Report | None:
    return queries.by_folio(told.address.rpartition("/")[2])


def _is_new(sms: Sms, now: datetime) -> bool:
    """Was it not heard before? Two copies at the same moment are one."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    row = {"id": mac("sms", sms.id), "number": mac("sms", sms.number), "at": now}
    new = insert(Reply).values(row).on_conflict_do_nothing(index_elements=["id"])
    return db.session.scalar(new.returning(Reply.id)) is not None


def _is_too_much(number: str, now: datetime) -> bool:
    query = select(func.count()).select_from(Reply).where(Reply.number == mac("sms", number))
    heard = db.session.scalar(query.where(Reply.at > now - timedelta(hours=1))) or 0
    return heard > MOST_AN_HOUR


def _is_known(number: str, now: datetime) -> bool:
    """Did the city tell this number of a report, or did somebody confirm it as hers?"""
    year = now - timedelta(days=365)
    told = count_told([number], topics=("reports.", "followed."), since=year)
    return bool(told) or is_reached_at(contact.PHONE, number)


def _was_helped(number: str, now: datetime) -> bool:
    return bool(count_told([number], topics=(HELP,), since=now - timedelta(days=1)))


def _help() -> str:
    said = gettext(
        "Contesta 1 si tu último reporte arreglado quedó bien o 2 para reabrirlo. "
        "Para lo demás llama al %(number)s.",
        number=_city().help.number,
    )
    return str(said)


def _answer(number: str, of: str, words: str, language: str, now: datetime) -> None:
    letter = Letter(
        channel="sms",
        recipient=number,
        topic=of,
        language=language,
        subject="",
        body=f"{_city().product}: {words}",
        expires=now + timedelta(hours=12),
    )
    send(letter, now=now)


def _city() -> City:
    city: City = current_app.extensions["city"]
    return city


def forget_old(now: datetime) -> int:
    """Drop what was heard KEPT ago; how many."""
    result = db.session.execute(delete(Reply).where(Reply.at < now - KEPT))
    return int(result.rowcount)  # type: ignore[attr-defined]
