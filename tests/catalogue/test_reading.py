"""A city's services are read from its pack: what the files say is what residents are asked."""

import copy
import shutil
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from backend.catalogue.pack import check
from backend.kernel.city import City, CityError, load_city
from backend.kernel.city.extract import texts, update_catalogues
from backend.kernel.city.section import Notes, Section
from backend.kernel.city.services.fields import FIELD, INNER
from backend.kernel.city.services.model import (
    Condition,
    FieldKind,
    Formula,
    Outcome,
    Service,
    StateText,
)
from backend.kernel.city.services.read import read_service
from backend.kernel.city.services.schema import OUTCOME, TABLES, TEXTS
from backend.kernel.city.services.table import Key, World
from tests.catalogue.packs import HERE, MOORING, OTRA, a_pack, change

GOOD = tomllib.loads((HERE / "good" / MOORING).read_text(encoding="utf-8"))
PO = "translations/es/LC_MESSAGES/city.po"


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> City:
    city = check(a_pack(tmp_path_factory.mktemp("elsewhere"))).city
    assert city is not None
    return city


@pytest.fixture(scope="module")
def mooring(elsewhere: City) -> Service:
    service = elsewhere.service("mooring")
    assert service is not None
    return service


def test_bo_finds_what_the_city_offers(elsewhere: City, mooring: Service) -> None:
    assert elsewhere.services == (mooring,)
    assert [topic.id for topic in elsewhere.topics] == ["harbour"]
    assert mooring.topic is elsewhere.topics[0]
    assert (mooring.title.source, mooring.level, mooring.days) == ("Moor a boat", 2, 5)
    assert [need.source for need in mooring.needs] == ["moor my boat", "place for my boat"]
    assert [need.key for need in mooring.needs] == [f"services/mooring.needs.{n}" for n in (0, 1)]
    assert elsewhere.service("flying") is None


def test_bo_may_do_it_here_at_a_counter_or_by_phone(mooring: Service) -> None:
    kinds = [(way.kind, way.place, way.phone) for way in mooring.channels]
    assert kinds == [("online", "", ""), ("counter", "library", ""), ("phone", "", "help")]


def test_what_is_asked_first_decides_who_goes_on(mooring: Service) -> None:
    owns, lives = mooring.rules
    assert (owns.field.kind, owns.passes) == ("yesno", ("yes",))
    assert [answer.id for answer in lives.field.answers] == ["here", "near", "far"]
    assert lives.passes == ("here", "near")


def test_a_question_says_all_that_its_kind_takes(mooring: Service) -> None:
    asked = {field.id: field for field in mooring.fields}
    assert (asked["name"].record, asked["name"].most) == ("name", Decimal(80))
    assert (asked["born"].earliest, asked["born"].latest) == ("1900-01-01", "today-18y")
    assert (asked["price"].is_required, asked["name"].is_required) == (False, True)
    assert (asked["papers"].most, asked["crew"].most) == (Decimal(2), Decimal(6))
    assert [each.id for each in asked["crew"].fields] == ["called", "age"]
    assert asked["power"].when == (Condition("extras", among=("power",)),)
    assert asked["room"].formula == Formula("product", ("metres", Decimal("1.5")))
    assert asked["heads"].formula == Formula("count", ("crew",))


def test_a_step_and_a_fee_wait_for_an_answer(mooring: Service) -> None:
    large = mooring.step("large")
    assert large is not None
    assert large.when == (Condition("metres", at_least=Decimal(12), at_most=Decimal(30)),)
    assert mooring.payment is not None
    assert [fee.amount for fee in mooring.payment.fees] == [Decimal("40.00"), Decimal("120.50")]


def test_what_bo_has_in_the_end(mooring: Service) -> None:
    assert (mooring.outcome.kind, mooring.outcome.lasts_days) == ("permit", 180)
    assert mooring.outcome.shows == ("name", "sort", "where")
    assert mooring.visits is not None
    assert mooring.visits.weekdays == (0, 3)
    granted = mooring.text("granted")
    assert granted is not None
    assert granted.source == "Welcome to the harbour."
    assert mooring.text("refused") is None


def test_a_city_may_offer_nothing() -> None:
    city = load_city(OTRA)
    assert (city.services, city.topics, city.services_note) == ((), (), None)


def test_a_city_may_say_something_of_all_its_services(tmp_path: Path) -> None:
    pack = a_pack(tmp_path)
    topics = pack / "services.toml"
    topics.write_text('note = "All invented."\n' + topics.read_text("utf-8"), encoding="utf-8")
    note = load_city(pack).services_note
    assert note is not None
    assert note.source == "All invented."


def test_services_without_topics_are_told_what_is_missing(tmp_path: Path) -> None:
    pack = a_pack(tmp_path)
    (pack / "services.toml").unlink()
    assert check(pack).faults == (
        f"{MOORING}: topic needs services.toml; add that file with [[topics]].",
    )


def test_two_services_have_two_titles(tmp_path: Path) -> None:
    pack = a_pack(tmp_path)
    shutil.copy(pack / MOORING, pack / "services" / "anchorage.toml")
    assert [fault.partition(" is ")[0] for fault in check(pack).faults] == [
        "services/anchorage.toml: title",
        "services/mooring.toml: title",
    ]


def test_the_name_of_a_file_is_the_name_of_a_page(tmp_path: Path) -> None:
    pack = a_pack(tmp_path)
    (pack / MOORING).rename(pack / "services" / "Moor a boat.toml")
    assert check(pack).faults == (
        "services/Moor a boat.toml: has the name Moor a boat; "
        "call it a-z, 0-9 and -, 2 to 40, a letter first.",
    )


def test_bo_translates_every_text_and_nothing_else(tmp_path: Path) -> None:
    pack = a_pack(tmp_path, languages=2)
    assert [path.name for path in update_catalogues(pack)] == ["city.po"]
    words = (pack / PO).read_text("utf-8")
    assert 'msgctxt "services/mooring.needs.0"\nmsgid "moor my boat"\nmsgstr ""\n' in words
    with (pack / MOORING).open("rb") as file:
        found = {key: source for _, _, (key, source), _ in texts(file, [], [], {})}
    city = check(a_pack(tmp_path / "again")).city
    assert city is not None
    read = {key: text.source for key, text in city.texts.items() if key.startswith("services/")}
    assert found == read
    assert "services/mooring.steps.boat.fields.crew.fields.called.label" in found


def test_a_translation_that_is_missing_is_named(tmp_path: Path) -> None:
    pack = a_pack(tmp_path, languages=2)
    update_catalogues(pack)
    with pytest.raises(CityError) as error:
        load_city(pack)
    told = str(error.value).splitlines()
    assert all(fault.endswith("has an empty translation; fill it in.") for fault in told)
    assert (
        f'{PO}: services/mooring.title: "Moor a boat" '
        in told[["mooring.title:" in fault for fault in told].index(True)]
    )


def test_what_is_no_longer_said_is_taken_from_the_translators(tmp_path: Path) -> None:
    pack = a_pack(tmp_path, languages=2)
    update_catalogues(pack)
    change(pack / MOORING, 'granted = "Welcome to the harbour."', 'asked = "Show us the boat."')
    update_catalogues(pack)
    words = (pack / PO).read_text("utf-8")
    assert "Welcome to the harbour." not in words
    assert "Show us the boat." in words


def places_in(table: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inside = table.items() if isinstance(table, dict) else enumerate(table)
    for name, value in inside:
        yield (*path, name)
        if isinstance(value, dict | list):
            yield from places_in(value, (*path, name))


STRANGE: tuple[object, ...] = (
    *(7, -1, 1.5, float("nan"), 10**40, True, "", "x", "a\nb", date(2026, 1, 1)),
    *([], {}, [1], [[]], [{}], {"id": 3}, [{"id": "x"}]),
)


def test_whatever_stands_anywhere_is_read_and_nothing_breaks() -> None:
    """Every value of the good service gives its place, in turn, to each strange one."""
    world = World(offices=["yard"], places=["library"], phones=["help"], held={"name": "text"})
    good: Any = copy.deepcopy(GOOD)
    for path in list(places_in(good)):
        inner = good
        for name in path[:-1]:
            inner = inner[name]
        kept = inner[path[-1]]
        for strange in STRANGE:
            inner[path[-1]] = strange
            notes = Notes()
            read_service(Section(MOORING, "", good, notes), world)
            assert all(fault.startswith(f"{MOORING}: ") for fault in notes.faults), path
        inner[path[-1]] = kept
    assert good == GOOD


def test_the_schema_knows_every_kind_and_state_there_is() -> None:
    kinds = get_args(get_type_hints(Outcome)["kind"])
    assert set(FIELD.sorts) == set(get_args(FieldKind))
    assert set(OUTCOME.sorts) == set(kinds)
    assert {key.name for key in TEXTS.keys} == set(get_args(StateText))
    assert set(INNER.sorts) < set(FIELD.sorts)


def keys() -> Iterator[tuple[str, Key]]:
    for table in TABLES:
        for key in (*table.keys, *(key for sort in table.sorts.values() for key in sort.keys)):
            yield f"{table.title} {key.name}", key


def test_every_key_has_its_sentence_and_an_example_that_holds() -> None:
    without = []
    for name, key in keys():
        assert key.says.endswith("."), name
        if not key.example:
            without.append(key.takes.said.partition(", see ")[0])
            continue
        notes = Notes()
        section = Section("x.toml", "", tomllib.loads(f"{key.name} = {key.example}"), notes)
        key.read(section, World())
        assert notes.faults == [], name
    assert all(said.endswith(("a table", "tables")) for said in without)
