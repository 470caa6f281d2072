"""Whatever is sent to whatever question: a value, or a fault in words, and never an error."""

from decimal import Decimal
from itertools import chain
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backend.forms import journey
from backend.forms.kinds import KINDS
from backend.forms.kinds.kind import Found
from backend.forms.sentence import Sentence
from backend.kernel.city.services.model import Field
from tests.forms.made import (
    ONE_OF_EACH,
    RIGHT,
    SPANISH,
    TODAY,
    ask,
    ground,
    service,
    step,
    the_city,
)

BY_KIND = {field.kind: field for field in ONE_OF_EACH}
PARTS = sorted({
    *("", "-add", "-0", "-0-remove", "-1-remove", "-7-name", "-x"),
    *(f"-{part}" for part in ("street", "area", "borough", "postcode", "reference", "number")),
    *("-lat", "-lon", "-accuracy", "-999-name", "-1000-name", "-²-name", "-0-name-0", "--"),
    *(f"-{n}-{each}" for n in (0, 1, 2) for each in ("name", "born", "age", "school", "which")),
})  # fmt: skip

CHOSEN = {"choice", "several", "yesno"}
"""Of these, what there is none of cannot be shown again."""

letters = st.characters(codec=None)  # any code point, lone surrogates too
typed = st.one_of(
    st.text(letters, max_size=60),
    st.text("0123456789.,-+e$ /", max_size=24),
    st.from_regex(r"[A-Z]{4}[0-9]{6}[HM][A-Z]{5}[0-9A-Z][0-9]", fullmatch=True),
    st.dates().map(str),
    st.sampled_from([each for values in RIGHT.values() for each in values]),
    st.sampled_from(["yes", "no", "a", "b", "red", "\x00", "NaN", "1e9", "-0", "٣", "ﷺ" * 50]),
)
bounds = st.none() | st.integers(-5, 30).map(Decimal)


def forms(id: str) -> st.SearchStrategy[dict[str, list[str]]]:
    """What may come of a question: some of its elements, or none, with some values each."""
    names = st.sampled_from(PARTS).map(lambda part: id + part)
    return st.dictionaries(names, st.lists(typed, max_size=3), max_size=8)


def is_sound(found: Found, id: str, field: Field) -> bool:
    """Is what was found a value that JSON can hold, or faults that are said beside ``field``?"""
    for name, fault in found.faults.items():
        assert name.partition("-")[0] == id
        assert isinstance(fault, Sentence)
        assert fault.in_(str).strip()
    assert not (found.value and found.faults)
    return _is_json(found.value)


def _is_json(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_json(each) for key, each in value.items())
    if isinstance(value, list):
        return all(_is_json(each) for each in value)
    return value is None or isinstance(value, str | int | float)


def some(kind: str, data: st.DataObject) -> None:
    """Anything gives a value or a fault; the value reads the same when it is typed again, and what
    is shown again after a fault is faulty again."""
    field, type_ = BY_KIND[kind], KINDS[kind]  # type: ignore[index]
    sent = data.draw(forms(field.id))
    found = type_.read(field.id, field, sent, ground())
    assert is_sound(found, field.id, field)
    if kind not in CHOSEN:
        again = type_.read(field.id, field, found.typed, ground())
        assert again.value == found.value
        if found.typed and kind != "list":
            assert again.faults == found.faults
    right = {name: values for name, values in RIGHT.items() if name.startswith(field.id)}
    raw = {**right, **data.draw(st.sampled_from([{}, sent]))}
    before = {"photo": [3, 1]}
    value = type_.read(field.id, field, raw, ground(before=before)).value
    if value is not None:
        again = type_.typed(field.id, field, value)
        known = ground(before={field.id: value})
        assert type_.read(field.id, field, again, known).value == value
        assert journey.said(field, value, lambda text: text.source, "es_MX", str)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_anything_gives_a_value_or_a_fault(kind: str, data: st.DataObject) -> None:
    some(kind, data)


@pytest.mark.proof
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=500, deadline=None)
@given(data=st.data())
def test_anything_and_more_gives_a_value_or_a_fault(kind: str, data: st.DataObject) -> None:
    some(kind, data)


jsons = st.recursive(
    st.text(letters, max_size=12) | st.integers() | st.booleans() | st.floats() | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "street", "lat", "lon", "born"]), inner)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=20, deadline=None)
@given(value=jsons, least=bounds, most=bounds)
def test_an_answer_of_another_shape_is_said_as_nothing_and_asked_again(
    kind: str, value: Any, least: Decimal | None, most: Decimal | None
) -> None:
    """As when a question changed its kind since it was answered."""
    asked = BY_KIND[kind]  # type: ignore[index]
    changed = Field(**{**vars(asked), "least": least, "most": most})
    assert isinstance(journey.said(changed, value, lambda text: text.source, "es_MX", str), str)
    one = service(step("one", changed))
    kept = journey.settled(one, {changed.id: value}, TODAY)
    journey.missing(one, kept, TODAY)
    shown = journey.shown([changed], {changed.id: value})
    assert all(isinstance(text, str) for values in shown.typed.values() for text in values)


@pytest.mark.parametrize("kind", KINDS)
def test_thousands_of_values_and_of_names_are_no_matter(kind: str) -> None:
    field = BY_KIND[kind]  # type: ignore[index]
    many = {f"{field.id}-{n}-name": ["x"] * 50 for n in range(5_000)}
    many |= {field.id + part: ["é" * 100_000] * 2_000 for part in PARTS}
    found = KINDS[kind].read(field.id, field, many, ground())
    assert is_sound(found, field.id, field)
    assert sum(len(text) for text in chain(*found.typed.values())) < 20_000


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_whole_page_is_read_whatever_is_sent(data: st.DataObject) -> None:
    sent = [data.draw(forms(each.id)) for each in data.draw(st.sets(st.sampled_from(ONE_OF_EACH)))]
    raw = {**(RIGHT if data.draw(st.booleans()) else {}), **dict(chain(*(f.items() for f in sent)))}
    reading = journey.read(ONE_OF_EACH, raw, today=TODAY, city=the_city(), before={"photo": [1]})
    assert reading.is_editing or set(reading.answers) | {
        name.partition("-")[0] for name in reading.faults
    } >= {each.id for each in ONE_OF_EACH if each.is_required and each.kind != "calculated"}
    assert set(reading.answers).isdisjoint(name.partition("-")[0] for name in reading.faults)
    assert [id for id, _ in reading.errors(SPANISH)] == list(reading.faults)


@example("24/05/88")
@example("1e5")
@settings(max_examples=50, deadline=None)
@given(typed)
def test_an_optional_question_left_empty_or_blank_is_no_fault(text: str) -> None:
    field = ask("note", required=False)
    blank = journey.read([field], {"note": [" \t\r\n"]}, today=TODAY, city=the_city())
    assert (blank.answers, blank.faults) == ({}, {})
    said = journey.read([field], {"note": [text]}, today=TODAY, city=the_city())
    assert said.is_done
    assert said.answers.get("note", "") == said.typed.get("note", ("",))[0]
