"""Dora has pages weighed in a real browser: the first time, the next time, and without signal."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.budgets.browser import tab as tab_of_chromium
from backend.budgets.browser.devtools import program
from backend.budgets.browser.profile import Profile
from backend.budgets.browser.tab import Tab
from backend.budgets.browser.visit import first_look, visit
from backend.budgets.cli import main
from backend.budgets.page import Page
from tests.browser.city import City

FULL_SPEED = Profile(slowness=1, latency=0, rate=0, language="es")
CORPUS = "tests.budgets.corpus.site:app"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The server, with nothing reported yet, for all of this file."""
    with City(tmp_path_factory.mktemp("city") / "var") as running:
        yield running


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    """A tab that forgets everything before each visit."""
    tab = Tab(program())
    with tab.chromium:
        tab.begin()
        yield tab


def test_home_is_weighed_with_its_worker_and_opens_without_signal(tab: Tab, city: City) -> None:
    found = visit(tab, Page("/", "es", "empty"), city.url, FULL_SPEED)
    weight = found.weight
    assert weight.doubts == ()
    once = {item.url.removeprefix(city.url): item for item in weight.first_visit or ()}
    assert once["/sw.js"].size > 2_000, "with its body"
    assert {"/offline", "/outbox", "/reports/new"} <= once.keys()
    assert weight.sizes["first-visit"] > weight.sizes["total"] > weight.sizes["repeat-visit"]
    assert weight.counts["dom-nodes"] > 30
    assert (
        weight.timings["largest-contentful-paint"] >= weight.timings["first-contentful-paint"] > 0
    )
    assert found.opens_offline is True


def test_a_form_is_sent_as_a_resident_would_send_it(tab: Tab, city: City) -> None:
    page = Page("/reports/new", "es", "with errors", "POST", {"description": "ñ <b>"}, status=422)
    found = visit(tab, page, city.url, FULL_SPEED)
    assert found.weight.doubts == ()
    assert found.weight.items[0].url == f"{city.url}/reports/new"
    assert found.opens_offline is None


def test_what_is_not_the_page_is_not_weighed(tab: Tab, city: City) -> None:
    found = visit(tab, Page("/nothing-here", "es", "x"), city.url, FULL_SPEED)
    assert found.weight.items == ()
    assert found.weight.doubts == ("answers 404 in Chromium, where 200 was expected",)


def test_a_slow_phone_takes_longer(tab: Tab, city: City) -> None:
    def paint(profile: Profile) -> float:
        timings = first_look(tab, Page("/", "es", "x"), city.url, profile).timings
        return timings["first-contentful-paint"]

    # The page alone is 3 KB: a round trip of 400 ms and 60 ms at 400 kbit/s.
    assert paint(Profile(language="es")) > 400
    # A busy machine takes its time too, but not always.
    assert any(paint(FULL_SPEED) < 400 for _ in range(10))


def test_dora_has_an_application_opened_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    law = [
        {
            "path": "/",
            "resourceSizes": [{"resourceType": "total", "budget": 1}],
            "resourceCounts": [{"resourceType": "dom-nodes", "budget": 2}],
            "timings": [{"metric": "first-contentful-paint", "budget": 0}],
        }
    ]
    (tmp_path / "budgets.json").write_text(json.dumps(law))
    monkeypatch.chdir(tmp_path)
    out, progress = io.StringIO(), io.StringIO()
    status = main(
        ["check", "/fetched/", "--app", CORPUS, "--browser", "--full-speed", "--json", "f.json"],
        out,
        progress,
    )
    said = out.getvalue()
    assert status == 1
    for part in (
        "/fetched/ (en, anyone): total 20,",
        "/fetched/ (en, anyone): dom-nodes ",
        "/fetched/ (en, anyone): first-contentful-paint ",
        "    to get back under: lighten or drop /fetched/heavy.json (20,",
        "B more than is found without it; missed: /fetched/heavy.json 20,",
        "(by script, in /fetched/)",
    ):
        assert part in said
    (page,) = json.loads((tmp_path / "f.json").read_text())["pages"]
    assert page["timings"]["first-contentful-paint"] > 0


@pytest.mark.proof
def test_a_page_that_does_not_behave_is_said_to_and_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tab_of_chromium, "SCRIPT_SECONDS", 3.0)
    monkeypatch.setattr(tab_of_chromium, "MOST_SECONDS", 6.0)
    monkeypatch.chdir(tmp_path)
    law = [{"path": "/", "resourceSizes": [{"resourceType": "total", "budget": 900}]}]
    (tmp_path / "budgets.json").write_text(json.dumps(law))
    out = io.StringIO()
    pages = ("/asks", "/hangs", "/reloads", "/file", "/calm")
    words = ("--app", "tests.budgets.unruly:app", "--browser", "--full-speed", "--json", "f.json")
    assert main(["check", *pages, *words], out, io.StringIO()) == 2
    found = {page["path"]: page for page in json.loads((tmp_path / "f.json").read_text())["pages"]}
    assert [path for path, page in found.items() if not page["open"]] == ["/asks", "/calm"]
    assert found["/hangs"]["open"] == [
        "/hangs (en, anyone): Chromium does not answer Runtime.evaluate"
    ]
    assert "never comes to rest" in found["/reloads"]["open"][-1]
    assert "does not open in Chromium: net::ERR_ABORTED" in found["/file"]["open"][0]
