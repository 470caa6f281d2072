"""Any service at all: what was settled is settled, and what is missing can be answered."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.forms import journey
from backend.forms.kinds import KINDS
from backend.kernel.city.services.model import Condition, Field, Service
from tests.forms.made import ONE_OF_EACH, RIGHT, TODAY, ask, formula, ground, service, step
from tests.forms.test_anything import jsons

BY_KIND = {field.kind: field for field in ONE_OF_EACH}
ANSWERS = {"choice": ("a", "b"), "several": ("red", "blue"), "yesno": ("yes", "no")}


def right(field: Field) -> Any:
    """A right answer to a question, whatever it is called."""
    model = BY_KIND[field.kind]
    raw = {f"{field.id}{name.removeprefix(model.id)}": values for name, values in RIGHT.items()
           if name.partition("-")[0] == model.id}  # fmt: skip
    known = ground(before={field.id: [1]}, known={"sort": "a"})
    found = KINDS[field.kind].read(field.id, field, raw, known)
    assert found.value is not None, found
    return found.value


@st.composite
def conditions(draw: st.DrawFn, earlier: list[Field]) -> tuple[Condition, ...]:
    about = draw(st.sampled_from(earlier))
    if about.kind in ANSWERS:
        among = draw(st.sets(st.sampled_from(ANSWERS[about.kind]), min_size=1))
        return (Condition(about.id, tuple(sorted(among))),)
    low, high = draw(st.tuples(*[st.none() | st.integers(0, 50).map(Decimal)] * 2))
    return (Condition(about.id, (), low, high),)


@st.composite
def services(draw: st.DrawFn) -> Service:
    """Up to four steps of up to four questions, that lean on one another."""
    earlier: list[Field] = []
    steps = []
    for s in range(draw(st.integers(1, 4))):
        step_when = draw(conditions(earlier)) if earlier and draw(st.booleans()) else ()
        fields = []
        for f in range(draw(st.integers(1, 4))):
            kind = draw(st.sampled_from(sorted(set(KINDS))))
            more: dict[str, Any] = {"required": draw(st.booleans())}
            if earlier and draw(st.booleans()):
                more["when"] = draw(conditions(earlier))
            if kind == "calculated":
                verb = draw(st.sampled_from(["sum", "product", "count", "years"]))
                named = draw(st.lists(st.sampled_from([e.id for e in earlier] or ["gone"]),
                                      min_size=1, max_size=3))  # fmt: skip
                more["formula"] = formula(verb, *named)
            elif kind == "list":
                more["fields"] = BY_KIND["list"].fields
            field = ask(f"q{s}{f}", kind, **more)  # type: ignore[arg-type]
            if kind in {"choice", "several"}:
                field = ask(f"q{s}{f}", kind, answers=ANSWERS[kind], **more)  # type: ignore[arg-type]
            fields.append(field)
            earlier.append(field)
        steps.append(step(f"s{s}", *fields, when=step_when))
    return service(*steps)


def some(one: Service, data: st.DataObject) -> None:
    """Settled is settled; missing ends when all of it is answered; every page reads its answers."""
    answers: dict[str, Any] = {}
    for field in one.fields:
        way = data.draw(st.sampled_from(["right", "none", "odd"]))
        if way != "none" and field.kind != "calculated":
            answers[field.id] = right(field) if way == "right" else data.draw(jsons)
    once = journey.settled(one, answers, TODAY)
    assert journey.settled(one, once, TODAY) == once
    rounds = 0
    while lacking := journey.missing(one, answers, TODAY):
        rounds += 1
        assert rounds <= 20, f"still missing {lacking}"
        answers[lacking[0][1].id] = right(lacking[0][1])
    kept = journey.settled(one, answers, TODAY)
    asked = journey.steps_asked(one, kept)
    walked = []
    while here := journey.next_step(one, kept, walked[-1].id if walked else None):
        walked.append(here)
    assert tuple(walked) == asked
    assert set(kept) <= {f.id for s in asked for f in journey.fields_asked(s.fields, kept)}
    for each in asked:
        shown = journey.shown(each.fields, kept)
        assert shown.questions
    journey.fees(one, kept)
    journey.refused_by(one, kept)


@settings(max_examples=60, deadline=None)
@given(services(), st.data())
def test_any_service_can_be_answered_to_its_end(one: Service, data: st.DataObject) -> None:
    some(one, data)


@pytest.mark.proof
@settings(max_examples=1_000, deadline=None)
@given(services(), st.data())
def test_any_service_and_more_can_be_answered_to_its_end(one: Service, data: st.DataObject) -> None:
    some(one, data)
