"""How far and which way, in words. The script of saved places says the same by the same rules,
with the same words, which the page hands it."""

from flask_babel import get_locale, gettext, lazy_gettext

from backend.kernel.geo import Point, bearing, distance_m

HERE_M = 20
"""Nearer than a phone can tell."""
WINDS = (
    lazy_gettext("al norte"),
    lazy_gettext("al noreste"),
    lazy_gettext("al este"),
    lazy_gettext("al sureste"),
    lazy_gettext("al sur"),
    lazy_gettext("al suroeste"),
    lazy_gettext("al oeste"),
    lazy_gettext("al noroeste"),
)


def words() -> dict[str, str]:
    """The words that the script says a way in, by the names it knows them by."""
    return {
        "here": gettext("aquí mismo"),
        "metres": gettext("a {n} m"),
        "km": gettext("a {n} km"),
        "way": gettext("{far}, {wind}"),
        "winds": "|".join(map(str, WINDS)),
        "point": str(get_locale().number_symbols["latn"]["decimal"]),
    }


def from_centre(centre: Point, there: Point) -> str:
    """The way from the centre of a neighbourhood: ``a 120 m, al noreste del centro``."""
    if distance_m(centre, there) < HERE_M:
        return str(gettext("en el centro"))
    return str(gettext("%(way)s del centro", way=way(centre, there)))


def way(here: Point, there: Point) -> str:
    """The way from ``here`` to ``there``: ``a 120 m, al noreste``. In tens of metres below one
    kilometre, beyond in tenths of a kilometre."""
    said = words()
    metres = distance_m(here, there)
    tens = int(metres / 10 + 0.5) * 10
    if metres < HERE_M:
        return said["here"]
    if tens < 1000:
        far = said["metres"].replace("{n}", str(tens))
    else:
        km = f"{metres / 1000:.1f}".removesuffix(".0").replace(".", said["point"])
        far = said["km"].replace("{n}", km)
    wind = WINDS[int(bearing(here, there) / 45 + 0.5) % len(WINDS)]
    return said["way"].replace("{far}", far).replace("{wind}", str(wind))
