"""Amina fills in questions of every kind, without script, on the page that draws them."""

from collections.abc import Iterator
from typing import Any

import pytest

from backend.kernel.city.services.model import Field
from tests.forms.drawn import Desk, desk
from tests.forms.made import ONE_OF_EACH, RIGHT, ask, formula, text, when
from tests.page import Page, Person, text_of

MOST_BYTES = 5120
"""A document, headers counted (budgets.json)."""


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk(tmp_path_factory.mktemp("asked")) as made:
        yield made


@pytest.fixture
def amina(asking: Desk) -> Person:
    return Person(asking.app.test_client())


def by_id(page: Page, id: str) -> Any:
    return next((each for each in page.root.iter() if each.get("id") == id), None)


def elements(page: Page) -> dict[str, Any]:
    """What can be filled in or pressed, by name, in the order of the page."""
    inside = page.root.find(".//form")
    assert inside is not None
    return {name: each for each in inside.iter() if (name := each.get("name"))}


def test_every_kind_is_drawn_and_read_as_it_is_sent(asking: Desk, amina: Person) -> None:
    asking.asks(*ONE_OF_EACH)
    page = amina.opens("/asked")
    assert set(RIGHT) - set(elements(page)) == set()
    form = page.form("/asked")
    again = amina.sends(_with(form, RIGHT)).form("/asked")
    assert asking.reading
    assert (asking.reading.faults, asking.reading.unknown) == ({}, ())
    first = asking.reading.answers
    assert set(first) == {each.id for each in ONE_OF_EACH} - {"photo", "total"}
    # The page as it is read here holds one box of each name.
    amina.sends(_with(again, {"colours": ["red", "blue"]}))
    assert asking.reading.answers == first


def test_every_fault_stands_beside_its_question_and_in_the_summary(
    asking: Desk, amina: Person
) -> None:
    asking.asks(*ONE_OF_EACH)
    form = amina.opens("/asked").form("/asked")
    sent = {"born": "ayer", "home-street": "Donceles 12", "kids-0-name": "Bo"}
    page = amina.sends(_with(form, sent), 422)
    assert asking.reading
    linked = [href[1:] for href in page.links() if href.startswith("#") and href != "#main"]
    assert linked == list(asking.reading.faults)
    for name in linked:
        assert by_id(page, f"{name}-err") is not None
        told = by_id(page, name).get("aria-describedby") or ""
        assert f"{name}-err" in told.split(), name
    kept = page.form("/asked").fields
    assert (kept["born"], kept["home-street"], kept["kids-0-name"]) == ("ayer", "Donceles 12", "Bo")
    assert "Kids 1, Born: Escribe la fecha" in page.text


def test_what_the_city_holds_is_text_and_no_element(asking: Desk, amina: Person) -> None:
    home = {"street": "Donceles 12", "area": "Centro", "borough": "Cuauhtémoc", "postcode": "06010"}
    fields = (
        ask("name"), ask("home", "address"), ask("born", "date"), ask("note", required=False),
        ask("age", "calculated", formula=formula("years", "born")),
        ask("total", "calculated", formula=formula("sum", "earlier")),
    )  # fmt: skip
    held = {"name": "Amina <b>Ruiz", "home": home, "born": "1988-05-24"}
    asking.asks(*fields, held=held, before={"total": "1055.00", "age": "12"})
    page = amina.opens("/asked")
    assert set(elements(page)) == {"note"}
    for shown in ("Amina <b>Ruiz", "Donceles 12, Centro, Cuauhtémoc, 06010", "24 de mayo de 1988",
                  "1,055.00"):  # fmt: skip
        assert shown in page.text


def test_a_question_lies_in_its_answer_or_says_when_to_answer_it(
    asking: Desk, amina: Person
) -> None:
    asking.asks(
        ask("sort", "choice", answers=("a", "b", "c")),
        ask("why", when=when("sort", "b")),
        ask("how", when=when("sort", "a", "c")),
        ask("many", "number"),
        ask("which", when=when("many", at_least=2, at_most=1000)),
    )
    page = amina.opens("/asked")
    picks = [each for each in page.root.iter("div") if each.get("class") == "pick"]
    lying = {
        pick[0].get("value"): [e.get("name") for e in pick.iter("input")][1:] for pick in picks
    }
    assert lying == {"a": [], "b": ["why"], "c": []}
    assert text_of(by_id(page, "how-hint")) == "Solo si en «Sort» elegiste: A / C"
    assert text_of(by_id(page, "which-hint")) == "Solo si «Many» es de 2 a 1,000"
    page = amina.sends(page.form("/asked"), 422)
    assert asking.reading
    assert list(asking.reading.faults) == ["sort", "many"]


def test_things_are_added_and_taken_away_by_buttons(asking: Desk, amina: Person) -> None:
    kids = ask("kids", "list", least=1, most=2, fields=(ask("name"), ask("school", "yesno")))
    asking.asks(ask("first"), kids)
    page = amina.opens("/asked")
    form = page.root.find(".//form")
    assert form is not None
    first = next(form.iter("button"))
    assert (first.get("name"), first.get("hidden")) == (None, ""), "Enter would press another"
    assert list(elements(page)) == [
        *("first", "kids-0", "kids-0-name", "kids-0-school", "kids-0-remove", "kids-add")
    ]
    page = amina.sends(_with(page.form("/asked"), {"kids-0-name": "Bo", "kids-add": ""}), 422)
    assert "kids-add" not in elements(page), "two are as many as fit"
    assert page.form("/asked").fields["kids-0-name"] == "Bo"
    page = amina.sends(_with(page.form("/asked"), {"kids-1-name": "Ana", "kids-0-remove": ""}), 422)
    assert page.form("/asked").fields["kids-0-name"] == "Ana"
    assert "kids-1-name" not in elements(page)
    assert "Revisa" not in page.text


def _with(form: Any, fields: dict[str, Any]) -> Any:
    """``form`` filled in; of its buttons only those in ``fields`` are pressed."""
    pressed = {n: v for n, v in form.fields.items() if not n.endswith(("-add", "-remove"))}
    form.fields = pressed | fields
    return form


def test_a_choice_of_many_is_a_list_to_open(asking: Desk, amina: Person) -> None:
    asking.asks(ask("sort", "choice", answers=tuple("abcdefghi")))
    assert amina.opens("/asked").form("/asked").choices["sort"] == ["", *"abcdefghi"]


def test_stored_photos_stay_until_she_takes_one_away(asking: Desk, amina: Person) -> None:
    asking.asks(ask("photo", "file", most=2), before={"photo": [4, 7]})
    page = amina.opens("/asked")
    assert list(elements(page)) == ["photo-4-remove", "photo-7-remove", "photo"]
    page = amina.sends(_with(page.form("/asked"), {"photo-4-remove": ""}), 422)
    assert list(elements(page)) == ["photo-7-remove", "photo"]


def test_what_eve_types_is_text(asking: Desk, amina: Person) -> None:
    nasty = '"><script>alert(1)</script>'
    asking.asks(ask("note"), ask("born", "date"), ask("why", "longtext"), ask("home", "address"))
    form = amina.opens("/asked").form("/asked")
    form.fields |= dict.fromkeys(("note", "born", "why", "home-area"), nasty)
    page = amina.sends(form, 422)
    again = page.form("/asked").fields
    assert [again[each] for each in ("note", "born", "why", "home-area")] == [nasty] * 4
    assert "<script>alert" not in page.html


def test_bo_reads_all_of_it_in_english(asking: Desk, amina: Person) -> None:
    asking.asks(*ONE_OF_EACH)
    first = amina.opens("/en/asked")
    page = amina.sends(_with(first.form("/asked"), {}), 422)
    for spanish in (
        "Escribe",
        "Elige",
        "Agrega",
        "Calle",
        "Quitar",
        "Ubicación",
        "Día",
        "opcional",
    ):
        assert spanish not in page.html.replace("Español", "")
    for english in ("Write the date", "Choose one of them", "Add at least 1", "Neighbourhood"):
        assert english in page.text


SIX: tuple[Field, ...] = (
    Field("name", "text", text("Nombre completo"), record="name"),
    Field("sort", "choice", text("Tipo de licencia"), text("Está en tu licencia, arriba"),
          answers=ask("x", "choice", answers=("particular", "motocicleta", "taxi")).answers),
    Field("born", "date", text("Fecha de nacimiento"), latest="today-18y"),
    Field("plate", "plate", text("Placa de tu vehículo"), when=when("sort", "taxi")),
    Field("home", "address", text("Domicilio")),
    Field("call", "phone", text("Teléfono"), is_required=False),
)  # fmt: skip


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("is_wrong", [False, True])
def test_six_questions_fit_in_a_document(
    asking: Desk, amina: Person, language: str, is_wrong: bool
) -> None:
    """Packed as for a phone that has nothing yet, with what is wrong with all of them as well."""
    asking.asks(*SIX)
    headers = {"Accept-Encoding": "br", "Sec-Fetch-Site": "same-origin"}
    address, client = f"{language}/asked", amina.client
    answer = (client.post if is_wrong else client.get)(address, headers=headers)
    assert answer.headers["Content-Encoding"] == "br"
    weight = len(answer.data) + sum(len(f"{name}: {value}\r\n") for name, value in answer.headers)
    print(f"{address}{' wrong' if is_wrong else ''}: {weight} B")
    assert weight <= MOST_BYTES
