"""Another city needs no Python: a pack of its own serves, and no code knows a place by name."""

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from backend.config import ROOT
from backend.kernel.city import City, load_city
from backend.reports import folio as folios
from tests.page import Person
from tests.people import a_receipt

OTRA = ROOT / "tests" / "fixtures" / "city" / "otra"
CDMX = ROOT / "backend" / "city" / "cdmx"
PAGES = ("/", "/reports", "/reports/new", "/reports/new/2", "/outbox", "/offline", "/privacy")


@pytest.fixture
def elsewhere(make_site: Callable[..., Flask]) -> Flask:
    """Port Elsewhere: English first, two boroughs, two categories, a product of another name."""
    return make_site(city=OTRA)


@pytest.fixture
def cdmx() -> City:
    return load_city(CDMX)


def names_of(city: City) -> list[str]:
    """What only this city would say: its places, departments and numbers, in every language."""
    texts = [city.name, *(each.name for each in (*city.phones, *city.departments))]
    said = [borough.name for borough in city.boroughs] + [phone.number for phone in city.phones]
    said += [text.in_(language.code) for text in texts for language in city.languages]
    common = {text.in_(code) for text in load_city(OTRA).texts.values() for code in ("en", "es")}
    return [name for name in dict.fromkeys(said) if len(name) > 3 and name not in common]


def test_bo_of_port_elsewhere_reports_a_harbour_lamp(elsewhere: Flask) -> None:
    bo = Person(elsewhere.test_client())
    home = bo.opens("/")
    assert home.root.get("lang") == "en"
    assert home.title == "What do you need today? · Counter"
    assert {"tel:112", "tel:+351210000000"} <= set(home.links())
    form = bo.opens("/reports/new").form("/reports/new")
    assert form.choices["category"] == ["lamp"]
    assert form.choices["place-borough"] == ["", "old", "new"]
    form.fields |= {"category": "lamp", "lamp-colour": "green", "place-street": "The quay"}
    form.fields |= {"place-borough": "new", "receipt": a_receipt()}
    page = bo.sends(form)
    assert page.title.startswith("Harbour lamp, ")
    assert folios.spaced(folios.folio_of(form.fields["receipt"])) in page.text
    assert "The town yard" in page.text
    assert "Green" in page.text


def test_ana_of_port_elsewhere_reads_it_in_spanish(elsewhere: Flask) -> None:
    ana = Person(elsewhere.test_client())
    page = ana.opens("/es/reports/new")
    assert page.root.get("lang") == "es"
    assert "Farola del puerto" in page.text
    assert "¿Qué está fallando?" in page.text


def test_a_required_question_of_the_pack_is_required(elsewhere: Flask) -> None:
    bo = Person(elsewhere.test_client())
    form = bo.opens("/reports/new").form("/reports/new")
    form.fields |= {"category": "lamp", "place-street": "The quay", "place-borough": "old"}
    assert "Choose one of the options" in bo.sends(form, 422).text


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_nothing_of_mexico_city_shows_there(elsewhere: Flask, cdmx: City, prefix: str) -> None:
    someone = Person(elsewhere.test_client())
    pages = [someone.opens(prefix + path) for path in PAGES]
    pages += [someone.opens(f"{prefix}/nothing", 404)]
    pages += [someone.sends(pages[2].form("/reports/new"), 422)]
    told = [page.html for page in pages]
    told += [someone.client.get(path).text for path in ("/manifest.webmanifest", "/sw.js")]
    for text in told:
        assert [name for name in names_of(cdmx) if name in text] == []
        assert cdmx.light.brand not in text
        assert not re.search("mexic|méxic", text, re.I)
    assert all(page.title.endswith(" · Counter") for page in pages)


def test_the_demo_fills_any_city(elsewhere: Flask) -> None:
    runner = elsewhere.test_cli_runner()
    made, *told = runner.invoke(args=["demo"]).output.splitlines()
    assert made == "Invented 36 reports."
    assert [line.partition(":")[0] for line in told] == [
        "Amina Reyes",
        "Dora Luna (clerk, desk, admin)",
        "Beto Cruz (crew)",
    ]
    again = runner.invoke(args=["demo"]).output.splitlines()
    assert [line.partition(":")[0] for line in again] == [line.partition(":")[0] for line in told]
    bo = Person(elsewhere.test_client())
    assert "Harbour lamp" in bo.opens("/reports?borough=old").text
    assert "Something else" in bo.opens("/reports?borough=new").text


def strings(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def test_no_code_and_no_template_knows_a_place_or_a_fault_by_name(cdmx: City) -> None:
    names = [*names_of(cdmx), *(category.name.source for category in cdmx.categories)]
    sources = [*(ROOT / "backend").rglob("*.py"), *(ROOT / "pwa").rglob("*.*")]
    for path in sources:
        if path.suffix in {".py", ".html", ".js", ".css"}:
            text = path.read_text(encoding="utf-8")
            assert [name for name in names if re.search(rf"\b{re.escape(name)}\b", text)] == [], (
                path
            )


def test_no_code_knows_an_id_of_the_pack(cdmx: City) -> None:
    """Budgets have a kind called "other" of their own, and cities are none of theirs."""
    ids = {each.id for each in (*cdmx.categories, *cdmx.boroughs, *cdmx.departments)}
    for path in (ROOT / "backend").rglob("*.py"):
        if "budgets" not in path.parts:
            known = [(line, text) for line, text in strings(path) if text in ids]
            assert known == [], path


def test_a_pack_is_data_alone() -> None:
    for pack in (CDMX, OTRA):
        kinds = {path.suffix for path in pack.rglob("*") if path.is_file()}
        assert kinds <= {".toml", ".po", ".csv", ".txt", ".md"}
        tomllib.loads((pack / "city.toml").read_text(encoding="utf-8"))
