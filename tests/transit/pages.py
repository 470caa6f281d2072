"""The pages of transport, to be weighed: without a feed, with the sample, and as full as can be."""

from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from backend.budgets.page import Page
from backend.config import ROOT
from backend.kernel import clock
from backend.kernel.db import db
from backend.transit import actions, queries
from backend.transit.load import load, load_sample
from backend.transit.queries import lines
from tests.transit.feeds import busy, in_folder

REAL_FEED = ROOT.parent / "shared" / "data" / "gtfs_cdmx_2025.zip"
SAMPLE = ROOT / "backend" / "city" / "cdmx" / "gtfs"
NOTICE = "Por obras se cierran estas estaciones; toma los autobuses de apoyo en la calle. "
NOTICES = 10


def no_feed(prefix: str, language: str) -> Iterator[Page]:
    """What there is before a feed was loaded."""
    for path in ("/transit", "/transit/notices"):
        yield Page(prefix + path, language, "no feed")


def with_sample(app: Flask) -> None:
    """Load the city's own sample."""
    with app.app_context():
        load_sample(SAMPLE, now=clock.now())


def sample(prefix: str, language: str) -> Iterator[Page]:
    """The pages of the sample."""
    for path in (
        "/transit",
        "/transit/agencies/METRO",
        "/transit/lines/1",
        "/transit/lines/2?way=2",
        "/transit/lines/12/ways",
        "/transit/stops",
        "/transit/stops?q=san",
        "/transit/stops?near=19.433,-99.133",
        "/transit/stops/pantitlan",
        "/transit/from-to",
        "/transit/from-to?from=Indios+Verdes&to=Tasque%C3%B1a",
        "/transit/from-to?from=San&to=nada",
    ):
        yield Page(prefix + path, language, "sample")


def with_busy(app: Flask, folder: Path) -> None:
    """Load a city with lines of 130 stations, and as many notices as fit and more."""
    with app.app_context():
        load(in_folder(folder, busy()), now=clock.now(), is_sample=True)
        for number in range(NOTICES):
            words = {"es": f"{number}. {NOTICE * 5}"[: actions.MOST_LETTERS]}
            actions.post_notice(words=words, now=clock.now())
        db.session.commit()


def full(prefix: str, language: str) -> Iterator[Page]:
    """The pages of the busy city."""
    for path in (
        "/transit",
        "/transit/notices",
        "/transit/agencies/B",
        "/transit/lines/K0",
        "/transit/lines/K0?way=2&page=2",
        "/transit/lines/K0?page=4",
        "/transit/lines/K0/ways",
        "/transit/stops?q=avenida",
        "/transit/stops?near=19.300,-99.000",
        "/transit/stops/k120",
        "/transit/stops/k120?page=2",
        "/transit/from-to?from=k1&to=n99",
        "/transit/from-to?from=Norte&to=Bosque",
        "/transit/from-to?from=avenida&to=insurgentes",
    ):
        yield Page(prefix + path, language, "busy")


def with_real(app: Flask) -> None:
    """Load the city's real feed, which is not ours to keep."""
    with app.app_context():
        load(REAL_FEED, now=clock.now(), shift=True)


def real(app: Flask, prefix: str, language: str) -> Iterator[Page]:
    """The heaviest of the real feed: the longest line, the one with the most ways, the station
    with the most lines, the agency with the most lines."""
    with app.app_context():
        served = queries.current()
        assert served
        agency = max(lines.agencies(served), key=lambda pair: pair[1])[0]
        known = [
            (line, lines.patterns_of(served, line))
            for each, _ in lines.agencies(served)
            for line in lines.lines_of(served, each)
        ]
        longest, patterns = max(known, key=lambda pair: max(len(p.stations) for p in pair[1]))
        way = max(patterns, key=lambda pattern: len(pattern.stations)).place + 1
        widest = max(known, key=lambda pair: len(pair[1]))[0]
    for path in (
        "/transit",
        f"/transit/agencies/{agency.key}",
        f"/transit/lines/{longest.key}?way={way}",
        f"/transit/lines/{longest.key}?way={way}&page=2",
        f"/transit/lines/{widest.key}",
        f"/transit/lines/{widest.key}/ways",
        "/packs",
        f"/packs?also=transit-line.{longest.key}",
        "/transit/stops?q=hidalgo",
        "/transit/stops?near=19.433,-99.133",
        "/transit/from-to?from=hidalgo&to=hidalgo&ask=1",
        "/transit/from-to?from=Xochimilco&to=Indios+Verdes",
    ):
        yield Page(prefix + path, language, "real feed")
