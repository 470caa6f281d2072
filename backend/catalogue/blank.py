"""The file of a new service: every key with what it is for, as the schema says, and blanks."""

from collections.abc import Collection, Iterator, Mapping
from textwrap import wrap

from backend.kernel.city.services.schema import (
    COUNTER,
    FEE,
    ONLINE,
    OUTCOME,
    PAYMENT,
    PHONE,
    RULE,
    SERVICE,
    STEP,
    TEXTS,
    VISITS,
)
from backend.kernel.city.services.table import Key, Table
from backend.kernel.city.services.takes import Known, Like, Many, One, Rows, Words, WordsEach

WIDTH = 100
FIELDS = """\
fields = [
  { id = "name", kind = "text", label = "", record = "name" },
]"""
Ids = Mapping[str, Collection[str]]


def blank(slug: str, ids: Ids) -> str:
    """The file of the service ``slug``; ``ids`` are those that it may name, by what they are."""
    parts = [
        f"# {slug}: fill in what stands between empty quotes, then run flask services check.",
        "# Every key, and each kind of question: docs/reference/services.md",
        "",
        *_keys(SERVICE, ids),
        *_table("[channels.online]", ONLINE, ids),
        *_table("[[steps]]", STEP, ids, 'id = "you"', FIELDS),
        *_table("[outcome]", OUTCOME, ids, 'kind = "answer"'),
        "",
        '# What follows may be left out. To use a table, remove the "# " before its lines.',
        *_off(_table("[channels.counter]", COUNTER, ids)),
        *_off(_table("[channels.phone]", PHONE, ids)),
        *_off(_table("[[rules]]", RULE, ids, 'id = "may"')),
        *_off(_table("[payment]", PAYMENT, ids)),
        *_off(_table("[[payment.fees]]", FEE, ids, 'id = "all"')),
        *_off(_table("[visits]", VISITS, ids)),
        *_off(_table("[texts]", TEXTS, ids)),
    ]
    return "\n".join(parts) + "\n"


def _table(title: str, table: Table, ids: Ids, first: str = "", last: str = "") -> Iterator[str]:
    yield ""
    yield from _comment(table.says)
    yield title
    for kind, sort in table.sorts.items():
        more = ", ".join(key.name for key in sort.keys)
        yield f"# {kind}: {sort.says}{f' Takes also: {more}.' if more else ''}"
    if first:
        yield first
    yield from _keys(table, ids, {first.partition(" ")[0]})
    if last:
        yield last


def _keys(table: Table, ids: Ids, written: Collection[str] = ()) -> Iterator[str]:
    """A line for each key. What may be left out is off, where anything may not."""
    is_asked = any(key.needed for key in table.keys)
    for key in table.keys:
        if key.name in written or isinstance(key.takes, One | Many | Rows):
            continue
        yield from _comment(_said(key, ids))
        yield f"{'# ' if is_asked and not key.needed else ''}{key.name} = {_value(key)}"


def _said(key: Key, ids: Ids) -> str:
    if isinstance(key.takes, Known):
        return f"{key.says} One of: {', '.join(sorted(ids[key.takes.what])) or 'none yet'}."
    such_as = (
        f" For instance {key.example}" if isinstance(key.takes, Words | WordsEach | Like) else ""
    )
    return key.says + such_as


def _value(key: Key) -> str:
    if isinstance(key.takes, Words | Known | Like):
        return '""'
    return '[""]' if isinstance(key.takes, WordsEach) else key.example


def _comment(said: str) -> list[str]:
    return [f"# {line}" for line in wrap(said, WIDTH - 2)]


def _off(lines: Iterator[str]) -> Iterator[str]:
    return (f"# {line}" if line else "" for line in lines)
