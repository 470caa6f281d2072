"""Reports of this phone and everybody's, and the private link. See ``backend.reports``."""

from typing import Any

from flask import Response, abort, make_response, redirect, render_template, request
from flask import url_for as address_of

from backend.kernel.access import (
    hand_key,
    held_keys,
    is_key,
    keep,
    let_go,
    me,
    public,
    somebody,
    whose,
)
from backend.kernel.geo import pair_from
from backend.kernel.ready import ready
from backend.reports import actions, queries
from backend.reports import folio as folios
from backend.reports.form import the_city
from backend.reports.views.blueprint import room


@room.get("/reports")
@public
@ready("reports", asks=("borough", "after"))
def index() -> Response:
    """Mine on this phone, and everybody's by borough or around a place."""
    city = the_city()
    borough = city.borough(request.args.get("borough", ""))
    near = pair_from(request.args.get("near", ""))
    after = folios.read(request.args.get("after", ""))
    page = queries.newest(borough=borough.id if borough else None, near=near, after=after)
    keys = held_keys()
    person = somebody()
    mine = [] if after else queries.of(keys, whose())
    asked = {"borough": borough.id if borough else None, "near": request.args.get("near")}
    here: dict[str, Any] = {name: value for name, value in asked.items() if value}
    response = make_response(
        render_template(
            "reports/index.html",
            mine=mine,
            is_signed_in=person is not None,
            adoptable=len(queries.of_nobody(keys)) if person and not person.helps else 0,
            page=page,
            borough=borough,
            near=near,
            older=address_of("reports.index", **here, after=page.after) if page.after else "",
            newest=address_of("reports.index", **here) if after else "",
        )
    )
    return keep(response, "private" if mine else "public")


@room.post("/reports/adopt")
def adopt() -> Response:
    """What this phone filed and follows belongs to my account from now on, and not to the phone."""
    keys = held_keys()
    actions.adopt(keys=keys, account_id=me().id)
    return let_go(redirect(address_of("reports.index"), 303), keys)  # type: ignore[arg-type]


@room.get("/r/<key>")
@public
def key(key: str) -> Response:
    """The private link: from now on this phone sees all of the report."""
    report = queries.by_key(key) if is_key(key) else None
    if report is None:
        abort(404)
    response = redirect(address_of("reports.follow", folio=report.folio), 303)
    response.headers["Referrer-Policy"] = "no-referrer"
    return hand_key(response, key)  # type: ignore[arg-type]
