"""The addresses of transport: the overview, lines, stations, and the way from here to there."""

from backend.transit.views import going, overview, stops
from backend.transit.views.blueprint import room

__all__ = ["going", "overview", "room", "stops"]
