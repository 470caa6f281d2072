"""What was found is told alike to people, to servers of tests, to forges and to programs."""

import json
from dataclasses import replace
from xml.etree import ElementTree as Xml

import pytest

from backend.budgets.budget import Budget
from backend.budgets.page import Page
from backend.budgets.says.as_json import as_json
from backend.budgets.says.github import annotations
from backend.budgets.says.junit import as_junit
from backend.budgets.says.kinds import table as by_kind
from backend.budgets.says.markdown import as_markdown
from backend.budgets.says.squares import Box, squarified
from backend.budgets.says.table import table
from backend.budgets.says.treemap import as_svg
from backend.budgets.weighed import Weighed, exit_code
from backend.budgets.weight import Item, Weight

ODD = "/a|b<c>&*_%0A[x](y)"
LAW = Budget("/*", {"total": 900, "document": 900}, {"total": 2}, line=7)


def weighed(path: str = "/", size: int = 500, doubts: tuple[str, ...] = ()) -> Weighed:
    items = (
        Item("https://localhost/", "document", size),
        Item("https://localhost/a.js", "script", 90, by="script", parent="https://localhost/"),
    )
    return Weighed.of(Page(path, "es", "empty"), LAW, Weight(items, doubts), "budgets.json")


LIGHT, HEAVY = weighed(), weighed(ODD, 2_000)
OPEN = weighed("/open", doubts=("pulls in x",))
LOST = Weighed.of(Page("/lost", "es", "x"), LAW, Weight(doubts=("answers 404",)), "b")


@pytest.mark.parametrize(
    ("pages", "questions", "ends"),
    [
        ([LIGHT], [], 0),
        ([LIGHT, HEAVY, OPEN], [], 1),
        ([LIGHT, OPEN], [], 2),
        ([LOST], [], 2),
        ([LIGHT], ["what of the worker?"], 2),
        ([], [], 2),
    ],
)
def test_it_ends_with_what_was_found(pages: list[Weighed], questions: list[str], ends: int) -> None:
    assert exit_code(pages, questions) == ends
    assert json.loads(as_json(pages, questions))["exit"] == ends


def test_the_table_shows_the_figure_with_the_least_room() -> None:
    heading, light, heavy, lost = table([LIGHT, HEAVY, LOST])
    assert heading.split() == ["page", "persona", "figure", "weighs", "budget", "headroom",
                               "weighs", "most"]  # fmt: skip
    assert light.split() == ["/", "es,", "empty", "total", "590", "B", "900", "B", "310", "B",
                             "/", "500", "B"]  # fmt: skip
    assert heavy.split()[3:10] == ["total", "2,090", "B", "900", "B", "-1,190", "B!"]
    assert lost.endswith("cannot be weighed")


def test_a_page_without_a_budget_shows_what_it_weighs() -> None:
    none = Weighed.of(LIGHT.page, None, LIGHT.weight, "budgets.json")
    assert list(table([none]))[1].split()[3:7] == ["total", "590", "B", "none"]
    assert none.open == ("/ (es, empty): no path in budgets.json matches it; add a budget",)


def test_the_wide_table_marks_what_is_over_and_what_is_not_known() -> None:
    heading, heavy, lost = by_kind([HEAVY, LOST])
    assert heading.split()[-3:] == ["requests", "first-visit", "repeat-visit"]
    assert heavy.split()[-12:] == ["2,000!", "90", "0", "0", "0", "0", "0", "0", "2,090!", "2",
                                   "-", "-"]  # fmt: skip
    assert lost.split()[-12:] == ["?"] * 12
    assert len(heading) == len(heavy) == len(lost)


def test_json_holds_every_figure_and_is_the_same_each_time() -> None:
    text = as_json([HEAVY, LOST], ["why?"])
    assert text == as_json([HEAVY, LOST], ["why?"])
    whole = json.loads(text)
    heavy, lost = whole["pages"]
    assert heavy["page"] == f"{ODD} (es, empty)"
    assert heavy["sizes"]["script"] == 90
    assert heavy["counts"]["total"] == 2
    assert heavy["over"][0] == {"figure": "total", "unit": "B", "measured": 2090, "budget": 900}
    assert heavy["items"][1]["in"] == "https://localhost/"
    assert lost["sizes"] == {}
    assert lost["open"] == ["/lost (es, x): answers 404"]
    assert whole["open"] == ["why?"]


def test_a_server_of_tests_sees_failures_and_errors() -> None:
    suite = Xml.fromstring(as_junit([LIGHT, HEAVY, OPEN], ["what of\x00it?"]))
    assert {name: suite.get(name) for name in ("tests", "failures", "errors")} == {
        "tests": "4", "failures": "1", "errors": "2",
    }  # fmt: skip
    light, heavy, opened, question = suite
    assert len(light) == 0
    assert heavy.get("name") == f"{ODD} (es, empty)"
    assert heavy[0].get("message") == "total 2,090 B, budget 900 B: 1,190 B over"
    assert "to get back under: " in (heavy[0].text or "")
    assert opened[0].tag == question[0].tag == "error"
    assert question[0].text == "what ofit?"


def test_a_forge_is_told_at_the_line_of_the_budget() -> None:
    first, *_, last = annotations([HEAVY, OPEN], [], "law,1.json")
    title = "/a|b<c>&*_%250A[x](y) (es%2C empty)"
    assert first.startswith(f"::error file=law%2C1.json,line=7,title={title}::total 2,090 B, ")
    assert "%0Ato get back under: " in first
    assert last == "::warning file=law%2C1.json,line=1,title=page budgets::" + OPEN.open[0]
    many = [weighed(f"/{n}", 2_000) for n in range(30)]
    assert len(list(annotations(many, [], "b"))) == 10, "more a forge does not show"


def test_markdown_stays_text_whatever_an_address_holds() -> None:
    text = as_markdown([LIGHT, HEAVY], ["<b>?"])
    assert text.startswith("### Page budgets\n\n2 pages weighed, 1 question open: 2 figures over")
    assert r"- **/a\|b\<c\>&\*\_%0A\[x\](y) (es, empty)**: total 2,090 B" in text
    assert r"- \<b\>?" in text
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(rows) == 4
    assert len({row.replace(r"\|", "").count("|") for row in rows}) == 1
    assert "\n\n3 more are in the JSON." in as_markdown([LIGHT] * 403, [])
    long = as_markdown([HEAVY] * 900, ["why?"] * 900)
    assert len(long) < 65_536, "what GitHub takes in a comment"
    assert long.count(" more are in the JSON.") == 2


def test_the_map_of_bytes_gives_each_thing_its_share() -> None:
    svg = Xml.fromstring(as_svg([LIGHT, HEAVY]))
    space = "{http://www.w3.org/2000/svg}"
    titles = [title.text for title in svg.iter(f"{space}title")]
    assert titles[1:] == [
        f"{ODD} (es, empty): 2,090 B", "/: 2,000 B (document)", "/a.js: 90 B (script)",
        "/ (es, empty): 590 B", "/: 500 B (document)", "/a.js: 90 B (script)",
    ]  # fmt: skip
    pages = [group.find(f"{space}rect") for group in svg.findall(f"{space}g")]
    areas = [float(r.get("width", 0)) * float(r.get("height", 0)) for r in pages if r is not None]
    assert areas[0] / areas[1] == pytest.approx(2090 / 590, rel=0.01)


@pytest.mark.parametrize(
    "sizes", [[], [1], [6, 6, 4, 3, 2, 2, 1], [1000, 1, 1], list(range(90, 0, -1))]
)
def test_rectangles_fill_their_box_by_size(sizes: list[float]) -> None:
    boxes = list(squarified(sizes, Box(0, 0, 300, 200)))
    assert len(boxes) == len(sizes)
    for size, box in zip(sizes, boxes, strict=True):
        assert box.width * box.height == pytest.approx(60_000 * size / sum(sizes))
        assert box.x >= -1e-6
        assert box.x + box.width <= 300 + 1e-6
        assert box.y + box.height <= 200 + 1e-6


def test_notes_change_no_verdict() -> None:
    noted = replace(LIGHT, notes=("/ (es, empty): opens without signal",))
    assert exit_code([noted], []) == 0
    assert json.loads(as_json([noted], []))["pages"][0]["notes"] == list(noted.notes)
