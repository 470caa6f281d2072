"""Places on pages, near and by borough. See the table in ``backend.places``."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, make_response, render_template, request
from flask import url_for as address_of

from backend.kernel.access import keep, public
from backend.kernel.city import Borough, City, PlaceKind
from backend.kernel.geo import Point, pair_from
from backend.kernel.ready import ready
from backend.places import queries, telling
from backend.places.models import PlaceSet
from backend.places.stations import station_of

room = Blueprint("places", __name__)
MOST_PAGES = 1000


@room.get("/places")
@public
@ready("places", few=True)
def index() -> Response:
    """What kinds of place there are."""
    sets = queries.loaded()
    kinds = [(kind, sets[kind.id]) for kind in _city().places.kinds if kind.id in sets]
    return _page("index", kinds=kinds, how_many=telling.how_many)


@room.get("/places/<kind>")
@public
@ready("places", few=True)
def kind(kind: str) -> Response:
    """Places near a point that is told, or the boroughs to look in."""
    declared, loaded = _kind(kind)
    here = pair_from(request.args.get("near", ""))
    if here:
        return _near(declared, loaded, here)
    boroughs = [
        (borough, telling.how_many(loaded.counts[borough.id], declared))
        for borough in _city().boroughs
        if borough.id in loaded.counts
    ]
    page = _page(
        "kind",
        kind=declared,
        loaded=loaded,
        boroughs=boroughs,
        words=telling.script_words(declared),
    )
    return keep(page, "public", copy=True, pack=True)


def _near(kind: PlaceKind, loaded: PlaceSet, here: Point) -> Response:
    found = queries.nearest(kind.id, here, page=_number())
    rows = [telling.row(place, kind, here=here) for place, _ in found.items]
    asked = {"kind": kind.id, "near": f"{here.lat},{here.lon}"}
    turns = _turns("places.kind", found, **asked)
    return _page("kind", kind=kind, loaded=loaded, here=here, rows=rows, turns=turns)


@room.get("/places/<kind>/<borough>")
@public
@ready("places", asks=("page",))
def borough(kind: str, borough: str) -> Response:
    """The neighbourhoods of a borough; its places, where they have names or no neighbourhood."""
    declared, loaded = _kind(kind)
    where = _borough(borough, loaded)
    asked: dict[str, Any] = {"kind": kind, "borough": borough}
    by_area = declared.unnamed and bool(queries.areas(kind, borough, size=1).items)
    if by_area:
        counted = queries.areas(kind, borough, page=_number())
        rows = [
            telling.Row(
                address_of("places.area", **asked, area=each.slug),
                each.name,
                telling.how_many(each.places, declared),
            )
            for each in counted.items
        ]
        turns = _turns("places.borough", counted, **asked)
    else:
        found = queries.in_borough(kind, borough, page=_number())
        rows = [telling.row(place, declared) for place in found.items]
        turns = _turns("places.borough", found, **asked)
    return _page(
        "borough",
        kind=declared,
        loaded=loaded,
        borough=where,
        rows=rows,
        turns=turns,
        by_area=by_area,
    )


@room.get("/places/<kind>/<borough>/<area>")
@public
@ready("places", asks=("page",))
def area(kind: str, borough: str, area: str) -> Response:
    """The places of a neighbourhood, each with the way from its middle."""
    declared, loaded = _kind(kind)
    where = _borough(borough, loaded)
    middle = queries.middle(kind, borough, area) if area.isprintable() else None
    if middle is None:
        abort(404)
    name, centre = middle
    found = queries.in_borough(kind, borough, area=area, page=_number())
    return _page(
        "area",
        kind=declared,
        loaded=loaded,
        borough=where,
        name=name,
        is_near=any(place.is_near_area for place in found.items),
        rows=[telling.row(place, declared, centre=centre) for place in found.items],
        turns=_turns("places.area", found, kind=kind, borough=borough, area=area),
    )


@room.get("/place/<kind>/<key>")
@public
@ready("places", "transit")
def place(kind: str, key: str) -> Response:
    """All there is to know of a place before going there."""
    declared, loaded = _kind(kind)
    found = queries.by_key(kind, key) if key.isalnum() else None
    if found is None:
        abort(404)
    return _page(
        "place",
        kind=declared,
        loaded=loaded,
        place=found,
        title=telling.title(found, declared),
        borough=_city().borough(found.borough),
        hours=telling.hours_in_words(found.hours),
        services=telling.services_in_words(found, _city()),
        station=station_of(found),
    )


def _page(template: str, **told: Any) -> Response:
    return keep(make_response(render_template(f"places/{template}.html", **told)), "public")


def _city() -> City:
    city: City = current_app.extensions["city"]
    return city


def _kind(id: str) -> tuple[PlaceKind, PlaceSet]:
    kind = _city().places.kind(id)
    loaded = queries.set_of(id) if kind else None
    if kind is None or loaded is None:
        abort(404)
    return kind, loaded


def _borough(id: str, loaded: PlaceSet) -> Borough:
    borough = _city().borough(id)
    if borough is None or id not in loaded.counts:
        abort(404)
    return borough


def _number() -> int:
    """Which page of a list is asked for; the first where that is not clear."""
    asked = request.args.get("page", "1")
    return min(max(1, int(asked[:6])), MOST_PAGES) if asked.isascii() and asked.isdecimal() else 1


def _turns(view: str, page: queries.Page[Any], **asked: Any) -> dict[str, str]:
    """Where the pages before and after this one are, as far as there are such."""
    turns = {}
    if page.number > 1:
        turns["back"] = address_of(view, **asked, page=page.number - 1 if page.number > 2 else None)
    if page.has_more:
        turns["on"] = address_of(view, **asked, page=page.number + 1)
    return turns
