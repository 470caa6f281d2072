"""stop_times.txt: where and when each trip calls.

Rows may come in any order. Times that are left out between two that are given are filled in
evenly, as the reference lets a reader do.
"""

from array import array
from itertools import pairwise
from typing import NamedTuple

from backend.transit.gtfs import values
from backend.transit.gtfs.feed import Feed
from backend.transit.gtfs.findings import Findings
from backend.transit.gtfs.stops import NAMES, STOP
from backend.transit.gtfs.table import Row, Tables

NO_TIME = -1
READ = 6
"""Whole numbers kept of each row until its trip is whole."""


class _Read(NamedTuple):
    sequence: int
    stop: int
    arrive: int
    leave: int
    marks: int
    line: int


def read_calls(tables: Tables, feed: Feed, findings: Findings) -> None:
    """Add the calls of every trip, in order and with all times."""
    feed.stop_ids = list(feed.stops)
    numbers = {id: number for number, id in enumerate(feed.stop_ids)}
    read: dict[str, array[int]] = {}
    for row in tables.rows("stop_times.txt", "trip_id", "stop_id", "stop_sequence"):
        trip = row.id("trip_id")
        if trip not in feed.trips:
            if trip:
                row.fault(f"trip_id {trip!r} is not in trips.txt; add it.")
            continue
        stop = _stop(row, feed)
        if stop:
            read.setdefault(trip, array("i")).extend(_numbers(row, numbers[stop]))
    for trip in feed.trips:
        if trip not in read:
            findings.note("trips.txt", "has trips without stop times; they were left out.")
            continue
        calls = sorted(_split(read.pop(trip)))
        _check(trip, calls, findings)
        feed.calls[trip] = _joined(_filled(calls))


def _stop(row: Row, feed: Feed) -> str:
    id = row.raw("stop_id")
    if not id and (row.raw("location_id") or row.raw("location_group_id")):
        row.note("is service on demand, which is not read.")
        return ""
    stop = feed.stops.get(row.id("stop_id"))
    if stop is None:
        if id:
            row.fault(f"stop_id {id!r} is not in stops.txt; add it.")
        return ""
    if stop.kind != STOP:
        row.fault(f"stop_id {id!r} is {NAMES[stop.kind]}; trips call at stops.")
    return stop.id


def _numbers(row: Row, stop: int) -> _Read:
    arrive = row.maybe("arrival_time", values.seconds, NO_TIME)
    leave = row.maybe("departure_time", values.seconds, NO_TIME)
    if NO_TIME not in {arrive, leave} and leave < arrive:
        row.fault("departure_time is before arrival_time; correct one of them.")
    boards = row.one_of("pickup_type", "0123", "0") != 1
    alights = row.one_of("drop_off_type", "0123", "0") != 1
    return _Read(
        row.read("stop_sequence", values.whole, 0),
        stop,
        arrive if arrive != NO_TIME else leave,
        leave if leave != NO_TIME else arrive,
        (not boards) | (not alights) << 1,
        row.line,
    )


def _split(numbers: "array[int]") -> list[_Read]:
    return [_Read(*numbers[at : at + READ]) for at in range(0, len(numbers), READ)]


def _check(trip: str, calls: list[_Read], findings: Findings) -> None:
    if len(calls) < 2:
        findings.note("stop_times.txt", "has trips with a single stop; they lead nowhere.")
    for end in (calls[0], calls[-1]):
        if end.arrive == NO_TIME:
            findings.fault(
                f"stop_times.txt, line {end.line}",
                f"arrival_time is empty; trip {trip!r} needs times at its first and last stop.",
            )
    latest = calls[0]
    for before, call in pairwise(calls):
        if call.sequence == before.sequence:
            findings.fault(
                f"stop_times.txt, line {call.line}",
                f"stop_sequence {call.sequence} of trip {trip!r} was there before, in line "
                f"{before.line}; number the stops in order.",
            )
        if call.arrive == NO_TIME:
            continue
        if call.arrive < latest.leave:
            findings.fault(
                f"stop_times.txt, line {call.line}",
                f"trip {trip!r} arrives before it left the stop of line {latest.line}; "
                "correct one of the times.",
            )
        latest = call


def _filled(calls: list[_Read]) -> list[_Read]:
    """The calls with the times between two known ones spread evenly."""
    known = [place for place, call in enumerate(calls) if call.arrive != NO_TIME]
    for before, after in pairwise(known):
        start, span = calls[before].leave, calls[after].arrive - calls[before].leave
        for place in range(before + 1, after):
            time = start + round(span * (place - before) / (after - before))
            calls[place] = calls[place]._replace(arrive=time, leave=time)
    return calls


def _joined(calls: list[_Read]) -> "array[int]":
    joined = array("i")
    for call in calls:
        joined.extend((call.stop, call.arrive, call.leave, call.marks))
    return joined
