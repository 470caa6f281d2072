"""How the questions of a page lie on it, so that nobody without script is asked in vain.

A question that depends on one answer to a choice of the same page lies inside that answer, and is
seen when it is chosen. One that depends on more than that lies where it stands and says when to
answer it. One that depends on what was answered before is there or not.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backend.forms.calculating import plain
from backend.forms.conditions import all_hold, holds
from backend.forms.ground import Value
from backend.forms.kinds import KINDS
from backend.forms.kinds.kind import Speech
from backend.forms.kinds.numbers import said_number
from backend.forms.sentence import sentence as _
from backend.kernel.city.services.model import Condition, Field

MOST_PICKS = 8
"""A choice of more answers is drawn as a list to open, in which nothing can lie."""


@dataclass
class Question:
    """A question, the questions ``inside`` each of its answers, and the conditions (``only_if``,
    each with the question it is about) that are to be said in words. ``held`` is the value that
    stands there instead of an element: what the server holds, or calculated."""

    field: Field
    held: Value | None = None
    only_if: tuple[tuple[Field, Condition], ...] = ()
    inside: dict[str, list["Question"]] = dataclasses.field(default_factory=dict)

    @property
    def has_picks(self) -> bool:
        """Is it answered by tapping one of the answers, all of which are seen?"""
        if self.held is not None:
            return False
        kind = self.field.kind
        return kind in {"several", "yesno"} or (
            kind == "choice" and len(self.field.answers) <= MOST_PICKS
        )

    def said(self, speech: Speech) -> str:
        """What stands there instead of an element, as people read it."""
        value = "" if self.held is None else self.held
        return KINDS[self.field.kind].said(self.field, value, speech)

    def answers(self, speech: Speech) -> list[tuple[str, str]]:
        """What there is to choose: each answer and its label."""
        kind, several = KINDS[self.field.kind], self.field.kind == "several"
        ids = self.field.choices
        return [(id, kind.said(self.field, [id] if several else id, speech)) for id in ids]

    def only(self, speech: Speech) -> list[str]:
        """When to answer it, a sentence for each condition that is to be said."""
        return [_only(asked, when, speech) for asked, when in self.only_if]


def lay_out(
    fields: Sequence[Field], before: Mapping[str, Value], held: Mapping[str, Value]
) -> tuple[Question, ...]:
    """The questions of a page to who answered ``before`` so far."""
    here = {each.id: each for each in fields}
    known = {id: value for id, value in before.items() if id not in here} | dict(held)
    drawn: dict[str, Question] = {}
    outer: list[Question] = []
    for each in fields:
        question = Question(each, held.get(each.id))
        open_ = [when for when in each.when if when.question in drawn and when.question not in held]
        settled = [when for when in each.when if when not in open_]
        if not all_hold(settled, known):
            continue
        drawn[each.id] = question
        if each.formula:
            question.held = before.get(each.id)
            if question.held is None or any(named in here for named in each.formula.of):
                continue  # what it is calculated from may change on this page
        where = _answer_of(open_, drawn)
        if where:
            parent, answer = where
            parent.inside.setdefault(answer, []).append(question)
        else:
            question.only_if = tuple((here[when.question], when) for when in open_)
            outer.append(question)
    return tuple(outer)


def _answer_of(
    open_: list[Condition], drawn: Mapping[str, Question]
) -> tuple[Question, str] | None:
    """The question and its answer in which one that depends on ``open_`` lies."""
    if len(open_) != 1:
        return None
    when, parent = open_[0], drawn[open_[0].question]
    if not parent.has_picks:
        return None
    answers = [id for id in parent.field.choices if holds(when, id)]
    return (parent, answers[0]) if len(answers) == 1 else None


def _only(asked: Field, when: Condition, speech: Speech) -> str:
    label = speech.say(asked.label)
    if when.among:
        kind = KINDS[asked.kind]
        several = asked.kind == "several"
        answers = [kind.said(asked, [id] if several else id, speech) for id in when.among]
        listed = " / ".join(each for each in answers if each)
        return _("Solo si en «%(label)s» elegiste: %(listed)s", label=label, listed=listed).in_(
            speech.translate
        )
    low, high = (
        None if bound is None else said_number(plain(bound), asked, speech)
        for bound in (when.at_least, when.at_most)
    )
    if low is None:
        sentence = _("Solo si «%(label)s» es %(high)s o menos", label=label, high=high)
    elif high is None:
        sentence = _("Solo si «%(label)s» es %(low)s o más", label=label, low=low)
    else:
        sentence = _(
            "Solo si «%(label)s» es de %(low)s a %(high)s", label=label, low=low, high=high
        )
    return sentence.in_(speech.translate)
