"""``page-budgets explain PAGE``: open one page, byte by byte."""

import argparse
from collections.abc import Iterator, Sequence
from typing import TextIO

from backend.budgets.answer import Answer, CannotTell
from backend.budgets.budget import Budget
from backend.budgets.commands.site import Site
from backend.budgets.packing import CannotUnpack
from backend.budgets.page import Page
from backend.budgets.reads.parts import parts_of
from backend.budgets.says.columns import aligned
from backend.budgets.says.words import many, short
from backend.budgets.scales import Scales
from backend.budgets.weighed import CANNOT_TELL, WITHIN
from backend.budgets.weight import Item, Weight
from backend.budgets.wire import SERVER_HEADERS

VISITS = Budget("/*", {"first-visit": 0, "repeat-visit": 0})


def explain(given: argparse.Namespace, out: TextIO, progress: TextIO) -> int:
    """What comes down with the page, in the order in which it is asked for, as each persona."""
    doubts = 0
    with Site(given) as site:
        for group in site.groups():
            scales = Scales(group.target)
            for page in group.pages:
                weight = scales.weigh(page, VISITS)
                out.writelines(f"{line}\n" for line in explained(page, weight))
                doubts += len(weight.doubts)
            out.writelines(f"{doubt}\n" for doubt in scales.doubts)
            doubts += len(scales.doubts)
    return CANNOT_TELL if doubts else WITHIN


def explained(page: Page, weight: Weight) -> Iterator[str]:
    """All that is known of what the page weighs."""
    yield f"{page.method} {page.name}"
    if not weight.items:
        yield from weight.doubts
        return
    total, requests = weight.sizes["total"], weight.counts["total"]
    yield f"{total:,} B in {many(requests, 'request')}, {many(weight.nodes, 'element')}"
    yield ""
    titles = ("what", "kind", "on the wire", "headers", "body", "unpacked", "packed as", "asked by")
    yield from _lines([titles, *(_row(item) for item in weight.items)])
    document = weight.items[0].answer
    if document is not None:
        yield ""
        yield "The page itself: what each part weighs, and its headers"
        yield from _lines([*_parts(document), *_headers(document)])
    for name, visit in (("first visit", weight.first_visit), ("next day", weight.repeat_visit)):
        yield ""
        yield from _visit(name, visit or (), weight.items)
    yield from ("", *weight.doubts) if weight.doubts else ()


def _row(item: Item) -> tuple[str, ...]:
    by = f"{item.by} in {_path(item.parent)}" if item.parent else item.by
    answer = item.answer
    if answer is None:
        return (short(item), item.kind, "?", "?", "?", "?", "?", by)
    try:
        unpacked = f"{len(answer.unpacked):,}"
    except CannotTell:
        unpacked = "?"
    around = f" after {many(len(answer.hops), 'redirect')}" if answer.hops else ""
    return (
        short(item) + around,
        item.kind,
        f"{item.size:,}",
        f"{answer.head:,}",
        f"{len(answer.body):,}",
        unpacked,
        answer.encoding or "-",
        by,
    )


def _parts(answer: Answer) -> Iterator[tuple[str, ...]]:
    try:
        parts = sorted(parts_of(answer), key=lambda part: -part.saves)
    except (CannotTell, CannotUnpack) as doubt:
        yield (str(doubt), "", "")
        return
    for part in parts:
        yield (part.name, f"{part.saves:,} B", f"{part.raw:,} B unpacked")


def _headers(answer: Answer) -> Iterator[tuple[str, ...]]:
    lines = list(answer.headers)
    given = {name.lower() for name, _ in lines}
    lines += [line for line in SERVER_HEADERS.items() if line[0] not in given]
    for name, value in sorted(lines, key=lambda line: -len(line[0]) - len(line[1])):
        shown = value if len(value) <= 60 else value[:57] + "..."
        yield (name, f"{len(name) + len(value.encode()) + 4:,} B", shown)


def _visit(name: str, visit: tuple[Item, ...], items: tuple[Item, ...]) -> Iterator[str]:
    yield f"The {name}: {sum(item.size for item in visit):,} B"
    known = {(item.url, item.size) for item in items}
    rows = [
        (short(item), f"{item.size:,} B", item.by)
        for item in visit
        if (item.url, item.size) not in known
    ]
    yield from _lines(rows)


def _lines(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if rows:
        left = 1 if len(rows[0]) == 3 else 2
        rights = 2 if len(rows[0]) == 3 else 6
        yield from (f"  {line}".rstrip() for line in aligned(rows, left=left, rights=rights))


def _path(url: str) -> str:
    return short(Item(url, "other", 0))
