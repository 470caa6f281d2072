"""Dora is handed a feed that is broken: she reads what is wrong, and where."""

from pathlib import Path

import pytest

from backend.transit.gtfs import FeedError, read_feed
from backend.transit.gtfs.findings import MOST_FAULTS
from backend.transit.network import fold
from tests.transit.broken import Broken
from tests.transit.broken_places import BROKEN_PLACES
from tests.transit.broken_times import BROKEN_TIMES
from tests.transit.feeds import FILES, in_folder, in_zip, more

BROKEN = [*BROKEN_PLACES, *BROKEN_TIMES]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda each: each.name)
def test_what_is_wrong_is_said_with_file_and_line(broken: Broken, tmp_path: Path) -> None:
    with pytest.raises(FeedError) as refused:
        fold(read_feed(in_folder(tmp_path, broken.files)))
    assert broken.sentence in refused.value.faults


def test_the_corpus_is_large_and_each_feed_in_it_is_broken_in_its_own_way() -> None:
    assert len(BROKEN) >= 40
    assert len({each.name for each in BROKEN}) == len({each.sentence for each in BROKEN})


def test_all_faults_are_said_at_once(tmp_path: Path) -> None:
    files = {
        **FILES,
        "stops.txt": FILES["stops.txt"].replace("19.50", "91").replace("Oeste", ""),
        "trips.txt": FILES["trips.txt"].replace("R2,lv,2-este", "R9,lv,2-este"),
    }
    with pytest.raises(FeedError) as refused:
        read_feed(in_folder(tmp_path, files))
    assert [fault.split(";")[0] for fault in refused.value.faults] == [
        "stops.txt, line 2: stop_lat is '91'",
        "stops.txt, line 8: stop_name is empty",
        "trips.txt, line 6: route_id 'R9' is not in routes.txt",
    ]


def test_a_feed_that_is_wrong_everywhere_is_not_read_out_to_the_end(tmp_path: Path) -> None:
    rows = [f"s{number},,19.4,-99.1,,," for number in range(MOST_FAULTS + 25)]
    with pytest.raises(FeedError) as refused:
        read_feed(in_folder(tmp_path, more("stops.txt", *rows)))
    assert len(refused.value.faults) == MOST_FAULTS + 1
    assert refused.value.faults[-1] == "... and 25 more."


def test_the_line_is_where_a_row_begins_even_if_a_name_runs_over_two(tmp_path: Path) -> None:
    files = {
        **FILES,
        "stops.txt": FILES["stops.txt"].replace("Norte", '"Nor\nte"').replace("19.40,", "x,", 1),
    }
    with pytest.raises(FeedError) as refused:
        read_feed(in_zip(tmp_path / "feed.zip", files))
    assert refused.value.faults[0].startswith("stops.txt, line 7: stop_lat is 'x'")
