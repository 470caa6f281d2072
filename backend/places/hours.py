"""When a place is open, in the part of OpenStreetMap's ``opening_hours`` that offices need.

``Mo-Fr 09:00-18:00; Sa 09:00-14:00`` and ``24/7``. A day that is not named is closed. Source:
https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

import re
from dataclasses import dataclass

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
ALWAYS = "24/7"
_SPAN = r"\d\d:\d\d-\d\d:\d\d"
_RULE = re.compile(rf"([A-Z][a-z](?:[-,][A-Z][a-z])*) ({_SPAN}(?:,{_SPAN})*)", re.ASCII)


@dataclass(frozen=True)
class Rule:
    """Some days and when the place is open on them. ``days`` are runs of the week, first and last
    (0 is Monday); ``times`` are texts as written on a door: 09:00, 18:00."""

    days: tuple[tuple[int, int], ...]
    times: tuple[tuple[str, str], ...]


class Unclear(ValueError):
    """A text that says no hours."""


def read(text: str) -> list[Rule]:
    """The rules of ``text``; the whole week for 24/7. Raises Unclear."""
    if text == ALWAYS:
        return [Rule(((0, 6),), (("00:00", "24:00"),))]
    rules = [_rule(part.strip()) for part in text.split(";") if part.strip()]
    if not rules:
        raise Unclear(text)
    return rules


def _rule(text: str) -> Rule:
    found = _RULE.fullmatch(re.sub(r"\s*([-,])\s*", r"\1", text))
    if not found:
        raise Unclear(text)
    days = tuple(_days(run) for run in found[1].split(","))
    times = tuple(_times(span) for span in found[2].split(","))
    return Rule(days, times)


def _days(run: str) -> tuple[int, int]:
    names = run.split("-")
    if len(names) > 2 or not set(names) <= set(DAYS):
        raise Unclear(run)
    return DAYS.index(names[0]), DAYS.index(names[-1])


def _times(span: str) -> tuple[str, str]:
    opens, closes = span.split("-")
    # A bar that closes at two in the morning is written 26:00 or 02:00; offices do not.
    if not ("00:00" <= opens < closes <= "24:00" and opens[3:] < "60" and closes[3:] < "60"):
        raise Unclear(span)
    return opens, closes
