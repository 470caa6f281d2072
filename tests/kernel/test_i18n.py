"""The language is part of the address: Amina reads in Spanish, Bo in English, links keep it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask, url_for

from backend.config import ROOT
from backend.kernel.i18n import compile_catalogues, day, moment
from tests.page import Page, Person
from tests.people import a_fault

NIGHT = datetime(2026, 3, 25, 4, 5, tzinfo=UTC)  # still Tuesday the 24th in the city


def language_links(page: Page) -> list[str]:
    return [link.get("href", "") for link in page.all("a") if link.get("hreflang")]


def test_amina_reads_in_the_citys_own_language(amina: Person) -> None:
    page = amina.opens("/reports/new")
    assert page.root.get("lang") == "es"
    assert page.title.startswith("Reportar una falla")


def test_bo_reads_in_english_and_stays_there(bo: Person) -> None:
    page = bo.opens("/en/reports/new")
    assert page.root.get("lang") == "en"
    assert page.title.startswith("Report a fault")
    own = [link for link in page.links() if link.startswith("/")]
    assert [link for link in own if not link.startswith("/en/")] == language_links(page)
    assert page.form("/reports/new").action == "/en/reports/new"


def test_the_address_decides_and_not_the_phone(amina: Person) -> None:
    answer = amina.client.get("/", headers={"Accept-Language": "en-US,en;q=0.9"})
    assert '<html lang="es">' in answer.text
    assert "Accept-Language" not in answer.headers.get("Vary", "")


def test_an_error_too_is_in_the_readers_language(bo: Person) -> None:
    assert "There is nothing here" in bo.opens("/en/nothing", 404).text


def test_the_home_page_of_a_language_needs_no_slash(bo: Person) -> None:
    assert bo.opens("/en").root.get("lang") == "en"


@pytest.mark.parametrize(
    "path",
    [
        "/fr/reports",
        "/es/reports",
        "/EN/reports",
        "/english/reports",
        "/en-US/",
        "/xx",
        "/..%2fen/",
    ],
)
def test_a_language_the_city_does_not_speak_is_no_address(bo: Person, path: str) -> None:
    assert bo.opens(path, 404).root.get("lang") == "es"


@pytest.mark.parametrize("path", ["/en/en/reports", "/en//en/reports"])
def test_a_language_is_said_once(bo: Person, path: str) -> None:
    assert bo.client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/", "/en/"),
        ("/en/", "/"),
        ("/reports/new", "/en/reports/new"),
        ("/reports?borough=coyoacan", "/en/reports?borough=coyoacan"),
        ("/en/reports?near=19.350,-99.160", "/reports?near=19.350,-99.160"),
        ("/reports?after=%22%3E%3Cb%3E&x=%C3%B1", "/en/reports?after=%22%3E%3Cb%3E&x=%C3%B1"),
    ],
)
def test_the_other_language_is_one_tap_away_on_the_same_page(
    bo: Person, here: str, there: str
) -> None:
    assert language_links(bo.opens(here)) == [there]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/en//eve.example/", "/eve.example/"),
        ("/en///eve.example", "/eve.example"),
        ("/en/%5Ceve.example", "/%5Ceve.example"),
        ("/en/%2F%2Feve.example", "/eve.example"),
        ("/nada%3Fx=1%23y", "/en/nada%3Fx=1%23y"),
        ("/ñandú", "/en/%C3%B1and%C3%BA"),
    ],
)
def test_an_address_eve_made_up_leads_to_no_site_of_hers(
    amina: Person, here: str, there: str
) -> None:
    assert language_links(amina.opens(here, 404)) == [there]


def test_what_eve_puts_behind_the_address_of_a_report_does_not_come_back(amina: Person) -> None:
    """Beside the private link it would tell her, by the length of the packed page, of the key."""
    here = amina.posts("/reports/new", a_fault()).location
    page = amina.opens(f"{here}?/r/guess")
    assert language_links(page) == [f"/en{here}"]
    assert "guess" not in page.html


@pytest.mark.parametrize(
    ("path", "short", "long", "form"),
    [
        ("/", "mar 24 mar, 22:05", "martes 24 de marzo", "/reports/new"),
        ("/en/", "Tue 24 Mar, 22:05", "Tuesday, March 24", "/en/reports/new"),
    ],
)
def test_dates_are_the_citys_in_the_readers_words(
    app: Flask, path: str, short: str, long: str, form: str
) -> None:
    environ = {"SCRIPT_NAME": "/en", "ventanilla.language": "en"} if "en" in path else {}
    with app.test_request_context("/", environ_overrides=environ):
        assert moment(NIGHT) == short
        assert day(NIGHT) == long
        assert url_for("reports.new") == form


def test_a_catalogue_that_changed_is_read_anew_at_the_next_start(tmp_path: Path) -> None:
    po = tmp_path / "source" / "en" / "LC_MESSAGES" / "messages.po"
    po.parent.mkdir(parents=True)
    for word in ("Today", "This day"):
        po.write_text(f'msgid ""\nmsgstr ""\n\nmsgid "Hoy"\nmsgstr "{word}"\n', encoding="utf-8")
        built = compile_catalogues(tmp_path / "source", tmp_path / "built")
        mo = built / "en" / "LC_MESSAGES" / "messages.mo"
        assert word.encode() in mo.read_bytes()
        assert list(mo.parent.iterdir()) == [mo]


def test_a_catalogue_that_is_as_it_was_is_not_made_again(tmp_path: Path) -> None:
    built = [compile_catalogues(ROOT / "translations", tmp_path)]
    mos = sorted(tmp_path.rglob("*.mo"))
    before = [(mo, mo.stat().st_mtime_ns) for mo in mos]
    built.append(compile_catalogues(ROOT / "translations", tmp_path))
    assert mos
    assert built[0] == built[1]
    assert [(mo, mo.stat().st_mtime_ns) for mo in sorted(tmp_path.rglob("*.mo"))] == before
