"""Scenes before a strict reviewer: in both languages, light and dark."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error

from tests.browser.reviewer import COLOURS, RULES, nu_checks, too_small, too_wide, violations
from tests.browser.scenes import Scene, Visit, visit
from tests.browser.stage import Stage

LANGUAGES = {"es": "", "en": "/en"}
# The same is asked of a page in each language: the others are with the proofs.
ASKED = ["es", pytest.param("en", marks=pytest.mark.proof)]
# Of a page only the colours change with the scheme.
SCHEMES: dict[Literal["light", "dark"], list[str]] = {"light": RULES, "dark": COLOURS}
PLAIN = Scene("whatever is drawn by the server", lambda its: None)
DRAWN = "'<!doctype html>' + document.documentElement.outerHTML"

# What browsers and checkers remark, and why it stands here.
OF_THE_TEST = "Service Worker registration blocked by Playwright"
AN_ANSWER = "Failed to load resource"  # 404, 422 or no network, as the scene wanted it
# A page that a script reads and does not show: its style is refused. That the style of what is
# shown is in force, the sizes tell.
READ_ONLY = "Applying inline style violates"
FOCUSED = "Autofocus processing was blocked"  # the script put the focus there before
LANGUAGE_OF_RESIDENTS = "This document appears to be written in Spanish"  # her words, not ours


@dataclass
class Review:
    """What was found on one scene, in one language."""

    violations: dict[str, list[str]] = field(default_factory=dict)
    too_small: list[str] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def hears(self, said: str) -> None:
        if not any(known in said for known in (OF_THE_TEST, AN_ANSWER, READ_ONLY, FOCUSED)):
            self.complaints.append(said)


Reviews = dict[tuple[str, str], Review]
"""By language and name of the scene."""


def look_at(its: Visit, language: str, one: Scene, folder: Path) -> Review:
    page, review = its.page, Review()

    def hears_error(error: Error) -> None:
        review.complaints.append(str(error))

    def hears(said: ConsoleMessage) -> None:
        review.hears(said.text)

    page.on("pageerror", hears_error)
    page.on("console", hears)
    page.emulate_media(color_scheme="light")
    answer = one.show(its)
    html = answer.text() if answer else page.evaluate(DRAWN)
    (folder / f"{language} {one.name}.html").write_text(html)
    for scheme, rules in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)
        review.violations[scheme] = violations(page, rules)
    review.too_small = too_small(page)
    review.too_wide = too_wide(page)
    page.remove_listener("pageerror", hears_error)
    page.remove_listener("console", hears)
    return review


def look_at_all(
    browser: Browser,
    stage: Stage,
    scenes: Iterable[Scene],
    folder: Path,
    languages: set[str],
) -> Reviews:
    """Every scene, looked at once in each of ``languages``; its HTML is kept in ``folder`` for the
    checker. A browser that has read the reviewer's tools once is four times as quick: those scenes
    that leave nothing on a phone but what can be wiped off are looked at on one."""
    found = list(scenes)
    reviews: Reviews = {}
    for language in sorted(languages):
        common = visit(browser, stage, LANGUAGES[language], PLAIN)
        for each in found:
            new = visit(browser, stage, LANGUAGES[language], each) if each.needs_a_phone else None
            reviews[language, each.name] = look_at(new or common, language, each, folder)
            if new:
                new.page.context.close()
            else:
                wipe(common)
        common.page.context.close()
    return reviews


def wipe(its: Visit) -> None:
    """Take all off the phone that a scene left on it."""
    page, context = its.page, its.page.context
    page.evaluate("sessionStorage.clear()")
    devtools = context.new_cdp_session(page)
    for city in (its.stage.empty, its.stage.full):
        of_city = {"origin": city.url, "storageTypes": "all"}
        devtools.send("Storage.clearDataForOrigin", of_city)
    devtools.detach()
    page.goto("about:blank")  # before there is signal again, or what waited would be sent
    context.set_offline(False)
    context.unroute_all()
    context.clear_cookies()


def languages_of(request: pytest.FixtureRequest) -> set[str]:
    """The languages in which this run looks at the pages of a class."""
    return {
        item.callspec.params["language"]
        for item in request.session.items
        if isinstance(item, pytest.Function)
        and item.cls is request.cls
        and "language" in getattr(getattr(item, "callspec", None), "params", {})
    }


def worst(found: dict[Any, list[str]]) -> str:
    """What was found where, "" if nothing."""
    return "\n\n".join(f"{where}:\n" + "\n".join(what) for where, what in found.items() if what)


def complaints_of_nu(folder: Path) -> list[str]:
    """What the Nu checker says against the pages kept in ``folder``."""
    return [
        f"{told['url'].rpartition('/')[2]}: {told['message']} {told.get('extract', '')}"
        for told in nu_checks(folder)
        if LANGUAGE_OF_RESIDENTS not in told["message"]
    ]


def of(language: str, reviews: Reviews) -> Reviews:
    """Those in one language."""
    return {where: its for where, its in reviews.items() if where[0] == language}


@pytest.mark.parametrize("language", ASKED)
class StrictReview:
    """What holds for every page. A file with pages of its own derives from it and says which, so
    that several files are reviewed at once; ``least`` scenes there must be."""

    least = 1

    @staticmethod
    def scenes(stage: Stage) -> Iterable[Scene]:
        """The pages to review."""
        raise NotImplementedError

    @pytest.fixture(scope="class")
    @classmethod
    def folder(cls, tmp_path_factory: pytest.TempPathFactory) -> Path:
        """Where the HTML of each scene is kept for the checker."""
        return tmp_path_factory.mktemp("html")

    @pytest.fixture(scope="class")
    @classmethod
    def reviews(
        cls,
        request: pytest.FixtureRequest,
        browser: Browser,
        tmp_path_factory: pytest.TempPathFactory,
        folder: Path,
    ) -> Iterator[Reviews]:
        """Every scene was looked at once."""
        with Stage(tmp_path_factory.mktemp("stage")) as stage:
            yield look_at_all(browser, stage, cls.scenes(stage), folder, languages_of(request))

    @pytest.mark.parametrize("scheme", SCHEMES)
    def test_axe_finds_no_violation(self, reviews: Reviews, language: str, scheme: str) -> None:
        found = {where: its.violations[scheme] for where, its in of(language, reviews).items()}
        assert len(found) >= self.least
        assert not worst(found), worst(found)

    def test_whatever_can_be_tapped_is_as_large_as_a_thumb(
        self, reviews: Reviews, language: str
    ) -> None:
        found = {where: its.too_small for where, its in of(language, reviews).items()}
        assert not worst(found), worst(found)

    def test_no_page_scrolls_sideways(self, reviews: Reviews, language: str) -> None:
        found = {where: its.too_wide for where, its in of(language, reviews).items()}
        assert not worst(found), worst(found)

    def test_no_page_complains_to_the_console(self, reviews: Reviews, language: str) -> None:
        found = {where: its.complaints for where, its in of(language, reviews).items()}
        assert not worst(found), worst(found)

    def test_the_nu_checker_finds_no_error(
        self, reviews: Reviews, folder: Path, language: str
    ) -> None:
        assert len(list(folder.glob(f"{language} *"))) == len(of(language, reviews))
        said = [each for each in complaints_of_nu(folder) if each.startswith(language)]
        assert not said, "\n".join(said)
