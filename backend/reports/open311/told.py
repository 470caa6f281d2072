"""What of a report is public, in the words of the standard.

Everybody may know that there is a report, of what, in which borough, and where it stands. Its
text, place and photos leave once the city has published them, as on its page; the contact and the
notes never do.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from backend.kernel.city import Category, City
from backend.reports.form import Spoken
from backend.reports.models import Move, Report
from backend.reports.status import OPEN, Actor, State
from backend.reports.story import step_name, title_of

DECIMALS = 4
"""About ten metres: enough to find a lamp, and no finer than a phone knows."""
DATATYPES = {"choice": "singlevaluelist", "text": "string", "longtext": "text"}

Said = dict[str, Any]


def service(category: Category) -> Said:
    """One kind of fault. Its id comes at once, so it is a ``realtime`` service."""
    return {
        "service_code": category.id,
        "service_name": str(Spoken(category.name)),
        "description": str(Spoken(category.hint or category.name)),
        "metadata": bool(category.questions),
        "type": "realtime",
        "keywords": str(Spoken(category.department.short)),
        "group": str(Spoken(category.department.name)),
    }


def definition(category: Category) -> Said:
    """What may be told of a fault beyond the rest."""
    return {"service_code": category.id, "attributes": list(_attributes(category))}


def request(report: Report, city: City, origin: str, photo: str) -> Said:
    """One report. ``photo`` is the path of its first photo that is public, "" if it has none."""
    department = city.department(report.department)
    place = _place(report)
    return {
        "service_request_id": report.folio,
        "status": status_of(State(report.state)),
        "status_notes": _notes(report.moves[-1], report, city) if report.moves else None,
        "service_name": str(title_of(report, city)),
        "service_code": report.category,
        "description": (report.description or None) if report.is_published else None,
        "agency_responsible": str(Spoken(department.name)) if department else None,
        "service_notice": None,
        "requested_datetime": moment(report.created, city),
        "updated_datetime": moment(report.since, city),
        "expected_datetime": moment(report.due, city),
        "address": address(report, city),
        "address_id": None,
        "zipcode": None,
        "lat": place[0] if place else None,
        "long": place[1] if place else None,
        "media_url": f"{origin}{photo}" if photo else None,
    }


def update(move: Move, report: Report, city: City) -> Said:
    """One step of a report."""
    state = State(move.state)
    return {
        "update_id": str(move.id),
        "service_request_id": report.folio,
        "status": status_of(state),
        "updated_datetime": moment(move.at, city),
        "description": _notes(move, report, city),
        "media_url": None,
        "external_status_code": state.value,
    }


def feature(said: Said) -> Said:
    """One report that ``request`` told, as GeoJSON (RFC 7946: longitude first)."""
    apart = {"lat", "long"}
    return {
        "type": "Feature",
        "id": said["service_request_id"],
        "geometry": {"type": "Point", "coordinates": [said["long"], said["lat"]]},
        "properties": {name: value for name, value in said.items() if name not in apart},
    }


def status_of(state: State) -> str:
    """``open`` while the city has something to do, else ``closed``."""
    return "open" if state in OPEN else "closed"


def moment(at: datetime, city: City) -> str:
    """A moment in the city's time, with its distance from UTC."""
    return at.astimezone(ZoneInfo(city.timezone)).isoformat(timespec="seconds")


def address(report: Report, city: City) -> str:
    """From the street to the city; from the borough, while it is not published."""
    borough = city.borough(report.borough)
    told = [f"{report.street} {report.number}".strip(), report.reference]
    parts = told if report.is_published else []
    ending = (borough.name if borough else report.borough, str(Spoken(city.name)))
    # An app may have sent it whole already.
    known = " ".join(parts)
    return ", ".join(part for part in (*parts, *(p for p in ending if p not in known)) if part)


def _place(report: Report) -> tuple[float, float] | None:
    if not report.is_published or report.lat is None or report.lon is None:
        return None
    return round(report.lat, DECIMALS), round(report.lon, DECIMALS)


def _notes(move: Move, report: Report, city: City) -> str:
    """Where the report stands by this move, and words: a resident's own once published."""
    name = step_name(State(move.state), report, city)
    is_shown = move.is_published or move.actor != Actor.RESIDENT
    return f"{name}. {move.words}" if move.words and is_shown else name


def _attributes(category: Category) -> Iterator[Said]:
    for order, question in enumerate(category.questions, 1):
        said = {
            "variable": True,
            "code": question.id,
            "datatype": DATATYPES[question.kind],
            "required": question.required,
            "datatype_description": None,
            "order": order,
            "description": str(Spoken(question.label)),
        }
        if question.options:
            said["values"] = [
                {"key": option.id, "name": str(Spoken(option.label))} for option in question.options
            ]
        yield said
