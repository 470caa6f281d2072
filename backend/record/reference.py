"""``docs/reference/kept.md``: for the privacy officer, from what each table declares."""

import importlib
import pkgutil
from collections.abc import Iterator

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import backend
from backend.config import ROOT
from backend.kernel import audit, keeping, receipts  # noqa: F401 - with their tables
from backend.kernel.db import db
from backend.kernel.keeping import By, Column, Export, Referred, Rows, Table, Via

TOP = """\
# What is kept of people, why, and until when

<!-- Written by `make reference` from the kept.py of each room: change it there. -->

For the privacy officer. Every column of every table stands here; one that does not fails
`make test`. Days are counted from the moment somebody cancels: until they are over her rows are
blocked and nobody uses them, and `flask tidy`, run once a day, erases what is due. Residents read
the same at `/privacy/kept`, in fewer words, and in the export they ask for at `/me/rights`. What to
do with a request stands in [the guide](../guides/personal-data.md).

Kept for: **service** is what was asked of the city, **reach** telling people, **identity** knowing
who somebody is, **security** keeping others out, **proof** what the law wants shown later,
**working** joining rows, **city** what says nothing of anybody.
"""

EXPORTED = {
    Export.TOLD: "as it stands",
    Export.FILE: "as a file",
    Export.PARTY: "as you, or somebody else",
    Export.SECRET: "never: a secret",
    Export.LINK: "no: a number inside",
}


def kept_page() -> str:
    """The page, of every room's tables."""
    for module in pkgutil.walk_packages(backend.__path__, "backend."):
        if module.name.endswith(".models"):
            importlib.import_module(module.name)
    with (ROOT / "translations" / "en" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        english = read_po(file, locale="en")
    tables = sorted(db.metadata.tables.values(), key=lambda table: table.name)
    kept = [keeping.of(table) for table in tables]
    about_people = [each for each in kept if each.owned_by or each.alone is not None]
    others = ", ".join(f"`{each.table}`" for each in kept if each not in about_people)
    parts = (line for each in about_people for line in _part(each, english))
    return f"{TOP}\n" + "".join(parts) + f"## About nobody\n\n{others}.\n"


def _part(kept: Table, english: Catalog) -> Iterator[str]:
    yield f"## {_in(english, kept.name)}: `{kept.table}`\n\n"
    yield f"{_whose(kept)} {_until(kept)} {_in(english, kept.because)}".strip() + "\n\n"
    yield "| column | kept for | exported | at the end |\n| --- | --- | --- | --- |\n"
    for name, column in kept.columns.items():
        cells = (f"`{name}`", column.why.value, EXPORTED[column.export], _end(kept, column))
        yield "| " + " | ".join(cells) + " |\n"
    yield "\n"


def _whose(kept: Table) -> str:
    known = " or ".join(_known(owner) for owner in kept.owned_by)
    return f"Hers are the rows known {known}." if known else "Of nobody known yet."


def _known(owner: By | Via | Referred) -> str:
    if isinstance(owner, By):
        return f"by `{owner.column}`"
    if isinstance(owner, Via):
        return f"by `{owner.column}`, through `{owner.table}`"
    return "by the row that points to them"


def _until(kept: Table) -> str:
    what = "Emptied" if kept.rows is Rows.STAY else "Erased"
    alone = f" By itself, a row goes within {kept.alone} days." if kept.alone is not None else ""
    if any(isinstance(owner, Referred) for owner in kept.owned_by):
        return "Erased with the row that points to it."
    if not kept.owned_by:
        return alone.strip()
    return f"{what} after {kept.days} days.{alone}"


def _end(kept: Table, column: Column) -> str:
    if kept.rows is Rows.GO:
        return "goes with the row"
    return "stays: says nothing of her" if column.stays else "emptied"


def _in(english: Catalog, words: object) -> str:
    spanish = str(words)
    found = english.get(spanish) if spanish else None
    return str(found.string) if found else spanish
