"""A list of things: Amina writes down her children, without script."""

from backend.forms import journey
from backend.forms.journey import Reading
from tests.forms.made import SPANISH, TODAY, ask, formula, the_city, when

KIDS = ask("kids", "list", least=1, most=3, fields=(
    ask("name"), ask("born", "date", latest="today"), ask("school", "yesno", required=False),
    ask("which", when=when("school", "yes")),
    ask("age", "calculated", formula=formula("years", "born")),
))  # fmt: skip
BO = {"kids-0": [""], "kids-0-name": ["Bo"], "kids-0-born": ["28/02/2015"]}
ANA = {"kids-1": [""], "kids-1-name": ["Ana"], "kids-1-born": ["1/1/2020"]}


def read(raw: dict[str, list[str]]) -> Reading:
    return journey.read([KIDS], raw, today=TODAY, city=the_city())


def test_two_children_are_two_things() -> None:
    assert read(BO | ANA).answers == {
        "kids": [
            {"name": "Bo", "born": "2015-02-28"},
            {"name": "Ana", "born": "2020-01-01"},
        ]
    }


def test_add_and_remove_show_the_page_again_and_blame_nobody() -> None:
    more = read(BO | ANA | {"kids-1-born": ["?"], "kids-add": [""]})
    assert (more.is_editing, more.is_done, more.faults) == (True, False, {})
    assert [f"kids-{n}" in more.typed for n in range(4)] == [True, True, True, False]
    assert more.typed["kids-1-born"] == ("?",)
    fewer = read(BO | ANA | {"kids-0-remove": [""]})
    assert fewer.is_editing
    assert fewer.typed == {"kids-0": ("",), "kids-0-name": ("Ana",), "kids-0-born": ("1/1/2020",)}


def test_no_more_are_added_than_fit() -> None:
    three = BO | ANA | {"kids-2": [""], "kids-add": [""]}
    assert "kids-3" not in read(three).typed
    four = read(BO | ANA | {"kids-2-name": ["Eve"], "kids-9-name": ["Dora"]})
    assert four.errors(SPANISH) == [
        ("kids-2-born", "Kids 3, Born: Escribe la fecha"),
        ("kids", "Kids: Caben 3"),
    ]


def test_a_thing_left_empty_is_none() -> None:
    empty = {"kids-1": [""], "kids-1-name": [" "], "kids-1-born": [""]}
    assert read(BO | empty).answers["kids"] == [{"name": "Bo", "born": "2015-02-28"}]
    nobody = read(empty)
    assert nobody.errors(SPANISH) == [("kids", "Kids: Agrega por lo menos 1")]


def test_a_fault_is_said_beside_its_thing_with_gaps_closed() -> None:
    gap = {"kids-5-name": ["Ana"], "kids-5-school": ["yes"]}
    reading = read(BO | gap)
    assert list(reading.faults) == ["kids-1-born", "kids-1-which"]
    assert reading.answers == {}
    assert reading.typed["kids-1-name"] == ("Ana",)


def test_nothing_else_under_its_name_is_known() -> None:
    odd = {"kids": ["x"], "kids-x-name": ["x"], "kids-0-remove": [""], "kids-name": ["x"]}
    assert read(BO | odd).unknown == ("kids", "kids-x-name", "kids-name")


def test_what_was_answered_is_shown_again() -> None:
    answers = read(BO | ANA).answers
    shown = journey.shown([KIDS], answers)
    assert read({name: list(values) for name, values in shown.typed.items()}).answers == answers
