"""The sites somebody signed in to with her Llave, and taking it back."""

from flask import Response, make_response, render_template

from backend.kernel import clock
from backend.kernel.access import me
from backend.oidc import queries
from backend.oidc.actions import consents
from backend.oidc.views.blueprint import go, language, room


@room.get("/llave/sites")
def sites() -> Response:
    """Which they are, what each was given, and since when."""
    page = render_template(
        "oidc/sites.html", consents=queries.consents_of(me().id), language_code=language()
    )
    return make_response(page)


@room.post("/llave/sites/<int:id>/withdraw")
def withdraw(id: int) -> Response:
    """Take one back: it gets nothing any more, and asks again next time."""
    consents.withdraw(account_id=me().id, id=id, now=clock.now())
    return go("oidc.sites")
