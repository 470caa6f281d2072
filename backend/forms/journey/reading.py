"""What a form sent, read: answers, what was typed, what is wrong, and what nobody asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from backend.forms.ground import Ground, Value, ground_of
from backend.forms.journey.layout import Question, lay_out
from backend.forms.kinds import KINDS
from backend.forms.kinds.each import read_each
from backend.forms.kinds.kind import Faults, Raw, Speech, Typed
from backend.forms.kinds.things import least_of, most_of
from backend.kernel.city.model import City
from backend.kernel.city.services.model import Field

MOST_NAMES, LONGEST_NAME = 20, 80
"""Of those that a form should not hold: enough to say what happened."""


@dataclass(frozen=True)
class Reading:
    """A page of questions as it was sent, or as it is shown first.

    ``answers`` are those to questions that are asked, with what the server holds and without what
    is calculated. ``typed`` and ``faults`` go by the name of the element. ``unknown`` are names
    that no question has, ``tampered`` those that say something else than the server holds or
    calculates. ``is_editing`` where she added a thing to a list or took one away: then the page is
    to be shown again and nothing is wrong with it yet.
    """

    fields: tuple[Field, ...]
    answers: dict[str, Value]
    typed: Typed = field(default_factory=dict)
    faults: Faults = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    tampered: tuple[str, ...] = ()
    held: Mapping[str, Value] = field(default_factory=dict)
    before: Mapping[str, Value] = field(default_factory=dict)
    is_editing: bool = False

    @property
    def is_done(self) -> bool:
        """Was it sent, and is nothing wrong?"""
        return not self.faults and not self.is_editing

    @property
    def together(self) -> dict[str, Value]:
        """All answers so far: those of before but to these questions, and these."""
        here = {each.id for each in self.fields}
        return {id: it for id, it in self.before.items() if id not in here} | self.answers

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions as they lie on the page."""
        return lay_out(self.fields, self.before, self.held)

    @property
    def has_buttons(self) -> bool:
        """Are there buttons in it that send it only to have it shown again?"""
        return any(each.kind in {"list", "file"} for each in self.fields)

    def text(self, name: str) -> str:
        """What was typed into the element ``name``."""
        return (self.typed.get(name) or ("",))[0]

    def has(self, name: str, value: str) -> bool:
        """Was ``value`` chosen in ``name``?"""
        return value in self.typed.get(name, ())

    def is_wrong(self, name: str) -> bool:
        """Is something wrong in a question of several elements?"""
        return any(each.startswith(f"{name}-") for each in self.faults)

    def things(self, name: str, field: Field) -> range:
        """The numbers of the things to draw in a list: those that were there, or as many as it
        needs."""
        count = 0
        while f"{name}-{count}" in self.typed:
            count += 1
        return range(min(count or least_of(field), most_of(field)))

    def most_things(self, field: Field) -> int:
        """How many things fit in a list."""
        return most_of(field)

    def inside(self, field: Field) -> tuple[Question, ...]:
        """The questions of each thing in a list."""
        return lay_out(field.fields, self.together, {})

    def errors(self, speech: Speech) -> list[tuple[str, str]]:
        """For the summary: id of the element to go to, and what is asked there with what is wrong,
        in the order of the questions. Things of a list are counted from one."""
        return [
            (name, f"{_called(self.fields, name, speech)}: {fault.in_(speech.translate)}")
            for name, fault in self.faults.items()
        ]


def read(
    fields: Sequence[Field],
    raw: Raw,
    *,
    today: date,
    city: City,
    held: Mapping[str, Value] | None = None,
    before: Mapping[str, Value] | None = None,
    holder: str = "",
) -> Reading:
    """What ``raw`` says to ``fields``. ``held`` are values that the server holds, which nothing in
    ``raw`` changes; ``before`` all answers so far, on which conditions lean and where the numbers
    of stored photos stand; ``holder`` is the name that a signature must resemble, "" for any."""
    held, before = held or {}, before or {}
    ground = replace(ground_of(city, today, holder), known=before, before=before)
    each = read_each(KINDS, fields, raw, ground, held=held)
    return Reading(
        fields=tuple(fields),
        answers=each.answers,
        typed=each.typed,
        faults={} if each.is_editing else each.faults,
        unknown=_unknown(fields, raw),
        tampered=_tampered(fields, raw, held, ground),
        held=held,
        before=before,
        is_editing=each.is_editing,
    )


def shown(
    fields: Sequence[Field],
    answers: Mapping[str, Value],
    *,
    held: Mapping[str, Value] | None = None,
) -> Reading:
    """The page of ``fields`` as it is shown to who answered ``answers`` so far."""
    held = held or {}
    typed: Typed = {}
    for each in fields:
        if each.id in answers and each.id not in held:
            typed |= KINDS[each.kind].typed(each.id, each, answers[each.id])
    here = {each.id: held.get(each.id, answers.get(each.id)) for each in fields}
    return Reading(
        fields=tuple(fields),
        answers={id: value for id, value in here.items() if value},
        typed=typed,
        held=held,
        before=answers,
    )


def _called(fields: Sequence[Field], name: str, speech: Speech) -> str:
    """What is asked in the element ``name``: its question, of a thing ``Your children 2, Name``."""
    head, _, rest = name.partition("-")
    asked = next(each for each in fields if each.id == head)
    number, _, inner = rest.partition("-")
    if asked.kind != "list" or not inner:
        return speech.say(asked.label)
    return f"{speech.say(asked.label)} {int(number) + 1}, {_called(asked.fields, inner, speech)}"


def _unknown(fields: Sequence[Field], raw: Raw) -> tuple[str, ...]:
    by_id = {each.id: each for each in fields}
    found = []
    for name in raw:
        head, _dash, rest = name.partition("-")
        asked = by_id.get(head)
        if asked is None or not KINDS[asked.kind].owns(rest):
            found.append(name[:LONGEST_NAME])
            if len(found) == MOST_NAMES:
                break
    return tuple(found)


def _tampered(
    fields: Sequence[Field], raw: Raw, held: Mapping[str, Value], ground: Ground
) -> tuple[str, ...]:
    """The names under which ``raw`` says something else than what the server holds. Nothing, and
    the same in another spelling, are no attempt at anything."""
    found: list[str] = []
    for each in fields:
        if each.id not in held and each.kind != "calculated":
            continue
        names = [
            name
            for name, values in raw.items()
            if name.partition("-")[0] == each.id and any(value.strip() for value in values)
        ]
        if names:
            said = KINDS[each.kind].read(each.id, each, raw, ground)
            if said.value != held.get(each.id) or each.kind == "calculated":
                found += [name[:LONGEST_NAME] for name in names]
    return tuple(found[:MOST_NAMES])
