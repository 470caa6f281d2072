"""Dora posts a notice; Bo reads it first of all."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import Result
from flask import Flask

from tests.page import Person, text_of
from tests.transit.conftest import NINE

Flasks = Callable[..., Result]
At = Callable[[datetime], None]
ES, EN = ("--say", "es", "Sin servicio en la línea 1"), ("--say", "en", "No service on line 1")


def test_a_notice_comes_before_everything(
    site: Flask, small_city: Flask, flask: Flasks, bo: Person
) -> None:
    assert flask("transit", "notice", "add", *ES, *EN).output.startswith("Posted notice ")
    for path in ("/transit", "/transit/lines/RB", "/transit/stops/bosque", "/transit/notices"):
        page = bo.opens(path)
        boxes = [each for each in page.all("div") if each.get("class") == "box bad"]
        assert [text_of(box) for box in boxes] == ["Sin servicio en la línea 1"]
        assert "No service on line 1" in bo.opens(f"/en{path}").text
    listed = flask("transit", "notice", "list").output
    assert "all" in listed and "Sin servicio en la línea 1" in listed


def test_words_that_nobody_translated_say_their_language(
    small_city: Flask, flask: Flasks, bo: Person
) -> None:
    flask("transit", "notice", "add", *ES)
    page = bo.opens("/en/transit")
    (told,) = [each for each in page.all("p") if each.get("lang")]
    assert (told.get("lang"), text_of(told)) == ("es", "Sin servicio en la línea 1")


STANDS = {
    ("--line", "R1"): (
        ["/transit/lines/R1", "/transit/stops/centro", "/transit"],
        ["/transit/lines/R2", "/transit/stops/oeste", "/transit/agencies/B"],
    ),
    ("--agency", "B"): (
        ["/transit/lines/RB", "/transit/stops/sur", "/transit/agencies/B"],
        ["/transit/lines/R1", "/transit/stops/centro", "/transit/agencies/M"],
    ),
    ("--stop", "centro-2"): (
        ["/transit/stops/centro", "/transit"],
        ["/transit/stops/sur", "/transit/lines/R2"],
    ),
}


@pytest.mark.parametrize("about", STANDS)
def test_a_notice_stands_where_it_matters(
    site: Flask, small_city: Flask, flask: Flasks, bo: Person, about: tuple[str, str]
) -> None:
    assert flask("transit", "notice", "add", *about, *ES).exit_code == 0
    there, not_there = STANDS[about]
    for path in there:
        assert "Sin servicio" in bo.opens(path).text, path
    for path in not_there:
        assert "Sin servicio" not in bo.opens(path).text, path


def test_the_way_tells_what_is_wrong_with_its_lines(
    small_city: Flask, flask: Flasks, bo: Person
) -> None:
    flask("transit", "notice", "add", "--line", "R1", *ES)
    assert "Sin servicio" in bo.opens("/transit/from-to?from=norte&to=sur").text
    assert "Sin servicio" not in bo.opens("/transit/from-to?from=este&to=oeste").text


def test_a_notice_holds_from_when_to_when(
    site: Flask, small_city: Flask, flask: Flasks, bo: Person, at: At
) -> None:
    times = ("--from", "2026-11-25 10:00", "--until", "2026-11-25 12:00")
    assert flask("transit", "notice", "add", *times, *ES).exit_code == 0
    assert "until 2026-11-25 12:00" in flask("transit", "notice", "list").output
    for hour, holds in ((9, False), (10, True), (11, True), (12, False)):
        at(NINE + timedelta(hours=hour - 9))
        assert ("Sin servicio" in bo.opens("/transit").text) is holds, hour
    assert flask("transit", "notice", "list").output == ""


def test_a_notice_is_over_when_dora_says_so(
    site: Flask, small_city: Flask, flask: Flasks, bo: Person, at: At
) -> None:
    posted = flask("transit", "notice", "add", *ES).output
    flask("transit", "notice", "add", "--say", "es", "Obras en Centro")
    number = posted.removeprefix("Posted notice ").removesuffix(".\n")
    assert flask("transit", "notice", "end", number).exit_code == 0
    at(NINE + timedelta(seconds=1))
    assert "Sin servicio" not in bo.opens("/transit").text
    assert "Obras en Centro" in bo.opens("/transit").text


def test_notices_outlive_the_feed_and_need_none(app: Flask, flask: Flasks, bo: Person) -> None:
    assert flask("transit", "notice", "add", *ES).exit_code == 0
    assert "Sin servicio" in bo.opens("/transit").text


@pytest.mark.parametrize(
    "words, sentence",
    [
        ((), "Give the words in the city's own language"),
        (EN, "Give the words in the city's own language"),
        ((*ES, "--say", "fr", "Fermé"), "The city does not speak 'fr'; it speaks es, en."),
        (("--say", "es", "x" * 401), "Write 1 to 400 letters for es."),
        (("--say", "es", " \u202e "), "Give the words in the city's own language"),
        ((*ES, "--line", "R9"), "There is no line R9 in the feed that is served."),
        ((*ES, "--line", "R1", "--agency", "M"), "Give one of --agency, --line and --stop."),
        ((*ES, "--until", "2026-11-25 08:00"), "--until is not after the notice begins."),
        ((*ES, "--until", "mañana"), "'mañana' does not match"),
    ],
)
def test_what_cannot_be_a_notice_is_said(
    small_city: Flask, flask: Flasks, bo: Person, words: tuple[str, ...], sentence: str
) -> None:
    said = flask("transit", "notice", "add", *words)
    assert said.exit_code == 2
    assert sentence in " ".join(said.output.split())
    assert "No hay avisos" in bo.opens("/transit/notices").text


def test_ending_what_is_not_there(small_city: Flask, flask: Flasks) -> None:
    assert "There is no notice 7." in flask("transit", "notice", "end", "7").output


def test_many_notices_come_on_pages_newest_first(
    site: Flask, small_city: Flask, flask: Flasks, bo: Person, at: At
) -> None:
    for number in range(11):
        at(NINE + timedelta(minutes=number))
        flask("transit", "notice", "add", "--say", "es", f"Aviso {number}.")
    first = bo.opens("/transit")
    assert "Ver los 11 avisos" in first.text
    assert "Aviso 10." in first.text and "Aviso 7." not in first.text
    seen = "".join(bo.opens(f"/transit/notices?page={page}").text for page in (1, 2))
    order = [seen.index(f"Aviso {number}.") for number in range(10, -1, -1)]
    assert order == sorted(order)
    bo.opens("/transit/notices?page=3", status=404)


def test_the_clock_is_the_servers(small_city: Flask, flask: Flasks, at: At) -> None:
    at(datetime(2026, 12, 31, 23, tzinfo=UTC))
    flask("transit", "notice", "add", *ES)
    assert "from 2026-12-31 17:00" in flask("transit", "notice", "list").output
