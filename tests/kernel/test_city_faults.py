"""Dora writes a pack for her city. What is wrong with it she is told at start, all at once."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from backend.kernel.city import CityError, load_city

OTRA = Path(__file__).resolve().parents[1] / "fixtures" / "city" / "otra"
PO = "translations/es/LC_MESSAGES/city.po"

Spoil = Callable[..., list[str]]


@pytest.fixture
def spoil(tmp_path: Path) -> Spoil:
    """Put one text in the place of another in a copy of the pack; what is then said of it."""

    def spoiled(*changes: tuple[str, str, str]) -> list[str]:
        pack = tmp_path / "pack"
        shutil.copytree(OTRA, pack)
        for name, old, new in changes:
            text = (pack / name).read_text(encoding="utf-8")
            assert old in text
            (pack / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(CityError) as error:
            load_city(pack, icons={"bulb", "more"})
        return str(error.value).splitlines()

    return spoiled


SLIPS = [
    (
        "city.toml",
        "elsewhere.example",
        "The Town",
        'city.toml: jurisdiction is "The Town"; write something like "city.example".',
    ),
    ("city.toml", 'product = "Counter"', "", "city.toml: product is missing; write some text."),
    ("city.toml", '"Counter"', "7", "city.toml: product is 7; write some text."),
    ("city.toml", '"Counter"', '""', "city.toml: product is empty; write some text."),
    (
        "city.toml",
        "product =",
        'colour = "red"\nproduct =',
        "city.toml: colour is not known here; correct its spelling or remove it.",
    ),
    (
        "city.toml",
        "#00574b",
        "green",
        'city.toml: brand.light.brand is "green"; write something like a colour, "#a3114f".',
    ),
    (
        "city.toml",
        "#00574b",
        "#c0c0c0",
        "city.toml: brand.light.brand_ink has a contrast of 1.8 on brand; take one of 4.5 or more.",
    ),
    (
        "city.toml",
        "[brand.light]",
        '[quiet]\nfrom = "9 pm"\nto = "08:00"\n\n[brand.light]',
        'city.toml: quiet.from is "9 pm"; write something like "21:00".',
    ),
    (
        "city.toml",
        "[brand.light]",
        '[quiet]\nfrom = "21:00"\n\n[brand.light]',
        'city.toml: quiet.to is missing; write "21:00".',
    ),
    (
        "city.toml",
        "en_GB",
        "xx_YY",
        'city.toml: languages.en.locale is "xx_YY"; write one that CLDR knows, such as "es_MX".',
    ),
    (
        "city.toml",
        "Europe/Lisbon",
        "../Lisbon",
        'city.toml: timezone is "../Lisbon"; write one such as "America/Mexico_City".',
    ),
    (
        "city.toml",
        "[38.60, -9.30, 38.80, -9.00]",
        "[38.80, -9.30, 38.60, -9.00]",
        "city.toml: bounds has no inside; write [south, west, north, east].",
    ),
    (
        "city.toml",
        "[38.60, -9.30, 38.80, -9.00]",
        "[38.60, nan, 38.80, -9.00]",
        "city.toml: bounds has [38.6, nan, 38.8, -9.0]; write 4 numbers in degrees.",
    ),
    (
        "city.toml",
        "[[38.70, -9.20]]",
        "[[-9.20, 38.70]]",
        "city.toml: boroughs.old.anchors has [-9.2, 38.7], outside the bounds; write [lat, lon].",
    ),
    (
        "city.toml",
        'id = "new"',
        'id = "old"',
        'city.toml: boroughs has "old" twice; give each its own id.',
    ),
    (
        "city.toml",
        'id = "new"',
        'id = "New Quay"',
        'city.toml: boroughs has the id "New Quay"; write a-z and 0-9, a letter first.',
    ),
    ("city.toml", 'id = "new"\n', "", "city.toml: boroughs number 2 has no id; give it one."),
    (
        "city.toml",
        "+351 210 000 000",
        "call us",
        'city.toml: phones.help.number is "call us"; write something like "+52 55 1234 5678".',
    ),
    (
        "city.toml",
        "product =",
        "product",
        "city.toml: is not readable as TOML",
    ),
    (
        "reports.toml",
        "first_page = 1",
        "first_page = 40",
        "reports.toml: first_page is 40; write a whole number from 1 to 12.",
    ),
    (
        "reports.toml",
        "first_page = 1",
        "first_page = true",
        "reports.toml: first_page is True; write a whole number from 1 to 12.",
    ),
    (
        "reports.toml",
        'department = "yard"',
        'department = "moon"',
        'reports.toml: categories.lamp.department is "moon"; city.toml has yard.',
    ),
    (
        "reports.toml",
        'icon = "bulb"',
        'icon = "blub"',
        'reports.toml: categories.lamp.icon is "blub"; there are bulb, more.',
    ),
    (
        "reports.toml",
        'kind = "text"',
        'kind = "colour"',
        'reports.toml: categories.lamp.questions.number.kind is "colour"; '
        "write something like one of choice, text, longtext.",
    ),
    (
        "reports.toml",
        '{ id = "green", label = "Green" },',
        "",
        "reports.toml: categories.lamp.questions.colour.options leaves nothing to choose; "
        "write at least two.",
    ),
    (
        "reports.toml",
        'kind = "text", label',
        'kind = "text", options = [], label',
        "reports.toml: categories.lamp.questions.number.options is not known here; "
        "correct its spelling or remove it.",
    ),
    (PO, 'msgstr "Verde"', 'msgstr ""', f"{PO}: reports.categories.lamp.questions.colour"),
    (PO, 'msgid "Green"', 'msgid "Grün"', f"{PO}: reports.categories.lamp.questions.colour"),
    (PO, 'msgid "Green"', "Green", f"{PO}: is not readable"),
]


@pytest.mark.parametrize(("name", "old", "new", "sentence"), SLIPS)
def test_dora_slips_and_is_told_the_file_the_key_and_the_remedy(
    spoil: Spoil, name: str, old: str, new: str, sentence: str
) -> None:
    assert any(fault.startswith(sentence) for fault in spoil((name, old, new)))


def test_dora_is_told_of_all_her_slips_at_once(spoil: Spoil) -> None:
    faults = spoil(
        ("city.toml", '"Counter"', '""'),
        ("city.toml", "#7fe0cf", "teal"),
        ("reports.toml", "target_days = 2", "target_days = 0"),
        (PO, 'msgstr "Roja"', 'msgstr ""'),
    )
    assert len(faults) == 4


def test_a_category_may_not_take_the_name_of_a_form_field(spoil: Spoil) -> None:
    faults = spoil(("reports.toml", 'id = "other"', 'id = "place"'))
    assert any("which a form field begins with" in fault for fault in faults)


def test_a_city_needs_a_number_for_help(spoil: Spoil) -> None:
    faults = spoil(("city.toml", 'id = "help"', 'id = "hall"'))
    assert 'city.toml: phones has no "help"; add one with that id.' in faults


@pytest.mark.parametrize("missing", ["city.toml", "reports.toml", PO])
def test_a_missing_file_is_named(tmp_path: Path, missing: str) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(OTRA, pack)
    (pack / missing).unlink()
    with pytest.raises(CityError, match=missing):
        load_city(pack)
