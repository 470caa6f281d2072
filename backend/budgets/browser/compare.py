"""What counting without a browser has missed. Functions of values."""

from collections.abc import Sequence

from backend.budgets.says.words import short
from backend.budgets.weight import Item, Weight

SHARE = 0.02
LEAST = 150
NAMED = 5


def tolerance(total: int) -> float:
    """Bytes by which two counts of the same page may differ."""
    return max(SHARE * total, LEAST)


def missed(counted: Weight, seen: Weight) -> list[str]:
    """Sentences where ``counted`` is lower than what a browser has ``seen`` by more than may be,
    with what was missed."""
    have, real = counted.sizes["total"], seen.sizes["total"]
    if real - have <= tolerance(real):
        return []
    told = f"Chromium counts {real:,} B, {real - have:,} B more than is found without it"
    causes = sorted(_causes(counted.items, seen.items), key=lambda cause: (-cause[0], cause[1]))
    names = [words for _, words in causes[:NAMED]]
    more = f", and {len(causes) - NAMED} more" if len(causes) > NAMED else ""
    return [f"{told}; missed: {', '.join(names)}{more}" if names else told]


def _causes(counted: Sequence[Item], seen: Sequence[Item]) -> list[tuple[int, str]]:
    """What is heavier in a browser, with how much was missed of each."""
    known: dict[str, int] = {}
    for item in counted:
        known[item.url] = known.get(item.url, 0) + item.size
    found: dict[str, list[Item]] = {}
    for item in seen:
        found.setdefault(item.url, []).append(item)
    causes = []
    for url, items in found.items():
        gap = sum(item.size for item in items) - known.get(url, 0)
        if gap > 0 and (url not in known or gap > LEAST):
            causes.append((gap, f"{short(items[0])} {gap:,} B{_asked(items[-1])}"))
    return causes


def _asked(item: Item) -> str:
    """By whom it was asked for, in words: `` (by script, in /app.js)``."""
    by = f"by {item.by}" if item.by not in {"", "other"} else ""
    where = f"in {short(Item(item.parent, 'other', 0))}" if item.parent != item.url else ""
    told = ", ".join(filter(None, (by, where if item.parent else "")))
    return f" ({told})" if told else ""
