"""A list of reports as a file that a spreadsheet opens: text in every cell, and nothing personal.

A cell that begins like a formula gets an apostrophe in front, as OWASP asks (CSV Injection); every
cell stands between quotation marks, and the file begins with a byte order mark, or Excel takes it
for Latin-1.
"""

import csv
from collections.abc import Iterator
from datetime import datetime
from io import StringIO
from typing import Any

from flask_babel import gettext, to_user_timezone

from backend.kernel.city import City
from backend.kernel.db import apart
from backend.kernel.i18n import current
from backend.reports.queries import desk
from backend.reports.queries.desk import Asked, Case
from backend.reports.story import NAMES

AT_ONCE = 500
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


def lines(asked: Asked, city: City, *, now: datetime) -> Iterator[bytes]:
    """The file, AT_ONCE rows at a time: no transaction stays open while a slow line takes it."""
    yield b"\xef\xbb\xbf" + _packed([_heading()])
    after: str | None = None
    while True:
        with apart(reading=True) as reading:
            found = desk.inbox(asked, now=now, after=after, size=AT_ONCE, session=reading)
            rows = [_row(each, city, now) for each in found.reports]
        yield _packed(rows)
        after = found.after
        if after is None:
            return


def safe(value: object) -> str:
    """``value`` as the text of a cell that no spreadsheet takes for a formula."""
    said = str(value)
    return f"'{said}" if said.startswith(FORMULAS) else said


def _heading() -> list[str]:
    return [
        gettext("Folio"),
        gettext("Qué falla"),
        gettext("Oficina"),
        gettext("Alcaldía"),
        gettext("Estado"),
        gettext("Recibido"),
        gettext("Plazo"),
        gettext("Atrasado"),
        gettext("Cuadrilla"),
        gettext("Día previsto"),
        gettext("Por dónde llegó"),
    ]


def _row(report: Case, city: City, now: datetime) -> list[str]:
    category = city.category(report.category)
    department = city.department(report.department)
    borough = city.borough(report.borough)
    is_late = report.is_open and report.due < now
    return [
        report.folio,
        category.name.in_(current()) if category else report.category,
        department.short.in_(current()) if department else report.department,
        borough.name if borough else report.borough,
        str(NAMES[report.standing][0]),
        _moment(report.created),
        _moment(report.due),
        gettext("sí") if is_late else gettext("no"),
        report.crew.name if report.crew else "",
        str(report.planned or ""),
        report.channel,
    ]


def _moment(value: datetime) -> str:
    return f"{to_user_timezone(value):%Y-%m-%d %H:%M}"


def _packed(rows: list[list[Any]]) -> bytes:
    page = StringIO()
    writer = csv.writer(page, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return page.getvalue().encode()
