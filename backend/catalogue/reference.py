"""``docs/reference/services.md``: for whoever writes services, from the schema that checks them."""

from collections.abc import Iterator, Sequence

from backend.catalogue import held
from backend.kernel.city.services.schema import TABLES, TOPIC
from backend.kernel.city.services.table import Key, Table
from backend.kernel.city.services.takes import Many

TOP = """\
# Services

<!-- Written by `make reference` from backend/kernel/city/services: change it there. -->

A service is one file, `services/<name>.toml` in the city pack, and its translations in `city.po`.
This page holds every key there is; any other is a mistake. How to go about it stands in
[the guide](../guides/add-a-service.md), and `flask services check` says what is wrong. An `id` is
a-z and 0-9, a letter first, up to 24, and stays for ever: what people sent is kept by it.
"""
HEAD = "| key | what it is for | it takes | example |\n| --- | --- | --- | --- |\n"


def _tables_with_ids() -> Iterator[Table]:
    yield TOPIC
    for table in TABLES:
        for key in (*table.keys, *(key for sort in table.sorts.values() for key in sort.keys)):
            if isinstance(key.takes, Many):
                yield key.takes.table


_WITH_IDS = tuple(_tables_with_ids())


def services_page() -> str:
    """The page, of every table."""
    return "\n".join([TOP, *("".join(_part(table)) for table in TABLES), "".join(_record())])


def _part(table: Table) -> Iterator[str]:
    yield f"## {table.title}\n\n{table.says}\n\n"
    yield HEAD
    if table in _WITH_IDS:
        yield _row("`id`", "Its name for other keys, and for ever.", "an id", '`id = "you"`')
    yield from _rows(table.keys)
    if not table.sorts:
        return
    yield "\n| kind | what it is | keys of its own |\n| --- | --- | --- |\n"
    for kind, sort in table.sorts.items():
        own = ", ".join(f"`{key.name}`" for key in sort.keys)
        yield _row(f"`{kind}`", sort.says, own or "none")
    if of_some := list(_own_keys(table)):
        yield "\n| key | of the kinds | what it is for | it takes | example |\n"
        yield "| --- | --- | --- | --- | --- |\n"
        for kinds, key in of_some:
            name, *rest = _cells(key)
            yield _row(name, ", ".join(kinds), *rest)


def _own_keys(table: Table) -> Iterator[tuple[list[str], Key]]:
    """Each key that not every kind takes, with those that do."""
    found: dict[Key, list[str]] = {}
    for kind, sort in table.sorts.items():
        for key in sort.keys:
            found.setdefault(key, []).append(kind)
    return ((kinds, key) for key, kinds in found.items())


def _rows(keys: Sequence[Key]) -> Iterator[str]:
    for key in keys:
        yield _row(*_cells(key))


def _cells(key: Key) -> tuple[str, str, str, str]:
    takes = key.takes.said + ("" if key.needed else "; may be left out")
    example = f"`{key.name} = {key.example}`" if key.example else ""
    return f"`{key.name}`", key.says, takes, example


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _record() -> Iterator[str]:
    yield "## The record\n\nWhat `record` may name, and the kind of the field that takes it.\n\n"
    yield "| record | kind |\n| --- | --- |\n"
    for name, kind in held.names().items():
        yield _row(f"`{name}`", f"`{kind}`")
