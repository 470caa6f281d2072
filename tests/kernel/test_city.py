"""A city is data: its pack says everything, and another pack is another city."""

import shutil
import tomllib
from datetime import time
from pathlib import Path

import pytest

from backend.kernel.city import City, Quiet, load_city
from backend.kernel.city.extract import main, texts
from backend.kernel.geo import Point

ROOT = Path(__file__).resolve().parents[2]
CDMX = ROOT / "backend" / "city" / "cdmx"
OTRA = ROOT / "tests" / "fixtures" / "city" / "otra"
ICONS = tomllib.loads((ROOT / "pwa" / "icons.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def cdmx() -> City:
    return load_city(CDMX, icons=ICONS)


@pytest.fixture(scope="module")
def otra() -> City:
    return load_city(OTRA, icons=ICONS)


def test_amina_finds_the_faults_of_her_street_and_a_way_out(cdmx: City) -> None:
    assert len(cdmx.categories) >= 24
    assert len(cdmx.first_categories) == 12
    assert cdmx.first_categories[-1].name.source == "Otra cosa"
    assert cdmx.first_categories + cdmx.more_categories == cdmx.categories


def test_amina_is_asked_little(cdmx: City) -> None:
    for category in cdmx.categories:
        assert len(category.questions) <= 2
        assert all(len(question.options) <= 3 for question in category.questions)
        assert len(category.name.source) <= 36


def test_bo_reads_the_city_in_english(cdmx: City) -> None:
    light = cdmx.category("streetlight")
    assert light is not None
    assert light.name.in_("es") == "Luminaria apagada"
    assert light.name.in_("en") == cdmx.say(light.name, "en") == "Street light out"
    assert cdmx.text("reports.categories.streetlight.name", "en") == "Street light out"


def test_a_language_the_city_does_not_speak_gets_its_own(cdmx: City) -> None:
    assert cdmx.say(cdmx.name, "de") == "Ciudad de México"


def test_amina_can_call(cdmx: City) -> None:
    assert cdmx.emergency.href == "tel:911"
    assert cdmx.help.number == "*0311"
    assert [phone.href for phone in cdmx.phones] == ["tel:911", "tel:*0311", "tel:5556581111"]


def test_another_city_needs_no_python(otra: City) -> None:
    assert [language.code for language in otra.languages] == ["en", "es"]
    assert otra.name.in_("es") == "Puerto Otro"
    assert otra.help.href == "tel:+351210000000"
    lamp, other = otra.categories
    assert lamp.department.short.in_("es") == "Taller"
    assert [question.kind for question in lamp.questions] == ["choice", "text"]
    colour = lamp.question("colour")
    assert colour is not None
    assert colour.required
    assert [option.label.in_("es") for option in colour.options] == ["Roja", "Verde"]
    assert (lamp.target_days, lamp.reopen_days) == (2, 8)
    assert (other.target_days, other.questions, other.hint) == (4, (), None)


def test_what_a_city_does_not_have_is_none(otra: City) -> None:
    assert otra.category("streetlight") is None
    assert otra.borough("coyoacan") is None
    assert otra.department("water") is None
    assert otra.language("fr") is None
    assert otra.borough_at(Point(19.43, -99.13)) is None


def test_ids_in_a_pack_find_what_they_name(otra: City) -> None:
    assert otra.borough("new") is otra.boroughs[1]
    assert otra.department("yard") is otra.departments[0]
    assert otra.language("es") is otra.languages[1]
    colour = otra.categories[0].questions[0]
    assert colour.option("green") is colour.options[1]


@pytest.mark.parametrize("pack", [CDMX, OTRA], ids=lambda pack: pack.name)
def test_translators_get_exactly_the_texts_residents_read(pack: Path) -> None:
    found = {}
    for path in pack.rglob("*.toml"):
        with path.open("rb") as file:
            for line, function, (key, source), comments in texts(file, [], [], {}):
                found[key] = source
                assert (function, comments) == ("pgettext", [])
                assert source in path.read_text(encoding="utf-8").splitlines()[line - 1]
    assert found == {key: text.source for key, text in load_city(pack).texts.items()}


def test_translators_are_not_given_other_toml_files() -> None:
    with (ROOT / "pwa" / "icons.toml").open("rb") as file:
        assert list(texts(file, [], [], {})) == []


@pytest.mark.parametrize("pack", [CDMX, OTRA], ids=lambda pack: pack.name)
def test_the_catalogues_are_up_to_date_and_as_the_tool_writes_them(pack: Path) -> None:
    assert main([str(pack), "--check"]) == 0


def test_dora_adds_a_category_and_bo_finds_it_to_translate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(OTRA, pack)
    reports = pack / "reports.toml"
    reports.write_text(reports.read_text("utf-8").replace("Harbour lamp", "Beacon"), "utf-8")
    assert main([str(pack), "--check"]) == 1
    assert main([str(pack)]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("updated: ")
    words = (pack / "translations/es/LC_MESSAGES/city.po").read_text("utf-8")
    assert 'msgctxt "reports.categories.lamp.name"\nmsgid "Beacon"\nmsgstr ""\n' in words
    assert "Harbour lamp" not in words
    assert 'msgstr "Otra cosa"' in words
    assert main([str(pack), "--check"]) == 0


def test_icons_are_small_and_only_drawn_by_stroke() -> None:
    for name, drawing in ICONS.items():
        assert len(drawing) <= 90, name
        assert "fill" not in drawing, name
        assert "style" not in drawing, name


def test_phones_are_quiet_at_night_unless_the_city_says_otherwise(tmp_path: Path) -> None:
    assert load_city(CDMX).quiet == Quiet(time(21), time(8))
    assert load_city(OTRA).quiet == Quiet()
    pack = tmp_path / "pack"
    shutil.copytree(OTRA, pack)
    siesta = '[quiet]\nfrom = "14:00"\nto = "16:30"\n\n'
    text = (pack / "city.toml").read_text(encoding="utf-8")
    whole = text.replace("[brand.light]", f"{siesta}[brand.light]")
    (pack / "city.toml").write_text(whole, encoding="utf-8")
    assert load_city(pack).quiet == Quiet(time(14), time(16, 30))
