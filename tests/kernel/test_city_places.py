"""A pack says what kinds of place its city has, and how the city's files speak of them."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from backend.kernel.city import City, CityError, load_city

OTRA = Path(__file__).resolve().parents[1] / "fixtures" / "city" / "otra"
PLACES = "places.toml"

Spoil = Callable[[str, str], list[str]]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the pack, to change."""
    return Path(shutil.copytree(OTRA, tmp_path / "pack"))


@pytest.fixture
def spoil(pack: Path) -> Spoil:
    """Put one text in the place of another in places.toml; what is then said of it."""

    def spoiled(old: str, new: str) -> list[str]:
        text = (pack / PLACES).read_text("utf-8")
        assert old in text
        (pack / PLACES).write_text(text.replace(old, new, 1), "utf-8")
        with pytest.raises(CityError) as error:
            load_city(pack, icons={"bulb", "more"})
        return str(error.value).splitlines()

    return spoiled


@pytest.fixture(scope="module")
def otra() -> City:
    return load_city(OTRA)


def test_another_city_has_other_places(otra: City) -> None:
    tap, library = otra.places.kinds
    assert (tap.name.in_("es"), tap.line.in_("es")) == ("Agua potable", "Trae una botella")
    assert (tap.unnamed, library.unnamed) == (True, False)
    assert dict(library.columns) == {
        "name": ("called",),
        "lat": ("north",),
        "lon": ("east",),
        "hours": ("open",),
        "services": ("offers",),
        "step_free": ("level",),
    }
    assert tap.sorts[0].name.in_("es") == "Bomba de mano"
    assert otra.places.services[0].spellings == ("lending",)
    assert otra.places.boroughs == {"old": ("Harbour, old",)}
    assert (otra.places.yes, otra.places.no) == (("yes",), ("no",))
    assert otra.places.areas["name"] == ("quarter",)


def test_ids_of_places_find_what_they_name(otra: City) -> None:
    tap = otra.places.kind("tap")
    assert tap is otra.places.kinds[0]
    assert tap is not None
    assert tap.sort("pump") is tap.sorts[0]
    assert tap.sort("well") is None
    assert otra.places.kind("wifi") is None
    assert otra.places.service("books") is otra.places.services[0]
    assert otra.places.service("bread") is None


def test_a_city_may_have_no_places(pack: Path) -> None:
    (pack / PLACES).unlink()
    po = pack / "translations/es/LC_MESSAGES/city.po"
    entries = po.read_text("utf-8").split("\n\n")
    po.write_text("\n\n".join(each for each in entries if '"places.' not in each), "utf-8")
    assert load_city(pack).places.kinds == ()


SLIPS = [
    ('name = "Libraries"\n', "", "places.toml: kinds.library.name is missing; write some text."),
    (
        'called"]',
        'called", 3]',
        "places.toml: kinds.library.columns.name has ['called', 3]; "
        'write a list of texts, ["such", "as"].',
    ),
    (
        'name = ["called"]\n',
        "",
        "places.toml: kinds.library.columns.name is missing; "
        'write a list of texts, ["such", "as"].',
    ),
    (
        'lat = ["north"]\nlon = ["east"]\nhours',
        'lon = ["east"]\nhours',
        "places.toml: kinds.library.columns.lat is missing",
    ),
    (
        'open"]',
        'open"]\nopening = ["open"]',
        "places.toml: kinds.library.columns.opening is not known here; "
        "correct its spelling or remove it.",
    ),
    ('"bulb"', '"blub"', 'places.toml: kinds.library.icon is "blub"; there are bulb, more.'),
    ('"library"', '"tap"', 'places.toml: kinds has "tap" twice; give each its own id.'),
    (
        '"library"',
        '"area"',
        'places.toml: kinds.area.id is "area", which the loader knows already; choose another.',
    ),
    ('id = "old"', 'id = "odd"', 'places.toml: boroughs has "odd"; city.toml has new, old.'),
    ('["lending"]', '"lending"', "places.toml: services.books.spellings is 'lending'; write a"),
    ('["lending"]', "[]", "places.toml: services.books.spellings is empty; write a list"),
    ("unnamed = true", "unnamed = 1", "places.toml: kinds.tap.unnamed is 1; write true or false."),
    ('name = ["quarter"]\n', "", "places.toml: areas.name is missing"),
    ("[[kinds]]", "[[kinds]", "places.toml: is not readable as TOML"),
]


@pytest.mark.parametrize(("old", "new", "sentence"), SLIPS)
def test_dora_slips_and_is_told_the_file_the_key_and_the_remedy(
    spoil: Spoil, old: str, new: str, sentence: str
) -> None:
    said = spoil(old, new)
    assert any(fault.startswith(sentence) for fault in said), said
