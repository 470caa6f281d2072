"""What pages are dressed in: made at start, named by its content, kept for yesterday's pages."""

import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from flask import Flask

from backend.config import ROOT, Settings
from backend.kernel.assets import Assets, prepare
from backend.kernel.city import load_city
from tests.page import Person

CDMX = ROOT / "backend" / "city" / "cdmx"
Change = Callable[[str, str, str], Assets]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of what a build is made of."""
    for name in ("pwa", "translations", "backend"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


@pytest.fixture
def change(house: Path) -> Change:
    """Put one text in the place of another in a file of the house, and build again."""

    def changed(name: str, old: str, new: str) -> Assets:
        path = house / name
        text = path.read_text(encoding="utf-8")
        assert old in text or not old
        path.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
        return build(house)

    return changed


def build(house: Path) -> Assets:
    return prepare(house, house / "backend/city/cdmx", house / "built", load_city(CDMX))


def test_the_same_sources_give_the_same_build(house: Path) -> None:
    first, second = build(house), build(house)
    assert (first.build, first.scripts) == (second.build, second.scripts)


def test_what_an_earlier_start_wrote_is_not_written_again(house: Path) -> None:
    def files() -> dict[str, int]:
        return {path.name: path.stat().st_ino for path in (house / "var").rglob("*.js*")}

    city = load_city(CDMX)
    prepare(house, CDMX, house / "var", city)
    first = files()
    prepare(house, CDMX, house / "var", city)
    assert len(first) >= 3
    assert files() == first


@pytest.mark.parametrize(
    "name",
    [
        "pwa/templates/base.html",
        "pwa/static/css/20-base.css",
        "pwa/static/js/22-strip.js",
        "pwa/service_worker/20-fetch.js",
        "pwa/icons.toml",
        "translations/en/LC_MESSAGES/messages.po",
        "backend/reports/status.py",
        "backend/city/cdmx/reports.toml",
    ],
)
def test_any_change_that_a_phone_could_notice_is_a_new_build(
    house: Path, change: Change, name: str
) -> None:
    before = build(house).build
    assert change(name, "", "\n").build != before


def test_a_phone_with_yesterdays_page_still_finds_its_script(house: Path, change: Change) -> None:
    before = build(house)
    after = change("pwa/static/js/22-strip.js", "async function", "let odd;\nasync function")
    assert after.scripts["app"] != before.scripts["app"]
    for path in (*before.scripts.values(), *after.scripts.values()):
        plain = (house / "built" / path.removeprefix("/")).read_bytes()
        packed = (house / "built" / f"{path.removeprefix('/')}.br").read_bytes()
        assert brotli.decompress(packed) == plain
    assert not list((house / "built").rglob("*.part"))


def test_a_page_wears_only_what_it_names(app: Flask, amina: Person) -> None:
    home, form = amina.opens("/").html, amina.opens("/reports/new").html
    assert ".pick" in form and ".pick" not in home
    assert ".list" in home and ".list" not in form
    for page in (home, form):
        assert ".btn" in page


def test_the_brand_is_the_citys_in_light_and_dark(amina: Person) -> None:
    brand = tomllib.loads((CDMX / "city.toml").read_text(encoding="utf-8"))["brand"]
    page = amina.opens("/privacy").html
    for palette in brand.values():
        assert f"--brand:{palette['brand']};--brand-ink:{palette['brand_ink']}" in page
    assert "prefers-color-scheme:dark" in page.replace(" ", "")


def test_the_server_writes_nothing_beside_its_own_folder(app: Flask) -> None:
    settings: Settings = app.extensions["settings"]
    assert settings.var.is_dir()
    assert not list(ROOT.glob("pwa/**/*.br"))
    assert not list(ROOT.glob("translations/**/*.mo"))
