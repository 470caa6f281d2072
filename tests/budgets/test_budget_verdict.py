"""Which budget a page answers to, and when it is over: tables."""

import time

import pytest

from backend.budgets.budget import COUNTS, SIZES, Budget
from backend.budgets.page import Page
from backend.budgets.says.words import sentence
from backend.budgets.verdict import Finding, budget_for, judge, matches, unmeasured
from backend.budgets.weight import KINDS, Item, Weight


@pytest.mark.parametrize(
    ("pattern", "path", "matched"),
    [
        ("/", "/", True),
        ("/", "/reports/new", True),
        ("/$", "/", True),
        ("/$", "/reports", False),
        ("/en/$", "/en/", True),
        ("/reports", "/reports/K7Q42M9XC", True),
        ("/reports", "/report", False),
        ("/reports$", "/reports?page=2", False),
        ("/reports?page=", "/reports?page=2", True),
        ("/*", "/", True),
        ("/*/new", "/reports/new/2", True),
        ("/*/new$", "/reports/new/2", False),
        ("/*/new$", "/en/reports/new", True),
        ("/a*a$", "/a", False),
        ("/a*a$", "/aa", True),
        ("/a*b*c", "/a-b-c-d", True),
        ("/a*b*c", "/a-c-b", False),
        ("/a*b*b$", "/ab", False),
        ("/a*$", "/abc", True),
        ("/**$", "/x", True),
    ],
)
def test_a_page_falls_under_a_path(pattern: str, path: str, matched: bool) -> None:
    assert matches(pattern, path) is matched


def test_a_path_of_many_stars_is_decided_at_once() -> None:
    begun = time.perf_counter()
    assert not matches("/" + "*a" * 500 + "b$", "/" + "a" * 20_000)
    assert time.perf_counter() - begun < 0.1


def test_the_longest_path_speaks_for_the_page_and_of_equals_the_last() -> None:
    every, reports, new, also = map(Budget, ("/*", "/reports", "/reports/new", "/reports/ne*"))
    assert budget_for("/reports/K7Q42M9XC", [reports, every]) is reports
    assert budget_for("/reports/new", [new, reports, also, every]) is also
    assert budget_for("/outbox", [reports, every]) is every
    assert budget_for("/outbox", [reports]) is None


@pytest.mark.parametrize(
    ("measured", "allowed", "over"), [(0, 0, 0), (1, 0, 1), (5120, 5120, 0), (5121, 5120, 1)]
)
def test_a_figure_at_its_budget_is_within_and_a_byte_more_is_not(
    measured: int, allowed: int, over: int
) -> None:
    for kind in KINDS:
        weight = Weight((Item("/", kind, measured, requests=measured),))
        found = judge("/", weight, Budget("/", {kind: allowed}))
        assert [finding.over for finding in found] == ([over] if over else [])
        assert judge("/", weight, Budget("/", {}, {kind: allowed})) == [
            Finding("/", kind, "requests", measured, allowed) for _ in found
        ]


def test_elements_and_times_have_budgets_of_their_own() -> None:
    weight = Weight((Item("/", "document", 9),), nodes=401, timings={"largest-contentful-paint": 9})
    budget = Budget("/", {}, {"dom-nodes": 400}, {"largest-contentful-paint": 8.5})
    assert [(found.figure, found.unit, found.over) for found in judge("/", weight, budget)] == [
        ("dom-nodes", "elements", 1),
        ("largest-contentful-paint", "ms", 0.5),
    ]
    told = [sentence(found) for found in judge("/", weight, budget)]
    assert told[0] == "/: dom-nodes 401, budget 400: 1 over"
    assert told[1] == "/: largest-contentful-paint 9 ms, budget 8.5 ms: 0.5 ms over"


def test_what_was_not_measured_is_not_called_within() -> None:
    budget = Budget("/", {"first-visit": 9, "total": 9}, {"repeat-visit": 1})
    assert unmeasured(Weight((Item("/", "document", 9),)), budget) == [
        "first-visit",
        "repeat-visit",
    ]


def test_every_figure_that_is_over_is_found() -> None:
    budget = Budget("/", {"script": 1, "total": 2, "font": 9}, {"total": 1})
    found = judge("/", Weight((Item("/", "script", 5), Item("/f", "font", 1))), budget)
    assert [(finding.figure, finding.over) for finding in found] == [
        ("script", 4),
        ("total", 4),
        ("total", 1),
    ]


def test_the_sentence_says_page_figure_budget_and_how_much_over() -> None:
    name = Page("/reports/new", "es", "with errors").name
    assert sentence(Finding(name, "document", "B", 25412, 5120)) == (
        "/reports/new (es, with errors): document 25,412 B, budget 5,120 B: 20,292 B over"
    )
    assert sentence(Finding(name, "total", "requests", 7, 5)) == (
        "/reports/new (es, with errors): requests 7, budget 5: 2 over"
    )
    assert sentence(Finding(name, "script", "requests", 1001, 1)).endswith(
        "script requests 1,001, budget 1: 1,000 over"
    )


def test_a_weight_is_summed_by_kind_and_strangers_count_twice() -> None:
    weight = Weight(
        (
            Item("/", "document", 900, requests=2),
            Item("/a.js", "script", 70),
            Item("/b.js", "script", 30),
            Item("//eve/c.js", "script", 0, is_third_party=True),
        ),
        first_visit=(Item("/", "document", 900), Item("/sw.js", "script", 100)),
        repeat_visit=(Item("/", "document", 90),),
        nodes=7,
    )
    assert {kind: size for kind, size in weight.sizes.items() if size} == {
        "document": 900, "script": 100, "total": 1000, "first-visit": 1000,
        "repeat-visit": 90,
    }  # fmt: skip
    assert {kind: count for kind, count in weight.counts.items() if count} == {
        "document": 2, "script": 3, "third-party": 1, "total": 5, "first-visit": 2,
        "repeat-visit": 1, "dom-nodes": 7,
    }  # fmt: skip
    assert set(weight.sizes) == set(SIZES), "every figure a budget may limit is measured"
    assert set(weight.counts) == set(COUNTS)


@pytest.mark.parametrize(
    ("path", "language", "prefix"),
    [
        ("/en", "en", "/en"),
        ("/en/reports", "en", "/en"),
        ("/reports", "es", ""),
        ("/entry", "en", ""),
        ("/", "es", ""),
    ],
)
def test_the_language_is_read_off_the_address(path: str, language: str, prefix: str) -> None:
    assert Page(path, language, "empty").prefix == prefix
