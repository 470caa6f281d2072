"""A page that comes back: what is taken from it, and what Eve put into it is not."""

from typing import Any

from backend.forms import journey
from backend.forms.journey import Reading
from tests.forms.made import ONE_OF_EACH, RIGHT, SPANISH, TODAY, ask, formula, the_city, when

FIELDS = (
    ask("name"), ask("home", "address"), ask("sort", "choice", answers=("a", "b")),
    ask("why", when=when("sort", "b")), ask("born", "date"),
    ask("age", "calculated", formula=formula("years", "born")), ask("note", required=False),
    ask("photo", "file"), ask("minor", "yesno", when=when("age", at_most=17)),
)  # fmt: skip
HELD: dict[str, Any] = {
    "name": "Amina Ruiz",
    "home": {"street": "Donceles 12", "area": "Centro", "borough": "Cuauhtémoc",
             "postcode": "06010"},
}  # fmt: skip


def read(raw: dict[str, str], **more: Any) -> Reading:
    sent = {name: [value] for name, value in raw.items()}
    return journey.read(FIELDS, sent, today=TODAY, city=the_city(), **{"held": HELD, **more})


def test_what_the_server_holds_stands_whatever_is_sent() -> None:
    plain = read({"sort": "a", "born": "24/05/1988"})
    assert plain.is_done
    assert plain.answers == HELD | {"sort": "a", "born": "1988-05-24"}
    sent = {"sort": "a", "born": "24/05/1988", "name": "Eve Adams", "home-street": "Eje 3"}
    tampered = read(sent)
    assert tampered.answers == plain.answers
    assert tampered.tampered == ("name", "home-street")
    assert not set(tampered.typed) & {"name", "home-street"}


def test_the_same_in_another_spelling_or_nothing_is_no_tampering() -> None:
    same = {"name": " Amina  Ruiz", "home-street": "Donceles 12", "home-area": "Centro",
            "home-borough": "cuauhtemoc", "home-postcode": "06010"}  # fmt: skip
    assert read(same).tampered == ()
    assert read({"name": " ", "home-street": ""}).tampered == ()


def test_what_is_calculated_is_not_read() -> None:
    reading = read({"sort": "a", "born": "24/05/2015", "age": "38"})
    assert reading.tampered == ("age",)
    assert "age" not in reading.answers
    assert list(reading.faults) == ["minor"], "a minor by the date, whatever was sent"


def test_names_that_no_question_has_are_told() -> None:
    odd = {"admin": "1", "name-x": "1", "home-x": "1", "photo-x": "1", "sort-a": "1", "": "1"}
    assert read(odd).unknown == tuple(odd)
    assert read({f"x{n}": "1" for n in range(500)} | {"y" * 500: "1"}).unknown == tuple(
        f"x{n}" for n in range(20)
    )
    named = set(journey.read(ONE_OF_EACH, RIGHT, today=TODAY, city=the_city()).unknown)
    assert named == set()


def test_a_question_that_is_not_asked_is_not_answered_but_its_text_is_kept() -> None:
    sent = {"sort": "a", "why": "por si acaso", "born": "24/05/1988"}
    reading = read(sent)
    assert reading.is_done
    assert "why" not in reading.answers
    assert reading.typed["why"] == ("por si acaso",)
    assert read(sent | {"sort": "b"}).answers["why"] == "por si acaso"
    assert list(read({"sort": "b", "born": "24/05/1988"}).faults) == ["why"]


def test_photos_may_follow_and_are_no_fault() -> None:
    reading = read({"sort": "a", "born": "24/05/1988"}, before={"photo": [4]})
    assert (reading.answers["photo"], reading.faults) == ([4], {})
    without = read({"sort": "a", "born": "24/05/1988"})
    assert "photo" not in without.answers
    assert without.is_done


def test_an_answer_taken_back_is_gone_from_all_of_them() -> None:
    before = {"note": "old", "sort": "b", "why": "old", "other": "stays"}
    together = read({"sort": "a", "born": "24/05/1988", "note": ""}, before=before).together
    assert together == HELD | {"sort": "a", "born": "1988-05-24", "other": "stays"}


def test_a_condition_leans_on_answers_of_pages_before() -> None:
    why = ask("why", when=when("earlier", "yes"))

    def faults(**before: Any) -> list[str]:
        return list(journey.read([why], {}, today=TODAY, city=the_city(), before=before).faults)

    assert faults(earlier="yes") == ["why"]
    assert faults(earlier="no") == faults() == []


def test_what_is_shown_first_is_what_was_answered() -> None:
    reading = journey.shown(FIELDS, {"sort": "b", "born": "1988-05-24"}, held=HELD)
    assert reading.typed == {"sort": ("b",), "born": ("1988-05-24",)}
    assert reading.faults == {}
    assert [question.held for question in reading.questions][:2] == list(HELD.values())


def test_a_question_lies_in_the_one_answer_that_asks_it() -> None:
    fields = (
        ask("sort", "choice", answers=("a", "b", "c")),
        ask("why", when=when("sort", "b")),
        ask("how", when=when("sort", "a", "b")),
        ask("sure", "yesno", when=when("sort", "b")),
        ask("really", when=when("sure", "no")),
        ask("many", "number"),
        ask("names", "list", fields=(ask("name"),), when=when("many", at_least=2)),
        ask("before", when=when("earlier", "yes")),
    )
    questions = journey.shown(fields, {"earlier": "no"}).questions
    assert [each.field.id for each in questions] == ["sort", "how", "many", "names"]
    sort, how, _, names = questions
    assert [each.field.id for each in sort.inside["b"]] == ["why", "sure"]
    assert sort.inside["b"][1].inside["no"][0].field.id == "really"
    assert [(about.id, condition.among) for about, condition in how.only_if] == [
        ("sort", ("a", "b"))
    ]
    assert names.only_if[0][0].id == "many"
    assert journey.shown(fields, {"earlier": "yes"}).questions[-1].field.id == "before"


def test_a_question_that_two_answers_ask_says_both() -> None:
    fields = (
        ask("sort", "choice", answers=("a", "b")),
        ask("sure", "yesno"),
        ask("why", when=when("sort", "b") + when("sure", "yes")),
    )
    questions = journey.shown(fields, {}).questions
    assert [each.field.id for each in questions] == ["sort", "sure", "why"]
    assert questions[2].only(SPANISH) == [
        "Solo si en «Sort» elegiste: B",
        "Solo si en «Sure» elegiste: Sí",
    ]


def test_a_question_that_leans_on_what_the_server_holds_is_there_or_not() -> None:
    fields = (ask("sort", "choice", answers=("a", "b")), ask("why", when=when("sort", "b")))
    for held, there in (("a", ["sort"]), ("b", ["sort", "why"])):
        questions = journey.shown(fields, {}, held={"sort": held}).questions
        assert [each.field.id for each in questions] == there
        assert not any(each.inside or each.only_if for each in questions)
