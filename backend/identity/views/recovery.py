"""I cannot get in: by a code, by a passkey, or with the code of a counter."""

from flask import Response, request
from flask_babel import gettext

from backend.identity import passphrase
from backend.identity.actions import checking
from backend.identity.asked import Asked
from backend.identity.candidates import meant, named, read
from backend.identity.entering import let_in
from backend.identity.models import Account
from backend.identity.views.blueprint import ask, go, going, my_account, region, room
from backend.kernel import clock
from backend.kernel.access import public
from backend.kernel.db import db


@room.get("/recover")
@public
def recover() -> Response:
    """The three ways."""
    return ask("recover")


@room.post("/recover")
@public
def recovered() -> Response:
    """The code of a counter, and a new passphrase in the place of every key there was."""
    asked = Asked(request.form)
    now = clock.now()
    who = read(asked.line("who"), region(), now.date())
    candidates = meant(who)
    new = asked.secret("passphrase")
    if sentence := passphrase.fault(new, has_second=False, about=[asked.typed["who"]]):
        asked.refuse("passphrase", sentence)
        return ask("recover", asked)
    text = asked.secret("code")
    right = [each for each in candidates if checking.is_recovery_code(each.id, text, now)]
    kept = passphrase.keep(new)
    if not right:
        asked.refuse("code", gettext("Ese código no sirve, o no es de esa persona"))
        return ask("recover", asked)
    account = db.session.get_one(Account, right[0].id)
    checking.recover(account=account, kept=kept, known_by=named(who), now=now)
    return let_in(go("identity.home"), account.id, methods=["code"], is_shared=True, now=now)


@room.get("/sign-in/strong")
def prove_strongly() -> Response:
    """Who works here needs a second factor: show it, or set one up first."""
    account = my_account()
    if account.totp or account.passkeys:
        return go("identity.again", next=going() or None)
    return ask("strong")
