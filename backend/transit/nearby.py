"""Which stations are within a walk of one another."""

from collections.abc import Sequence
from math import cos, radians

from backend.kernel.geo import EARTH_M, Point, distance_m

METRES_A_DEGREE = radians(1) * EARTH_M


def nearby(points: Sequence[Point], within_m: int) -> list[list[tuple[int, int]]]:
    """For each point the numbers of those within some metres, nearest first, each with metres.

    Only what shares a square of the ground, or a side of one, is measured.
    """
    squares: dict[tuple[int, int], list[int]] = {}
    # Squares of one size in degrees, wide enough at the latitude where meridians are closest.
    side = within_m / METRES_A_DEGREE * 1.0001
    narrowest = max((abs(point.lat) for point in points), default=0)
    width = side / max(0.01, cos(radians(min(89.0, narrowest + side))))
    places = [(int(point.lat // side), int(point.lon // width)) for point in points]
    for number, place in enumerate(places):
        squares.setdefault(place, []).append(number)
    found: list[list[tuple[int, int]]] = []
    for number, (row, column) in enumerate(places):
        measured = [
            (round(distance_m(points[number], points[other])), other)
            for y in (row - 1, row, row + 1)
            for x in (column - 1, column, column + 1)
            for other in squares.get((y, x), ())
            if other != number
        ]
        found.append([(other, metres) for metres, other in sorted(measured) if metres <= within_m])
    return found
