"""``page-budgets init``: write a first budgets file from what is there."""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_UP, Decimal
from statistics import median
from typing import Any, TextIO

from backend.budgets.budget import Budget
from backend.budgets.check import weigh_all
from backend.budgets.commands.site import Refused, Site
from backend.budgets.law import Law
from backend.budgets.says.words import many
from backend.budgets.weighed import CANNOT_TELL, WITHIN, Weighed
from backend.budgets.weight import KINDS

EVERY = Budget("/*", {"first-visit": 0, "repeat-visit": 0})
"""Limits nothing that counts here: it has both visits weighed."""
FIGURES = (*KINDS, "third-party", "total", "first-visit", "repeat-visit")
HEAVY = 2
"""A page of more than so many times the middle one's weight gets a budget of its own, so that it
does not loosen the law for all."""


def init(given: argparse.Namespace, out: TextIO, progress: TextIO) -> int:
    """Weigh what is there and write it down as the law, with some room above."""
    file = given.budgets
    if file.exists() and not given.force:
        raise Refused(f"{file} is there already; --force writes over it")
    weighed = []
    with Site(given) as site:
        for group in site.groups():
            weighed += weigh_all(group.target, group.pages, Law(file, [EVERY]), progress)[0]
    known = [each for each in weighed if each.weight.items]
    questions = [*site.questions, *(doubt for each in weighed for doubt in each.open)]
    if known:
        entries = list(first_budgets(known, given.room))
        file.write_text(written(entries), "utf-8")
        out.write(f"{file}: {many(len(entries), 'budget')} for {many(len(known), 'page')}\n")
    out.writelines(f"{question}\n" for question in questions)
    return CANNOT_TELL if questions or not known else WITHIN


def first_budgets(weighed: Sequence[Weighed], room: int) -> Iterator[dict[str, Any]]:
    """An entry for all pages, and one for each that is far heavier; ``room`` percent above what
    they weigh."""
    middle = median(each.weight.sizes["total"] for each in weighed)
    heavy = [each for each in weighed if each.weight.sizes["total"] > HEAVY * middle]
    heavy_paths = list(dict.fromkeys(each.page.path for each in heavy))
    usual = [each for each in weighed if each.page.path not in heavy_paths]
    if usual:
        yield _entry("/*", usual, room)
    for path in heavy_paths:
        own = [each for each in weighed if each.page.path == path]
        yield _entry(path.replace("*", "%2A").replace("$", "%24") + "$", own, room)


def written(entries: Iterable[dict[str, Any]]) -> str:
    """The entries as a file that people edit: a limit on a line."""
    parts = []
    for entry in entries:
        lists = [
            f'    "{key}": [\n'
            + ",\n".join(f"      {json.dumps(limit)}" for limit in entry[key])
            + "\n    ]"
            for key in ("resourceSizes", "resourceCounts")
        ]
        head = f'    "path": {json.dumps(entry["path"])}'
        parts.append("  {\n" + ",\n".join([head, *lists]) + "\n  }")
    return "[\n" + ",\n".join(parts) + "\n]\n"


def _entry(path: str, weighed: Sequence[Weighed], room: int) -> dict[str, Any]:
    sizes = {
        figure: max(each.weight.sizes.get(figure, 0) for each in weighed) for figure in FIGURES
    }
    requests = max(each.weight.counts["total"] for each in weighed)
    strangers = max(each.weight.counts["third-party"] for each in weighed)
    nodes = max(each.weight.nodes for each in weighed)
    return {
        "path": path,
        "resourceSizes": [
            {"resourceType": figure, "budget": _with_room(size, room)}
            for figure, size in sizes.items()
        ],
        "resourceCounts": [
            {"resourceType": "third-party", "budget": strangers},
            {"resourceType": "total", "budget": requests},
            {"resourceType": "dom-nodes", "budget": -(-nodes * (100 + room) // 100)},
        ],
    }


def _with_room(size: int, room: int) -> float:
    """KB with a decimal, rounded up."""
    whole = Decimal(size * (100 + room)) / 100 / 1024
    return float(whole.quantize(Decimal("0.1"), ROUND_UP))
