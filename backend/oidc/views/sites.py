"""The sites somebody signed in to with her Llave, and taking it back."""

from flask import Response, make_response, render_template, request

from backend.kernel import clock
from backend.kernel.access import me
from backend.oidc import queries
from backend.oidc.actions import consents
from backend.oidc.views.blueprint import go, language, room

SIZE = 8


@room.get("/llave/sites")
def sites() -> Response:
    """Which they are, what each was given, and since when."""
    before = request.args.get("before", 0, int)
    shown = queries.consents_of(me().id, before=before, size=SIZE + 1)
    page = render_template(
        "oidc/sites.html",
        consents=shown[:SIZE],
        more=shown[SIZE - 1].id if len(shown) > SIZE else None,
        spoken=language(),
    )
    return make_response(page)


@room.post("/llave/sites/<int:id>/withdraw")
def withdraw(id: int) -> Response:
    """Take one back: it gets nothing any more, and asks again next time."""
    consents.withdraw(account_id=me().id, id=id, now=clock.now())
    return go("oidc.sites")
