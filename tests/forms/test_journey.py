"""The way through a service: what Amina is asked, what is missing, what she pays."""

from datetime import date
from decimal import Decimal

import pytest

from backend.forms import journey
from backend.forms.ground import Value
from backend.kernel.city.services.model import Condition, Fee, Formula, Rule
from tests.forms.made import TODAY, ask, formula, service, step, text, when

LICENCE = service(
    step("you", ask("name"), ask("born", "date"),
         ask("age", "calculated", formula=formula("years", "born"))),
    step("kind", ask("sort", "choice", answers=("a", "b", "c")),
         ask("why", "longtext", when=when("sort", "b", "c")),
         ask("again", "yesno", required=False, when=when("why", "glasses"))),
    step("guardian", ask("parent"), when=when("age", at_most=17)),
    step("proof", ask("photo", "file", least=1, most=2)),
    rules=(Rule(ask("had", "yesno"), ("yes",), text("Pide tu primera licencia.")),
           Rule(ask("lives", "choice", answers=("here", "near", "far")), ("here", "near"),
                text("Pídela donde vives."))),
    fees=(Fee(text("Licencia"), Decimal("1055.00"), when("sort", "a", "b")),
          Fee(text("Menores"), Decimal("500.00"), when("age", at_most=17))),
)  # fmt: skip
PASSED: dict[str, Value] = {"had": "yes", "lives": "near"}
GROWN: dict[str, Value] = {**PASSED, "name": "Amina", "born": "1988-05-24", "sort": "a"}
YOUNG: dict[str, Value] = {**GROWN, "name": "Bo", "born": "2009-11-26"}


def ids(answers: dict[str, Value]) -> list[str]:
    return [each.id for each in journey.steps_asked(LICENCE, answers)]


def lacking(answers: dict[str, Value], held: tuple[str, ...] = ()) -> list[str]:
    return [field.id for _, field in journey.missing(LICENCE, answers, TODAY, held)]


def settled(answers: dict[str, Value]) -> dict[str, Value]:
    return journey.settled(LICENCE, answers, TODAY)


def test_who_is_not_yet_eighteen_is_asked_for_her_guardian() -> None:
    assert ids(settled(GROWN)) == ["you", "kind", "proof"]
    assert ids(settled(YOUNG)) == ["you", "kind", "guardian", "proof"]
    assert settled(YOUNG)["age"] == "16"
    assert ids(journey.settled(LICENCE, YOUNG, date(2027, 11, 26))) == ["you", "kind", "proof"]


def test_a_page_leads_to_the_next_that_is_asked() -> None:
    def after(step: str | None, answers: dict[str, Value]) -> str | None:
        found = journey.next_step(LICENCE, settled(answers), step)
        return found and found.id

    assert after(None, GROWN) == after("a-step-of-last-year", GROWN) == "you"
    assert after("kind", GROWN) == after("guardian", GROWN) == "proof"
    assert after("kind", YOUNG) == "guardian"
    assert after("proof", YOUNG) is None


def test_the_first_rule_that_does_not_pass_refuses() -> None:
    def refused(**answers: str) -> str | None:
        found = journey.refused_by(LICENCE, answers)
        return found and found.otherwise.source

    assert refused(had="yes", lives="near") is None
    assert refused(had="no", lives="far") == refused() == "Pide tu primera licencia."
    assert refused(had="yes", lives="far") == refused(had="yes") == "Pídela donde vives."


def test_fees_are_of_what_was_answered() -> None:
    def sums(answers: dict[str, Value]) -> list[str]:
        return [str(fee.amount) for fee in journey.fees(LICENCE, settled(answers))]

    assert sums(GROWN) == ["1055.00"]
    assert sums(YOUNG) == ["1055.00", "500.00"]
    assert sums(GROWN | {"sort": "c"}) == sums({}) == []


def test_what_is_not_asked_any_more_counts_for_nothing() -> None:
    told = GROWN | {"sort": "b", "why": "glasses", "again": "yes", "parent": "Dora", "odd": "x"}
    assert settled(told) == GROWN | {"age": "38", "sort": "b", "why": "glasses", "again": "yes"}
    # "why" goes with the answer that asked it, and "again", which leaned on "why", goes too
    assert settled(told | {"sort": "a"}) == GROWN | {"age": "38"}


def test_nothing_calculated_is_believed() -> None:
    assert settled(YOUNG | {"age": "38"})["age"] == "16"
    assert "age" not in settled(PASSED | {"age": "38"})


def test_missing_is_what_needs_an_answer_and_has_no_right_one() -> None:
    assert lacking(PASSED) == ["name", "born", "sort", "photo"]
    assert lacking(YOUNG) == ["parent", "photo"]
    assert lacking(GROWN | {"sort": "b"}) == ["why", "photo"]
    assert lacking(GROWN | {"sort": "x", "photo": [3]}) == ["sort"]
    assert lacking(GROWN | {"born": "1988-02-31", "photo": [3]}) == ["born"]
    assert lacking(GROWN | {"photo": [1, 2, 3]}) == ["photo"]
    assert lacking(GROWN | {"name": "x" * 200, "photo": [1]}) == ["name"]
    assert lacking(GROWN | {"name": "x" * 200, "photo": [1]}, held=("name",)) == []
    assert lacking(GROWN | {"photo": [1]}) == []


@pytest.mark.parametrize(
    ("condition", "value", "holds"),
    [
        (Condition("q", ("a", "b")), "b", True),
        (Condition("q", ("a", "b")), "c", False),
        (Condition("q", ("a",)), ["c", "a"], True),
        (Condition("q", ("a",)), ["c"], False),
        (Condition("q", ("a",)), None, False),
        (Condition("q"), None, False),
        (Condition("q"), "x", True),
        (Condition("q", (), Decimal(18), None), "18", True),
        (Condition("q", (), Decimal(18), None), "17.99", False),
        (Condition("q", (), None, Decimal(65)), "65.00", True),
        (Condition("q", (), None, Decimal(65)), "65.01", False),
        (Condition("q", (), Decimal(0), Decimal(9)), "many", False),
        (Condition("q", (), Decimal(0), Decimal(9)), "1e1", False),
        (Condition("q", (), Decimal(0), Decimal(9)), {"lat": 1}, False),
    ],
)
def test_a_condition(condition: Condition, value: Value | None, holds: bool) -> None:
    answers = {} if value is None else {"q": value}
    fields = (ask("q"), ask("more", when=(condition,)))
    assert (fields[1] in journey.fields_asked(fields, answers)) is holds


@pytest.mark.parametrize(
    ("made", "answers", "result"),
    [
        (formula("sum", "a", "b", 3), {"a": "0.1", "b": "0.2"}, "3.3"),
        (formula("sum", "a", "pesos"), {"a": "3", "pesos": "1055.00"}, "1058.00"),
        (formula("sum", "a", "pesos"), {"a": "3"}, "3.00"),
        (formula("sum", "a", "b"), {}, None),
        (formula("product", "pesos", "a"), {"pesos": "0.35", "a": "0.5"}, "0.18"),
        (formula("product", "a", "b"), {"a": "1.5", "b": "2"}, "3"),
        (formula("product", "a", "b"), {"a": "1.5"}, None),
        (formula("product", "a", "a", "a"), {"a": "999999999999"}, None),
        (formula("sum", "a", "b"), {"a": "1e5", "b": "1"}, "1"),
        (formula("count", "kids"), {"kids": [{"k": "x"}, {"k": "y"}]}, "2"),
        (formula("count", "kids"), {}, "0"),
        (formula("years", "born"), {"born": "2008-11-25"}, "18"),
        (formula("years", "born"), {"born": "2008-11-26"}, "17"),
        (formula("years", "born"), {"born": "2030-01-01"}, "0"),
        (formula("years", "born"), {"born": "soon"}, None),
        (formula("years", "born"), {}, None),
    ],
)
def test_a_sum_is_exact(made: Formula, answers: dict[str, Value], result: str | None) -> None:
    fields = (
        ask("a", "number"), ask("b", "number"), ask("pesos", "money"), ask("born", "date"),
        ask("kids", "list", fields=(ask("k"),)), ask("it", "calculated", formula=made),
    )  # fmt: skip
    assert journey.settled(service(step("one", *fields)), answers, TODAY).get("it") == result


def test_the_whole_form_asks_each_question_where_its_step_is_asked() -> None:
    fields = {field.id: field for field in journey.whole(LICENCE)}
    assert list(fields) == ["name", "born", "age", "sort", "why", "again", "parent", "photo"]
    assert fields["parent"].when == when("age", at_most=17)
    assert fields["why"].when == when("sort", "b", "c")


def test_a_question_does_not_lean_on_an_answer_that_is_not_asked_for() -> None:
    stale: dict[str, Value] = {**GROWN, "sort": "a", "why": "glasses"}
    kind = LICENCE.step("kind")
    assert kind
    assert [field.id for field in journey.fields_asked(kind.fields, stale)] == ["sort"]
