"""Every page in every state, in both languages, light and dark, before a strict reviewer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser.review import (
    LANGUAGES,
    SCHEMES,
    Reviews,
    complaints_of_nu,
    look_at_all,
    worst,
)
from tests.browser.scenes_pocket import SCENES
from tests.browser.stage import Stage


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the HTML of each scene is kept for the checker."""
    return tmp_path_factory.mktemp("html")


@pytest.fixture(scope="module")
def reviews(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory, folder: Path
) -> Iterator[Reviews]:
    """Every scene was looked at once."""
    with Stage(tmp_path_factory.mktemp("stage")) as stage:
        yield look_at_all(playwright, stage, SCENES, folder)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_no_violation(reviews: Reviews, language: str, scheme: str) -> None:
    found = {where: its.violations[scheme] for where, its in reviews.items() if language in where}
    assert len(found) == len(SCENES)
    assert not worst(found), worst(found)


def test_whatever_can_be_tapped_is_as_large_as_a_thumb(reviews: Reviews) -> None:
    found = {where: its.too_small for where, its in reviews.items()}
    assert not worst(found), worst(found)


def test_no_page_scrolls_sideways(reviews: Reviews) -> None:
    found = {where: its.too_wide for where, its in reviews.items()}
    assert not worst(found), worst(found)


def test_no_page_complains_to_the_console(reviews: Reviews) -> None:
    found = {where: its.complaints for where, its in reviews.items()}
    assert not worst(found), worst(found)


def test_the_nu_checker_finds_no_error(reviews: Reviews, folder: Path) -> None:
    assert len(list(folder.iterdir())) == len(reviews)
    said = complaints_of_nu(folder)
    assert not said, "\n".join(said)
