"""A place in the city: the position a phone gives, or a street or landmark and its borough."""

from backend.forms import text
from backend.forms.ground import Ground, Value
from backend.forms.kinds.address import borough_named, parts_of
from backend.forms.kinds.kind import Faults, Found, Raw, Speech, Typed, first
from backend.forms.kinds.line import too_long
from backend.forms.sentence import Sentence
from backend.forms.sentence import sentence as _
from backend.kernel.city.services.model import Field
from backend.kernel.geo import DECIMALS, Point, accuracy_from, point_from

MOST = {"street": 120, "number": 20, "reference": 200, "borough": 80}
"""The parts that are written, and the letters that fit in each."""
POSITION = ("lat", "lon", "accuracy")

NOWHERE = _("Escribe dónde es, o usa tu ubicación")
NO_BOROUGH = _("Elige la alcaldía")


class Place:
    """Kept are the parts that were given: ``lat`` and ``lon`` in degrees, ``accuracy`` in metres,
    and what is written, the borough by its name."""

    def owns(self, rest: str) -> bool:
        return rest in MOST or rest in POSITION

    def read(self, name: str, field: Field, raw: Raw, ground: Ground) -> Found:
        lat, lon, accuracy = (first(raw, f"{name}-{part}", 40) for part in POSITION)
        given = {part: text.line(first(raw, f"{name}-{part}", 2 * most + 100))
                 for part, most in MOST.items()}  # fmt: skip
        point = point_from(lat, lon)
        if not point and not any(given.values()):
            return Found()
        value: dict[str, str | float] = {part: each for part, each in given.items() if each}
        if point:
            value |= {"lat": point.lat, "lon": point.lon}
            metres = accuracy_from(accuracy)
            value |= {} if metres is None else {"accuracy": metres}
        typed = self.typed(name, field, value)
        borough, wrong = _borough(given["borough"], ground)
        faults = _faults(name, given, point, wrong, ground)
        if faults:
            return Found(None, typed, faults)
        return Found({**value, "borough": borough} if borough else value, typed)

    def absent(self, name: str, field: Field) -> Faults:
        return {f"{name}-street": NOWHERE}

    def typed(self, name: str, field: Field, value: Value) -> Typed:
        typed: Typed = {f"{name}-{part}": (each,) for part, each in parts_of(value, MOST).items()}
        if point := point_of(value):
            typed |= {f"{name}-lat": (f"{point.lat:.{DECIMALS}f}",),
                      f"{name}-lon": (f"{point.lon:.{DECIMALS}f}",)}  # fmt: skip
            accuracy = value["accuracy"] if isinstance(value, dict) and "accuracy" in value else ""
            typed |= {f"{name}-accuracy": (str(accuracy),)} if isinstance(accuracy, int) else {}
        return typed

    def said(self, field: Field, value: Value, speech: Speech) -> str:
        parts = parts_of(value, MOST)
        street = " ".join(parts.pop(part) for part in ("street", "number") if part in parts)
        words = ", ".join(each for each in (street, *parts.values()) if each)
        point = point_of(value)
        if not point:
            return words
        position = f"{point.lat:.{DECIMALS}f}, {point.lon:.{DECIMALS}f}"
        return f"{words} ({position})" if words else position


def point_of(value: Value) -> Point | None:
    """The position in an answer."""
    if not isinstance(value, dict):
        return None
    lat, lon = value.get("lat"), value.get("lon")
    if not isinstance(lat, int | float) or not isinstance(lon, int | float):
        return None
    return Point(lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def _borough(given: str, ground: Ground) -> tuple[str, Sentence | None]:
    if not given or not ground.boroughs:
        return given, None
    name = borough_named(given, ground.boroughs)
    return (name, None) if name else ("", NO_BOROUGH)


def _faults(
    name: str, given: dict[str, str], point: Point | None, wrong: Sentence | None, ground: Ground
) -> Faults:
    faults: Faults = {
        f"{name}-{part}": too_long(most) for part, most in MOST.items() if len(given[part]) > most
    }
    if point and ground.box and not ground.box.holds(point):
        faults.setdefault(f"{name}-street", _("Ese lugar está fuera de la ciudad"))
    if not point and not given["street"] and not given["reference"]:
        faults.setdefault(f"{name}-street", NOWHERE)
    if wrong or (not point and not given["borough"]):
        faults.setdefault(f"{name}-borough", NO_BOROUGH)
    return faults


PLACE = Place()
