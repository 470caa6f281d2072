"""Whom I let see what: offices, and whatever rooms above keep consents of."""

from flask import Response, abort, request
from flask_babel import gettext

from backend.identity.asked import Asked
from backend.kernel import clock
from backend.kernel.access import fresh, me
from backend.record import given, queries, words
from backend.record.actions import consenting
from backend.record.views.blueprint import ask, go, room


@room.get("/me/consents")
def consents() -> Response:
    """Those that stand, and one more."""
    return _page()


@room.post("/me/consents")
@fresh
def agree() -> Response:
    """From now on this office may see these."""
    asked = Asked(request.form)
    office = asked.one_of("office", *words.offices())
    mine = queries.data_of(me().id)
    chosen = [each for each in request.form.getlist("attribute") if each in mine]
    if not office:
        asked.refuse("office", gettext("Elige la oficina"))
    if not chosen:
        asked.refuse("attribute", gettext("Elige al menos un dato"))
    if asked.wrong:
        return _page(asked)
    consenting.agree(account_id=me().id, office=office, attributes=chosen, now=clock.now())
    return go("record.consents")


@room.post("/me/consents/revoke")
def revoke() -> Response:
    """Not any more."""
    id = request.form.get("id", 0, type=int)
    consenting.revoke(account_id=me().id, id=id, now=clock.now())
    return go("record.consents")


@room.post("/me/consents/<int:keeper>/<ref>/revoke")
def revoke_given(keeper: int, ref: str) -> Response:
    """Not any more, where another room keeps the consent."""
    keepers = given.hooks().consents
    if keeper >= len(keepers):
        abort(404)
    keepers[keeper].revoke(account_id=me().id, ref=ref, now=clock.now())
    return go("record.consents")


def _page(asked: Asked | None = None) -> Response:
    others = [
        (number, each)
        for number, keeper in enumerate(given.hooks().consents)
        for each in keeper.consents_of(me().id)
    ]
    return ask(
        "consents",
        asked,
        consents=queries.consents_of(me().id),
        others=others,
        data=queries.data_of(me().id).values(),
        offices=words.offices(),
    )
