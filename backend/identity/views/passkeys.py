"""Passkeys: adding and removing them, and signing in with one. The only pages that need script."""

from flask import Response, abort, current_app, jsonify, request
from flask import url_for as address_of
from flask_babel import gettext

from backend.identity import passkeys as webauthn
from backend.identity import turn
from backend.identity.actions import keys
from backend.identity.actions import passkeys as actions
from backend.identity.asked import Asked
from backend.identity.device import device
from backend.identity.entering import let_in
from backend.identity.paths import own_path
from backend.identity.views import sign_in
from backend.identity.views.blueprint import ask, go, my_account, room
from backend.kernel import clock
from backend.kernel.access import fresh, me, public, somebody

NEW, SHOW = "passkey-new", "passkey"


@room.get("/llave/passkeys")
def passkeys() -> Response:
    """Those I have, and one more."""
    return ask("passkeys", account=my_account())


@room.post("/llave/passkeys/ask")
@fresh
def ask_passkey() -> Response:
    """What the browser is asked for, to make one."""
    account = my_account()
    asked = webauthn.ask_to_make(
        site(),
        tag=account.tag,
        name=account.name or account.curp or "Llave",
        have=[each.credential for each in account.passkeys],
    )
    response = jsonify(asked.options)
    turn.begin(response, NEW, {"challenge": asked.challenge, "account": account.id}, clock.now())
    return response


@room.post("/llave/passkeys")
@fresh
def add_passkey() -> Response:
    """The browser made one."""
    under_way = turn.current(NEW)
    if under_way is None or under_way.told["account"] != me().id:
        abort(400)
    made = webauthn.made(site(), _answer(), under_way.told["challenge"])
    if made is None:
        abort(400)
    name = device(request.headers.get("User-Agent", ""))
    if not actions.add(account=my_account(), made=made, name=name, now=clock.now()):
        abort(409)
    turn.finish(under_way, kind="over")
    return turn.leave(jsonify(to=address_of("identity.passkeys")))


@room.post("/llave/passkeys/<int:id>/remove")
@fresh
def remove_passkey(id: int) -> Response:
    """Do without one."""
    account = my_account()
    found = next((each for each in account.passkeys if each.id == id), None)
    if found is None:
        abort(404)
    if not keys.may_do_without(account, passkey=id):
        asked = Asked()
        asked.refuse("", gettext("Primero elige una frase de 15 letras o más"))
        return ask("passkeys", asked, account=account)
    actions.remove(account=account, passkey=found, now=clock.now())
    return go("identity.passkeys")


@room.post("/sign-in/passkey/ask")
@public
def passkey_asked() -> Response:
    """What the browser is asked for, to sign in: any passkey of ours."""
    asked = webauthn.ask_to_show(site())
    under_way = turn.current(sign_in.KIND)
    told = under_way.told if under_way else {}
    response = jsonify(asked.options)
    turn.begin(
        response,
        SHOW,
        {
            "challenge": asked.challenge,
            "shared": told.get("shared", True),
            "next": told.get("next", ""),
        },
        clock.now(),
    )
    return response


@room.post("/sign-in/passkey")
@public
def passkey_shown() -> Response:
    """The browser showed one. The page says whether the phone is only hers, and where she goes."""
    under_way = turn.current(SHOW)
    if under_way is None:
        abort(400)
    told = under_way.told
    answer = _answer()
    now = clock.now()
    account_id = actions.use(site=site(), answer=answer, challenge=told["challenge"], now=now)
    asking = somebody()
    if account_id is None or not turn.finish(under_way, kind="over"):
        abort(400)
    is_shared = asking.is_shared if asking else told["shared"]
    if request.args.get("phone") in {sign_in.OWN, sign_in.SHARED}:
        is_shared = request.args["phone"] == sign_in.SHARED
    path = own_path(request.args.get("next")) or told["next"] or address_of("identity.home")
    response = turn.leave(jsonify(to=path))
    return let_in(response, account_id, methods=["passkey"], is_shared=is_shared, now=now)


def _answer() -> object:
    """What the browser sent; nothing, where it is nested deeper than anything can read."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def site() -> webauthn.Site:
    """This site as WebAuthn knows it; the host was checked against those we answer to."""
    return webauthn.Site(
        host=request.host.partition(":")[0],
        origin=f"{request.scheme}://{request.host}",
        name=current_app.extensions["city"].product,
    )
