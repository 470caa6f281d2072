"""The city's own days: an office is warned before they are over, who stands above it is told after.

Each report is marked in the transaction that puts the messages into the outbox, and only where it
was not marked before: however many look at the same time, each is told of once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from flask_babel import ngettext
from sqlalchemy import ColumnElement, Select, and_, insert, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from backend.identity import queries as llave
from backend.identity.models import Account
from backend.identity.roles import WHOLE_CITY, RoleName
from backend.kernel import audit
from backend.kernel.city import City
from backend.kernel.db import apart, db
from backend.kernel.i18n import speaking
from backend.notify.actions import Letter, send
from backend.reports import folio as folios
from backend.reports.actions.handling import BY_ITSELF
from backend.reports.handling import Activity
from backend.reports.models import Report

AT_ONCE = 500
"""So many reports in one look; the next look finds the others."""
NAMED = 8
"""So many folios in one message."""
CHANNELS = {"mail": "mail", "phone": "sms"}


@dataclass(frozen=True)
class Watched:
    """How many reports an office was warned of, and of how many somebody above was told."""

    warned: int
    escalated: int


def is_anything_due(now: datetime) -> bool:
    """Is there a report to tell of? A read, which no writer waits for."""
    city: City = current_app.extensions["city"]
    with apart(reading=True) as reading:
        return any(
            reading.scalar(_marked_by(column, city, now).limit(1)) is not None
            for column in (Report.warned, Report.escalated)
        )


def tick(now: datetime) -> None:
    """``watch``, settled, if there is anything to tell of: what the worker does now and then."""
    if is_anything_due(now):
        watch(now)
        db.session.commit()


def watch(now: datetime) -> Watched:
    """Tell of what is about to be late, and of what is; each report once."""
    city: City = current_app.extensions["city"]
    escalated = _mark(Report.escalated, city, now)
    warned = [
        each
        for each in _mark(Report.warned, city, now)
        if each.id not in {other.id for other in escalated}
    ]
    _tell(escalated, city, now, is_late=True)
    _tell(warned, city, now, is_late=False)
    return Watched(len(warned), len(escalated))


@dataclass(frozen=True)
class Marked:
    """A report that was marked just now."""

    id: int
    folio: str
    department: str


def _due(
    column: InstrumentedAttribute[datetime | None], city: City, now: datetime
) -> ColumnElement[bool]:
    """Open reports whose time to be told of has come, by the days of their category."""
    by_moment: dict[datetime, list[str]] = {}
    for category in city.categories:
        days = -category.warn_days if column is Report.warned else category.escalate_days
        by_moment.setdefault(now - timedelta(days=days), []).append(category.id)
    latest = max(by_moment, default=now)
    told = [
        and_(Report.category.in_(ids), Report.due <= moment) for moment, ids in by_moment.items()
    ]
    return and_(Report.due <= latest, column.is_(None), or_(*told))


def _marked_by(
    column: InstrumentedAttribute[datetime | None], city: City, now: datetime
) -> Select[int]:
    """The ids of those reports, the one due first first."""
    is_open = Report.is_open == True  # noqa: E712 - an index is asked with "="
    query = select(Report.id).where(is_open, _due(column, city, now))
    return query.order_by(Report.due, Report.id)


def _mark(
    column: InstrumentedAttribute[datetime | None], city: City, now: datetime
) -> list[Marked]:
    ids = list(db.session.scalars(_marked_by(column, city, now).limit(AT_ONCE)))
    marked = db.session.execute(
        update(Report)
        .where(Report.id.in_(ids), column.is_(None))
        .values({column: now})
        .returning(Report.id, Report.folio, Report.department)
        .execution_options(synchronize_session=False)
    )
    found = sorted((Marked(*row) for row in marked), key=lambda each: each.id)
    act = "warned" if column is Report.warned else "escalated"
    if found:
        rows = [
            {
                "report_id": each.id,
                "at": now,
                "actor": BY_ITSELF,
                "office": each.department,
                "act": act,
                "told": "",
            }
            for each in found
        ]
        db.session.execute(insert(Activity), rows)
    return found


def _tell(marked: Iterable[Marked], city: City, now: datetime, *, is_late: bool) -> None:
    by_office: dict[str, list[Marked]] = {}
    for each in marked:
        by_office.setdefault(each.department, []).append(each)
    for office, reports in by_office.items():
        for account in _told(office, is_late=is_late):
            _send(account, office, reports, city, now, is_late=is_late)


def _told(office: str, *, is_late: bool) -> list[Account]:
    """Who is told: the desk of the office; once it is late, whoever has the desk of the whole city
    and the admins of the office. Where there are none, the admins of the whole city."""
    roles = llave.staff({office, WHOLE_CITY})

    def having(role: RoleName, at: str) -> list[Account]:
        return [each.account for each in roles if (each.role, each.office) == (role, at)]

    above = [*having(RoleName.DESK, WHOLE_CITY), *having(RoleName.ADMIN, office)]
    own = having(RoleName.DESK, office) or having(RoleName.DESK, WHOLE_CITY)
    chosen = (above if is_late else own) or having(RoleName.ADMIN, WHOLE_CITY)
    return list({account.id: account for account in chosen}.values())


def _late(count: int, who: str) -> str:
    return str(
        ngettext(
            "%(num)s reporte atrasado: %(who)s",
            "%(num)s reportes atrasados: %(who)s",
            count,
            who=who,
        )
    )


def _soon(count: int, who: str) -> str:
    return str(
        ngettext(
            "%(num)s reporte por vencer: %(who)s",
            "%(num)s reportes por vencer: %(who)s",
            count,
            who=who,
        )
    )


def _send(
    account: Account,
    office: str,
    reports: list[Marked],
    city: City,
    now: datetime,
    *,
    is_late: bool,
) -> None:
    contact = next((each for each in account.contacts if each.confirmed), None)
    if contact is None:
        return
    department = city.department(office)
    with speaking(account.language):
        name = department.short.in_(account.language) if department else office
        count = len(reports)
        subject = _late(count, name) if is_late else _soon(count, name)
    named = ", ".join(folios.spaced(each.folio) for each in reports[:NAMED])
    more = f" (+{count - NAMED})" if count > NAMED else ""
    letter = Letter(
        channel=CHANNELS[contact.kind],
        recipient=contact.address,
        topic="reports.late" if is_late else "reports.due",
        language=account.language,
        subject=subject,
        body=f"{subject}. {named}{more}. /staff/reports",
        owner=audit.person(account.id),
    )
    send(letter, now=now)
