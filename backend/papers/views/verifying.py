"""``/verify``: anybody checks a paper, on their own phone, also without signal.

What was scanned stands behind the ``#`` of the address and never leaves the phone; without script
it is pasted into a form, which sends it as the body of a POST: nothing of it is in an address, and
nothing of it is kept.
"""

from flask import Response, jsonify, make_response, render_template, request
from flask_babel import format_date, gettext

from backend.kernel import clock
from backend.kernel.access import keep, public
from backend.papers import keyring, numbers, queries
from backend.papers.payload import MOST_TEXT, Payload
from backend.papers.verdict import Verdict, verdict
from backend.papers.views.blueprint import room, verdicts
from backend.record.today import today


@room.get("/verify")
@public
def verify() -> Response:
    """The page; a phone keeps it, with all it needs, until there is no signal."""
    return keep(make_response(_page()), "public", pack=True)


@room.post("/verify")
@public
def verified() -> Response:
    """What was pasted, checked here: for browsers without script."""
    typed = request.form.get("code", "")[:MOST_TEXT]
    if not typed.strip():
        return make_response(_page(error=gettext("Pega lo que dice el código")), 422)
    now = clock.now()
    day = today(now)
    found = verdict(
        typed,
        keys=_points(),
        revoked={numbers.digest(each) for each in queries.revoked(day)},
        today=day,
        is_signed=keyring.is_signed,
    )
    return make_response(_page(found))


@room.get("/verify/revoked")
@public
def revoked() -> Response:
    """What a phone needs to verify without us: the public keys, and digests of the numbers of
    papers that were revoked and would hold otherwise."""
    day = today(clock.now())
    response = jsonify(
        keys=_points(), revoked=sorted(numbers.digest(each) for each in queries.revoked(day))
    )
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]


def _points() -> dict[str, str]:
    return {key.kid: key.public for key in queries.every_key()}


def _dates(said: Payload) -> dict[str, str]:
    """Since and until when it holds, in words."""
    until = format_date(said.until, "long") if said.until else gettext("No vence")
    return {"issued": format_date(said.issued, "long"), "until": until}


def _page(found: Verdict | None = None, error: str = "") -> str:
    return render_template(
        "papers/verify.html",
        verdicts=verdicts(),
        found=found,
        error=error,
        number=numbers.spaced(found.said.number) if found and found.said else "",
        dates=_dates(found.said) if found and found.said else {},
        checked=clock.now() if found else None,
    )
