"""What was found as JSON: for other programs, and as the baseline of a later run."""

import json
from collections.abc import Sequence
from typing import Any

from backend.budgets.verdict import Finding
from backend.budgets.weighed import Weighed, exit_code
from backend.budgets.weight import Item

FORMAT = "page-budgets/1"


def as_json(weighed: Sequence[Weighed], open_questions: Sequence[str]) -> str:
    """The same text for the same figures: no times, keys in a fixed order."""
    whole = {
        "format": FORMAT,
        "exit": exit_code(weighed, open_questions),
        "pages": [_page(each) for each in weighed],
        "open": list(open_questions),
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _page(each: Weighed) -> dict[str, Any]:
    weight = each.weight
    return {
        "page": each.page.name,
        "path": each.page.path,
        "method": each.page.method,
        "persona": each.page.persona,
        "budget": each.budget.path if each.budget else None,
        "sizes": weight.sizes if weight.items else {},
        "counts": weight.counts if weight.items else {},
        "timings": dict(weight.timings),
        "over": [_finding(finding) for finding in each.over],
        "items": [_item(item) for item in weight.items],
        "open": list(each.open),
        "notes": list(each.notes),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "figure": finding.figure,
        "unit": finding.unit,
        "measured": finding.measured,
        "budget": finding.allowed,
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "url": item.url,
        "kind": item.kind,
        "size": item.size,
        "requests": item.requests,
        "by": item.by,
        "in": item.parent,
        "thirdParty": item.is_third_party,
    }
