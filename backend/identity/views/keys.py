"""My keys: the passphrase and the app of the second factor."""

from flask import Response, abort, request
from flask_babel import gettext

from backend.identity import passphrase, qr, queries, totp, turn
from backend.identity.actions import keys as actions
from backend.identity.actions import seconds, trying
from backend.identity.asked import Asked
from backend.identity.candidates import by_id
from backend.identity.seal import seal, unseal
from backend.identity.views.blueprint import ask, go, known_as, my_account, room
from backend.identity.views.second import WRONG
from backend.kernel import clock
from backend.kernel.access import fresh, me

APP = "app"


@room.get("/llave/keys")
def keys() -> Response:
    """What opens my Llave."""
    return ask("keys", account=my_account())


@room.get("/llave/passphrase")
def new_passphrase() -> Response:
    """Another passphrase."""
    return ask("passphrase", needs_old=_needs_old(), who=known_as())


@room.post("/llave/passphrase")
def change_passphrase() -> Response:
    """The old one, unless she just got in another way, and the new one."""
    asked = Asked(request.form)
    now = clock.now()
    person = me()
    candidate = by_id(person.id)
    if candidate is None:
        abort(404)
    needs_old = _needs_old()
    if needs_old and not trying.by_passphrase(
        [candidate], asked.secret("old"), typed=person.tag, now=now
    ):
        asked.refuse("old", gettext("Esa no es tu frase de ahora"))
    new = asked.secret("passphrase")
    about = [candidate.name, candidate.reached.address if candidate.reached else ""]
    if sentence := passphrase.fault(new, has_second=candidate.has_second, about=about):
        asked.refuse("passphrase", sentence)
    if asked.wrong:
        return ask("passphrase", asked, needs_old=needs_old, who=known_as())
    kept = passphrase.keep(new)
    actions.change_passphrase(
        account=my_account(),
        kept=kept,
        is_long=passphrase.is_long(new),
        session_id=person.session,
        now=now,
    )
    return go("identity.keys")


@room.get("/llave/app")
@fresh
def app() -> Response:
    """An authenticator app: what to show it, and its first digits."""
    under_way = turn.current(APP)
    if under_way is None:
        return ask("app_begin", account=my_account())
    return _app_page(under_way)


@room.post("/llave/app/begin")
@fresh
def begin_app() -> Response:
    """Make a secret for the app."""
    response = go("identity.app")
    told = {"secret": seal(totp.new_secret()), "account": me().id}
    turn.begin(response, APP, told, clock.now())
    return response


@room.post("/llave/app")
@fresh
def turn_on_app() -> Response:
    """The app's first digits are right: ask for them from now on."""
    under_way = turn.current(APP)
    if under_way is None or under_way.told["account"] != me().id:
        return go("identity.app")
    asked = Asked(request.form)
    now = clock.now()
    secret = unseal(under_way.told["secret"]) or ""
    step = totp.step_of(secret, asked.secret("digits"), now=now)
    if step is None:
        asked.refuse("digits", WRONG)
        return _app_page(under_way, asked)
    turn.finish(under_way, kind="over", secret="")
    seconds.turn_on(account=my_account(), secret=secret, step=step, now=now)
    return turn.leave(go("identity.keys"))


@room.post("/llave/app/off")
@fresh
def turn_off_app() -> Response:
    """Do without the app."""
    account = my_account()
    if not actions.may_do_without(account, app=True):
        asked = Asked()
        asked.refuse("", gettext("Primero elige una frase de 15 letras o más"))
        return ask("keys", asked, account=account)
    seconds.turn_off(account=account, now=clock.now())
    return go("identity.keys")


def _app_page(under_way: turn.UnderWay, asked: Asked | None = None) -> Response:
    secret = unseal(under_way.told["secret"]) or ""
    address = totp.address(secret, issuer="Ventanilla", name=my_account().name or "Llave")
    return ask("app", asked, secret=secret, address=address, drawing=qr.drawing(address))


def _needs_old() -> bool:
    """Has she a passphrase, and did she sign in with it or long ago?"""
    return queries.needs_old_passphrase(me(), clock.now())
