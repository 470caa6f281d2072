"""Checks the lists of limits in a budgets file: of sizes, of counts, of times."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal

from backend.budgets.budget import COUNTS, NOT_TIMED, SIZES, TIMINGS
from backend.budgets.located import Located, shown

MOST = 1024 * 1024  # KB, requests or milliseconds: a budget above is a slip of the hand
Complain = Callable[[Located, str, str], None]


@dataclass(frozen=True)
class Kind:
    """One of the lists: the key that names a figure, the names there are, and the unit."""

    key: str
    name: str
    known: Collection[str]
    unit: str
    is_whole: bool = False


SIZE_LIMITS = Kind("resourceSizes", "resourceType", SIZES, "KB")
COUNT_LIMITS = Kind("resourceCounts", "resourceType", COUNTS, "requests", is_whole=True)
TIME_LIMITS = Kind("timings", "metric", tuple(TIMINGS), "milliseconds")
LISTS = (SIZE_LIMITS, COUNT_LIMITS, TIME_LIMITS)


def limits_of(entry: Located, kind: Kind, complain: Complain) -> dict[str, Decimal]:
    """``{"script": 5}`` from ``[{"resourceType": "script", "budget": 5}]``."""
    given = entry.get(kind.key, [])
    if not isinstance(given, list):
        complain(entry, kind.key, f"{kind.key} has to be a list")
        return {}
    limits: dict[str, Decimal] = {}
    for limit in given:
        if not isinstance(limit, Located):
            complain(
                entry, kind.key, f"{kind.key}: {shown(limit)} is no limit; write an object with "
                f"both {kind.name} and budget"
            )  # fmt: skip
            continue
        check_keys(limit, (kind.name, "budget"), complain)
        name, most = limit.get(kind.name), limit.get("budget")
        if not isinstance(name, str) or name not in kind.known:
            complain(limit, kind.name, _unknown(kind, name))
        elif name in limits:
            complain(limit, kind.name, f"{kind.key}: {name} is there twice; keep one")
        elif not isinstance(most, Decimal) or not 0 <= most <= MOST:
            mistake = f"{kind.key}: the budget of {name} is {shown(most)}"
            complain(limit, "budget", f"{mistake}; write {kind.unit}, from 0 to {MOST}")
        elif kind.is_whole and most != int(most):
            mistake = f"{kind.key}: the budget of {name} is {most}; write whole {kind.unit}"
            complain(limit, "budget", mistake)
        else:
            limits[name] = most
    return limits


def check_keys(given: Located, known: Collection[str], complain: Complain) -> None:
    """Complains of keys that mean nothing here, and of those that are there twice."""
    for key in given:
        if key not in known:
            remedy = f"is not a word of this format; write one of {', '.join(known)}"
            complain(given, key, f"{shown(key)} {remedy}")
    for key in given.twice:
        complain(given, key, f"{shown(key)} is there twice; keep one")


def _unknown(kind: Kind, name: object) -> str:
    if name in NOT_TIMED and kind is TIME_LIMITS:
        what = "is not measured here"
    elif name == "dom-nodes" and kind is SIZE_LIMITS:
        return f"{kind.key}: dom-nodes has no bytes; write it into resourceCounts"
    else:
        what = "is not known"
    return f"{kind.key}: {kind.name} {shown(name)} {what}; write one of {', '.join(kind.known)}"
