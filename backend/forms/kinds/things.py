"""A list of things, each with questions of its own: children, people who live there.

Things are added and taken away by two buttons that send the form: ``<name>-add`` and
``<name>-<n>-remove``. An empty element ``<name>-<n>`` says that there is a thing of that number.
"""

from dataclasses import dataclass
from typing import TypeVar

from backend.forms.ground import Ground, Value
from backend.forms.kinds.each import Kinds, read_each
from backend.forms.kinds.kind import Faults, Found, Raw, Speech, Typed
from backend.forms.sentence import Sentence
from backend.forms.sentence import sentence as _
from backend.kernel.city.services.model import Field

T = TypeVar("T")

ADD, REMOVE = "add", "remove"
MOST_THINGS = 20
"""Where the question does not say how many, and never more than ``LIMIT``."""
LIMIT = 50


def most_of(field: Field) -> int:
    """How many things fit."""
    return min(MOST_THINGS if field.most is None else int(field.most), LIMIT)


def least_of(field: Field) -> int:
    """How many there have to be."""
    return int(field.is_required) if field.least is None else int(field.least)


@dataclass(frozen=True)
class Things:
    """A list of things whose questions are of ``kinds``. A thing of which nothing was said is none,
    unless it is needed to be enough."""

    kinds: Kinds

    def owns(self, rest: str) -> bool:
        number, _dash, inner = rest.partition("-")
        return rest == ADD or (number.isascii() and number.isdigit() and inner != ADD)

    def read(self, name: str, field: Field, raw: Raw, ground: Ground) -> Found:
        numbers = [n for n in _numbers(name, raw) if f"{name}-{n}-{REMOVE}" not in raw]
        is_editing = f"{name}-{ADD}" in raw or any(
            f"{name}-{n}-{REMOVE}" in raw for n in _numbers(name, raw)
        )
        typed: Typed = {}
        faults: Faults = {}
        things: list[dict[str, Value]] = []
        most = most_of(field)
        for place, n in enumerate(numbers[:most]):
            each = read_each(self.kinds, field.fields, raw, ground, prefix=f"{name}-{n}-")
            typed |= {f"{name}-{place}": ("",)} | _moved(each.typed, f"{name}-{n}-", place)
            is_editing = is_editing or each.is_editing
            if each.typed or each.answers:
                things.append(each.answers)
                faults |= _moved(each.faults, f"{name}-{n}-", place)
        if f"{name}-{ADD}" in raw and len(numbers) < most:
            typed[f"{name}-{len(numbers)}"] = ("",)
        if len(numbers) > most:
            faults[name] = _("Caben %(most)s", most=most)
        elif things and len(things) < least_of(field):
            faults[name] = _too_few(field)
        return Found(None if faults else things or None, typed, faults, is_editing)

    def absent(self, name: str, field: Field) -> Faults:
        return {name: _too_few(field)}

    def typed(self, name: str, field: Field, value: Value) -> Typed:
        typed: Typed = {}
        for n, thing in enumerate(_things(value)):
            typed[f"{name}-{n}"] = ("",)
            for each in field.fields:
                if each.id in thing:
                    inner = self.kinds[each.kind]
                    typed |= inner.typed(f"{name}-{n}-{each.id}", each, thing[each.id])
        return typed

    def said(self, field: Field, value: Value, speech: Speech) -> str:
        return "; ".join(", ".join(self._parts(field, thing, speech)) for thing in _things(value))

    def _parts(self, field: Field, thing: dict[str, Value], speech: Speech) -> list[str]:
        said = (
            self.kinds[each.kind].said(each, thing[each.id], speech)
            for each in field.fields
            if each.id in thing
        )
        return [part for part in said if part]


def _too_few(field: Field) -> Sentence:
    return _("Agrega por lo menos %(least)s", least=max(1, least_of(field)))


def _things(value: Value) -> list[dict[str, Value]]:
    if not isinstance(value, list):
        return []
    return [thing for thing in value[:LIMIT] if isinstance(thing, dict)]


def _numbers(name: str, raw: Raw) -> list[int]:
    """The numbers of the things that ``raw`` speaks of, in order."""
    found = set()
    for each in raw:
        if each.startswith(f"{name}-"):
            number = each[len(name) + 1 :].partition("-")[0]
            if len(number) <= 3 and number.isascii() and number.isdigit():
                found.add(int(number))
    return sorted(found)


def _moved(elements: dict[str, T], prefix: str, place: int) -> dict[str, T]:
    """Elements of one thing, called as those of the thing at ``place``."""
    begin = prefix.rstrip("-").rpartition("-")[0]
    return {f"{begin}-{place}-{each[len(prefix) :]}": value for each, value in elements.items()}
