"""Which station a place is near. Who knows the stations is asked through a function that the
wiring hands over, for transport is a room on the same rung."""

from collections.abc import Callable

from flask import Flask, current_app

from backend.kernel.geo import Point
from backend.places.models import Place
from backend.places.way import way

StationNear = Callable[[Point], tuple[str, Point] | None]
"""The name of the station nearest to a point and where it is; None if none is near enough."""
NAME = "station_near"


def init_app(app: Flask, near: StationNear) -> None:
    """Ask ``near`` for the stations of ``app``."""
    app.extensions[NAME] = near


def station_of(place: Place) -> str:
    """The station to get off at, in words: as the file told it, else the nearest one and the way
    from there; nothing if neither is known."""
    near: StationNear | None = current_app.extensions.get(NAME)
    found = near(place.point) if near and not place.station else None
    if not found:
        return place.station
    name, point = found
    return f"{name}, {way(place.point, point)}"
