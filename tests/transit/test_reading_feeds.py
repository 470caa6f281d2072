"""Dora loads a feed as agencies really write them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from backend.transit.gtfs import read_feed
from backend.transit.gtfs.feed import Call, Headway, Price
from tests.transit.feeds import FILES, Files, a_feed, changed, in_folder, in_zip, more


def _reordered(text: str) -> str:
    """The columns from last to first; no value of the file may hold a comma."""
    return "".join(",".join(reversed(line.split(","))) + "\n" for line in text.splitlines())


@pytest.mark.parametrize(
    "files",
    [
        a_feed(),
        {name: "\ufeff" + text for name, text in FILES.items()},
        {name: text.replace("\n", "\r\n") for name, text in FILES.items()},
        {name: text + "\n\r\n" for name, text in FILES.items()},
        {name: text.removesuffix("\n") for name, text in FILES.items()},
        a_feed(stop_times=_reordered(FILES["stop_times.txt"])),
        a_feed(trips=_reordered(FILES["trips.txt"])),
        {**FILES, "shapes.txt": "whatever", ".DS_Store": "\0", "translations.txt": ""},
        {
            name: text.replace(",", " , ").replace('" , ', '", ').replace(' , "', ',"')
            for name, text in FILES.items()
            if '"' not in text
        }
        | {name: text for name, text in FILES.items() if '"' in text},
    ],
    ids=[
        "plain",
        "byte order mark",
        "line ends of Windows",
        "empty lines",
        "no last line end",
        "columns of times the other way round",
        "columns of trips the other way round",
        "files that are not read",
        "blanks around values",
    ],
)
def test_however_it_is_written_it_is_the_same_feed(files: Files, tmp_path: Path) -> None:
    read, plain = (
        read_feed(in_folder(tmp_path / "a", files)),
        read_feed(in_zip(tmp_path / "b.zip", FILES)),
    )
    for name in ("agencies", "stops", "routes", "trips", "services", "headways", "prices", "info"):
        assert getattr(read, name) == getattr(plain, name)
    for trip in plain.trips:
        assert list(read.calls_of(trip)) == list(plain.calls_of(trip))


def test_rows_are_counted_by_file(tmp_path: Path) -> None:
    counts = read_feed(in_zip(tmp_path / "feed.zip", FILES)).counts
    assert counts == {
        name: sum(bool(line) for line in text.splitlines()) - 1 for name, text in FILES.items()
    }


def test_names_keep_their_commas_and_lose_their_blanks(tmp_path: Path) -> None:
    feed = read_feed(in_folder(tmp_path, FILES))
    assert feed.stops["campo"].name == "Campo, Mercado"
    assert feed.stops["sur"].name == "Sur"
    assert feed.agencies["B"].name == "Autobuses, Unidos"


def test_a_name_cannot_dress_up_as_another(tmp_path: Path) -> None:
    feed = read_feed(in_folder(tmp_path, changed("stops.txt", "Norte", "Nor\u202ete\tx")))
    assert feed.stops["norte"].name == "Norte x"


def test_times_may_pass_midnight_and_come_in_any_order(tmp_path: Path) -> None:
    header, *rows = FILES["stop_times.txt"].splitlines()
    shuffled = "\n".join([header, *reversed(rows)]) + "\n"
    feed = read_feed(in_folder(tmp_path, a_feed(stop_times=shuffled)))
    assert [call.stop for call in feed.calls_of("1-norte")] == ["sur", "centro-1", "norte"]
    assert [call.arrive for call in feed.calls_of("b-noche")] == [89400, 90000, 90600]
    assert list(feed.calls_of("1-sur"))[1] == Call("centro-1", 18300, 18330, True, True)


def test_a_time_left_out_is_halfway(tmp_path: Path) -> None:
    feed = read_feed(in_folder(tmp_path, FILES))
    assert [call.leave for call in feed.calls_of("b-6")] == [21600, 22200, 22800]


def test_one_of_two_times_stands_for_both(tmp_path: Path) -> None:
    files = changed("stop_times.txt", "6:06:00,6:06:00,centro-2", "6:06:00,,centro-2")
    files["stop_times.txt"] = files["stop_times.txt"].replace("7:10:00,7:10:00,c", ",7:10:00,c")
    feed = read_feed(in_folder(tmp_path, files))
    assert list(feed.calls_of("2-oeste"))[1][1:3] == (21960, 21960)
    assert list(feed.calls_of("b-7"))[1][1:3] == (25800, 25800)


def test_where_nobody_may_get_on_or_off(tmp_path: Path) -> None:
    times = FILES["stop_times.txt"].replace("stop_sequence\n", "stop_sequence,pickup_type\n")
    times = times.replace("campo,2\n", "campo,2,1\n")
    times = "\n".join(line if line.count(",") == 5 else f"{line}," for line in times.splitlines())
    feed = read_feed(in_folder(tmp_path, a_feed(stop_times=times)))
    assert [call.boards for call in feed.calls_of("b-7")] == [True, False, True]


def test_days_that_are_added_and_removed(tmp_path: Path) -> None:
    services = read_feed(in_folder(tmp_path, FILES)).services
    christmas = date(2026, 12, 25)
    assert not services["lv"].runs_on(christmas)
    assert services["fin"].runs_on(christmas)
    assert services["lv"].runs_on(date(2026, 12, 24))
    assert not services["lv"].runs_on(date(2026, 12, 26))
    assert not services["lv"].runs_on(date(2028, 1, 3))


def test_a_feed_of_single_days_needs_no_calendar(tmp_path: Path) -> None:
    days = "service_id,date,exception_type\nlv,20260105,1\nfin,20260110,1\n"
    feed = read_feed(in_folder(tmp_path, a_feed(calendar=None, calendar_dates=days)))
    assert (feed.first, feed.last) == (date(2026, 1, 5), date(2026, 1, 10))
    assert feed.services["lv"].runs_on(date(2026, 1, 5))
    assert not feed.services["lv"].runs_on(date(2026, 1, 6))


def test_a_feed_speaks_of_no_other_days_than_it_says(tmp_path: Path) -> None:
    info = "feed_publisher_name,feed_start_date,feed_end_date\nX,20260301,20260630\n"
    feed = read_feed(in_folder(tmp_path, a_feed(feed_info=info)))
    assert (feed.first, feed.last) == (date(2026, 3, 1), date(2026, 6, 30))


def test_headways_in_order(tmp_path: Path) -> None:
    header, *rows = FILES["frequencies.txt"].splitlines()
    mixed = "\n".join([header, *reversed(rows)])
    feed = read_feed(in_folder(tmp_path, a_feed(frequencies=mixed)))
    assert feed.headways["2-oeste"] == [
        Headway(6 * 3600, 9 * 3600, 300, False),
        Headway(9 * 3600, 23 * 3600, 600, False),
    ]
    assert feed.headways["2-este"][0].exact


def test_what_a_ride_costs(tmp_path: Path) -> None:
    prices = read_feed(in_folder(tmp_path, FILES)).prices
    assert prices["R1"] == [Price(Decimal("5.00"), "MXN")]
    assert prices["RB"] == [Price(Decimal("4.00"), "MXN"), Price(Decimal("7.50"), "MXN")]
    free = a_feed(fare_attributes=None, fare_rules=None)
    assert read_feed(in_folder(tmp_path / "free", free)).prices == {}


def test_types_that_refine_others(tmp_path: Path) -> None:
    for extended, basic in (("700", 3), ("401", 1), ("405", 12), ("900", 0), ("1300", 6)):
        files = changed("routes.txt", "Sur al Bosque,3", f"Sur al Bosque,{extended}")
        assert read_feed(in_folder(tmp_path / extended, files)).routes["RB"].kind == basic


def test_what_misleads_nobody_is_a_note(tmp_path: Path) -> None:
    files = more("trips.txt", "RB,lv,b-9,,0", "RB,lv,b-8,,0")
    files["routes.txt"] = FILES["routes.txt"].replace("F94F8E", "pink").replace("0071C1", "blue")
    files["agency.txt"] = FILES["agency.txt"].replace("https://metro", "javascript:metro")
    feed = read_feed(in_folder(tmp_path, files))
    assert feed.routes["R1"].colour == ""
    assert feed.agencies["M"].url == ""
    assert feed.notes == [
        "agency.txt, line 2: agency_url is 'javascript:metro.example'; write an address that "
        "begins with https:// or http://.",
        "routes.txt, line 2: route_color is 'pink'; write six hexadecimal digits, such as F94F8E.",
        "routes.txt, line 3: route_color is 'blue'; write six hexadecimal digits, such as F94F8E.",
        "trips.txt: has trips without stop times; they were left out. (2 lines)",
    ]


def test_the_digest_tells_feeds_apart_and_zip_or_folder_does_not_matter(tmp_path: Path) -> None:
    folder = read_feed(in_folder(tmp_path / "a", FILES)).digest
    assert read_feed(in_zip(tmp_path / "b.zip", FILES)).digest == folder
    other = changed("stops.txt", "19.50", "19.51")
    assert read_feed(in_folder(tmp_path / "c", other)).digest != folder
