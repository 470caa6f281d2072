"""The tables of transport: a feed as it is served, and the notices of the day.

A feed is written whole, in one transaction, under a number of its own, and never changed: what
belongs to it is numbered within it. The feed with the highest number is served. The one before it
stays until the next load, for requests that began with it.

Keys stand in addresses and in notices, and outlive a feed; numbers do not.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, Double, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel import generations, keeping
from backend.kernel.db import Moment, db
from backend.transit import kept


class FeedRow(db.Model):  # type: ignore[name-defined,misc]
    """A feed that was loaded. ``first`` and ``last`` are the days it speaks of, after the shift;
    ``longest`` is how many seconds into a service day the last vehicle is still under way."""

    __tablename__ = "transit_feeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    publisher: Mapped[str] = mapped_column(String(200))
    version: Mapped[str] = mapped_column(String(200))
    zone: Mapped[str] = mapped_column(String(60))
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)
    shifted_days: Mapped[int]
    is_sample: Mapped[bool]
    longest: Mapped[int]
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    services: Mapped[list[Any]] = mapped_column(JSON)
    loaded: Mapped[datetime] = mapped_column(Moment)


class _OfFeed:
    """What belongs to a feed: ``id`` is its number within it."""

    feed_id: Mapped[int] = mapped_column(ForeignKey("transit_feeds.id"), primary_key=True)
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)


class AgencyRow(_OfFeed, db.Model):  # type: ignore[name-defined,misc]
    """Who runs lines, in the order in which they are shown."""

    __tablename__ = "transit_agencies"

    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(200))
    url: Mapped[str] = mapped_column(String(510))
    phone: Mapped[str] = mapped_column(String(40))


class LineRow(_OfFeed, db.Model):  # type: ignore[name-defined,misc]
    """A line, in the order in which lines are shown. ``kind`` is its basic route_type; colours are
    six hexadecimal digits; prices are decimals as text, with their currency."""

    __tablename__ = "transit_lines"

    agency_id: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    short: Mapped[str] = mapped_column(String(200))
    long: Mapped[str] = mapped_column(String(200))
    kind: Mapped[int]
    colour: Mapped[str] = mapped_column(String(6))
    ink: Mapped[str] = mapped_column(String(6))
    prices: Mapped[list[Any]] = mapped_column(JSON)

    __table_args__ = (
        Index("ix_transit_lines_key", "feed_id", "key"),
        Index("ix_transit_lines_agency", "feed_id", "agency_id", "id"),
    )


class PatternRow(_OfFeed, db.Model):  # type: ignore[name-defined,misc]
    """The stations of a line's trips in order, and when they run; see ``network``. ``place`` is
    its place among the patterns of its line."""

    __tablename__ = "transit_patterns"

    line_id: Mapped[int]
    place: Mapped[int]
    headsign: Mapped[str] = mapped_column(String(200))
    direction: Mapped[int]
    stations: Mapped[list[int]] = mapped_column(JSON)
    no_boarding: Mapped[list[int]] = mapped_column(JSON)
    no_alighting: Mapped[list[int]] = mapped_column(JSON)
    timings: Mapped[list[Any]] = mapped_column(JSON)

    __table_args__ = (Index("ix_transit_patterns_line", "feed_id", "line_id", "place"),)


class StationRow(_OfFeed, db.Model):  # type: ignore[name-defined,misc]
    """Where people get on. ``patterns`` are those that call, with the place in each; ``lines``
    those whose patterns they are, in the order in which lines are shown; ``near`` the stations
    within a walk, nearest first, with metres."""

    __tablename__ = "transit_stations"

    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(400))
    lat: Mapped[float] = mapped_column(Double)
    lon: Mapped[float] = mapped_column(Double)
    step_free: Mapped[int]
    first_line: Mapped[int]
    lines: Mapped[list[int]] = mapped_column(JSON)
    patterns: Mapped[list[Any]] = mapped_column(JSON)
    near: Mapped[list[Any]] = mapped_column(JSON)

    __table_args__ = (
        Index("ix_transit_stations_key", "feed_id", "key"),
        Index("ix_transit_stations_place", "feed_id", "lat", "lon"),
    )


class StopRow(_OfFeed, db.Model):  # type: ignore[name-defined,misc]
    """A stop of the feed by another key than its station's, so that old addresses lead on."""

    __tablename__ = "transit_stops"

    key: Mapped[str] = mapped_column(String(60))
    station_id: Mapped[int]

    __table_args__ = (Index("ix_transit_stops_key", "feed_id", "key"),)


class Notice(db.Model):  # type: ignore[name-defined,misc]
    """Something passengers should know today, about everything or about one agency, line or
    station by its key. ``words`` are by language."""

    __tablename__ = "transit_notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(String(60))
    words: Mapped[dict[str, str]] = mapped_column(JSON)
    starts: Mapped[datetime] = mapped_column(Moment)
    ends: Mapped[datetime | None] = mapped_column(Moment)
    posted: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (Index("ix_transit_notices_starts", "starts", "id"),)


# What belongs to a feed, in the order in which it may be deleted.
OF_FEED = (StopRow, StationRow, PatternRow, LineRow, AgencyRow)

keeping.classify(*kept.TABLES)
generations.shown("transit", FeedRow, *OF_FEED, Notice)
