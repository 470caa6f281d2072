"""Bo reads English and finds no Spanish: every sentence of every catalogue, on every page."""

import ast
import gettext
import html
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from backend.config import ROOT
from backend.kernel.city import catalogue_faults, load_city
from backend.kernel.city.texts import template_of as texts_of
from backend.kernel.i18n import compile_catalogues
from backend.kernel.words import template_of, update_catalogues
from tests.contracts.tour import Visit

SOURCE = "es"
"""The language of code and templates."""
PACKS = [ROOT / "backend" / "city" / "cdmx", ROOT / "tests" / "fixtures" / "city" / "otra"]
PAGES = sorted((ROOT / "translations").glob("*/LC_MESSAGES/messages.po"))
CITIES = sorted(po for pack in PACKS for po in pack.glob("translations/*/LC_MESSAGES/city.po"))
HOLE = re.compile(r"%\(\w+\)s|\{\w+\}")
TELLING = 3
"""Words in a row that no English sentence shares with a Spanish one by chance."""


def language_of(po: Path) -> str:
    return po.parent.parent.name


def catalogue(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, locale=language_of(po))


def named(po: Path) -> str:
    return po.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def sentences() -> Catalog:
    """Every sentence of the code and the templates."""
    return template_of(ROOT)


@pytest.mark.parametrize("po", PAGES, ids=named)
def test_every_sentence_of_the_pages_is_translated(po: Path, sentences: Catalog) -> None:
    assert catalogue_faults(sentences, catalogue(po)) == []


@pytest.mark.parametrize("po", CITIES, ids=named)
def test_every_text_of_a_city_is_translated(po: Path) -> None:
    city = load_city(po.parents[3])
    assert catalogue_faults(texts_of(city.texts.values()), catalogue(po)) == []


@pytest.mark.parametrize("po", [*PAGES, *CITIES], ids=named)
def test_a_number_is_said_in_as_many_ways_as_the_language_has(po: Path) -> None:
    words = catalogue(po)
    for message in words:
        if isinstance(message.id, tuple):
            assert len(message.string) == words.num_plurals, message.id
            assert all(form.strip() for form in message.string), message.id


@pytest.mark.parametrize("po", PAGES, ids=named)
def test_a_translator_finds_her_name_for_the_language(po: Path) -> None:
    words = catalogue(po)
    assert str(words.locale_identifier) == language_of(po)
    assert str(words.mime_headers).count("Plural-Forms") == 1


def test_the_catalogues_are_as_the_sources_are() -> None:
    assert update_catalogues(ROOT, ROOT / "translations", check=True) == [], "run make words"


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_a_city_speaks_only_languages_that_the_pages_speak(pack: Path, tmp_path: Path) -> None:
    built = compile_catalogues(ROOT / "translations", tmp_path)
    for language in load_city(pack).languages:
        is_spoken = language.code == SOURCE or gettext.find(
            "messages", str(built), [language.locale]
        )
        assert is_spoken, f"{language.code} of {pack.name} has no translations/<language>; add it."


QUOTED = re.compile(r'<li lang="\w+">.*?(?=<li|</ul>)', re.S)
"""A line that was told in another language, and says in which."""


def pieces(sentence: str) -> list[str]:
    """What of ``sentence`` is the same wherever it stands, if that is long enough to tell."""
    found = (" ".join(piece.split()).strip(" .,:;¿?¡!") for piece in HOLE.split(sentence))
    return [piece for piece in found if len(piece.split()) >= TELLING]


@cache
def spanish() -> dict[str, str]:
    """Pieces of Spanish that English pages must not hold, and whose they are."""
    foreign = {}
    cdmx_po = PACKS[0] / "translations" / "en" / "LC_MESSAGES" / "city.po"
    for po in (ROOT / "translations" / "en" / "LC_MESSAGES" / "messages.po", cdmx_po):
        for message in catalogue(po):
            singular_and_plural = message.id if isinstance(message.id, tuple) else (message.id,)
            for piece in (piece for form in singular_and_plural for piece in pieces(form)):
                if piece not in str(message.string):
                    foreign[piece] = f'{named(po)}: "{singular_and_plural[0]}"'
    return foreign


def found_in(visit: Visit) -> dict[str, str]:
    shown = " ".join(html.unescape(QUOTED.sub("", visit.html)).split())
    return {piece: whose for piece, whose in spanish().items() if piece in shown}


def test_no_spanish_is_left_on_an_english_page(tour: list[Visit]) -> None:
    english = [visit for visit in tour if visit.page.language != SOURCE]
    assert english
    left = {visit.page.name: found for visit in english if (found := found_in(visit))}
    assert left == {}


def test_every_page_in_spanish_has_some_for_the_search_to_find(tour: list[Visit]) -> None:
    for visit in tour:
        if visit.page.language == SOURCE:
            assert found_in(visit), visit.page.name


def test_no_sentence_in_the_code_is_out_of_the_translators_sight() -> None:
    """Spanish shows by its letters; the demo's reports are invented in it, as residents write, and
    the schema of services shows what an office writes."""
    marked = {"_", "gettext", "lazy_gettext", "ngettext"}
    for path in (ROOT / "backend").rglob("*.py"):
        if path.parent.name in {"demo", "services"}:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        seen = {
            id(part)
            for call in ast.walk(tree)
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in marked
            for part in ast.walk(call)
        }
        for part in ast.walk(tree):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                spanish_letters = re.search("[áéíóúñÁÉÍÓÚÑ¿¡]", part.value)
                assert not spanish_letters or id(part) in seen, f"{path}:{part.lineno}"
