"""Everything that is kept of somebody, for her to take along: a walk over the tables' metadata.

Numbers inside and secrets are left out: they say nothing to her, and open something to others.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from flask_babel import gettext
from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from backend.kernel import audit, keeping
from backend.kernel.db import db
from backend.kernel.keeping import Export
from backend.record.owned import Whose, in_order, rows

FORMAT = 1
READABLE = {Export.TOLD, Export.PARTY}
LINE = "=" * 40


@dataclass(frozen=True)
class Part:
    """One table's worth: rows by column, and the names of files of hers in the store."""

    table: keeping.Table
    rows: list[dict[str, Any]]
    files: list[str]


def gather(session: Session, whose: Whose) -> list[Part]:
    """What is kept of ``whose``, by table; tables with nothing of hers, or nothing that says
    anything, are left out."""
    telling = (table for table in in_order(db.metadata) if _tells(keeping.of(table)))
    parts = (_part(session, table, whose) for table in telling)
    return [part for part in parts if part.rows]


def _tells(kept: keeping.Table) -> bool:
    return any(each.export in {*READABLE, Export.FILE} for each in kept.columns.values())


def as_json(parts: list[Part], *, made: datetime) -> str:
    """For another program: tables and columns by the names they have here."""
    told = {
        "format": FORMAT,
        "made": made.isoformat(),
        "tables": {
            part.table.table: {
                "name": str(part.table.name),
                "columns": {
                    name: {"name": str(column.name), "why": column.why}
                    for name, column in part.table.columns.items()
                    if column.export in READABLE
                },
                "rows": [{n: _plain(v) for n, v in row.items()} for row in part.rows],
                "files": [f"{name}.webp" for name in part.files],
            }
            for part in parts
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def as_text(parts: list[Part], *, said: Callable[[Any], str], made: datetime) -> str:
    """For reading: every table under its name, every value beside its own; ``said`` puts a value
    into words."""
    lines = [gettext("Lo que la ciudad guarda de ti"), said(made), ""]
    for part in parts:
        lines += [str(part.table.name), LINE]
        for row in part.rows:
            lines += [
                f"{part.table.columns[name].name}: {said(value)}"
                for name, value in row.items()
                if value not in (None, "", {}, [])
            ]
            lines.append("")
        lines += [f"{name}.webp" for name in part.files] + ([""] if part.files else [])
    return "\r\n".join(lines)


def as_zip(
    parts: list[Part], *, texts: dict[str, str], read: Callable[[str], bytes | None]
) -> bytes:
    """All of it in one file: ``texts`` by their names, and every photo and document."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
        for name in (each for part in parts for each in part.files):
            if content := read(name):  # what the store has lost is still told of in the texts
                archive.writestr(f"{name}.webp", content)
    return packed.getvalue()


def _part(session: Session, table: Table, whose: Whose) -> Part:
    kept = keeping.of(table)
    told = [name for name, column in kept.columns.items() if column.export in READABLE]
    files = [name for name, column in kept.columns.items() if column.export is Export.FILE]
    query = select(*(table.c[name] for name in [*told, *files])).where(rows(table, whose))
    found = session.execute(query.order_by(*table.primary_key.columns)).all()
    return Part(
        kept,
        [dict(zip(told, _named(kept, told, row, whose), strict=True)) for row in found],
        [name for row in found for name in row[len(told) :]],
    )


def _named(kept: keeping.Table, told: list[str], row: Any, whose: Whose) -> Iterator[Any]:
    for name, value in zip(told, row, strict=False):
        if kept.columns[name].export is Export.PARTY:
            yield _party(value, whose)
        else:
            yield value


def _party(name: str, whose: Whose) -> str:
    if name == audit.person(whose.id):
        return str(gettext("Tú"))
    return str(gettext("Otra persona")) if name.startswith("person:") else name


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
