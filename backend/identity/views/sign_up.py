"""Making a Llave: who I am, how to reach me and my passphrase, the code that proves it."""

from typing import Any

from flask import Response, request
from flask_babel import gettext

from backend.forms import born, curp
from backend.identity import contact, passphrase, turn
from backend.identity.actions import accounts
from backend.identity.actions.confirming import ask_to_confirm, may_send
from backend.identity.asked import Asked
from backend.identity.entering import let_in
from backend.identity.views.blueprint import TOO_MANY_CODES, ask, go, going, region, room
from backend.kernel import clock
from backend.kernel.access import keep, public
from backend.kernel.db import db
from backend.kernel.i18n import current
from backend.kernel.security import limiter

KIND, MADE = "sign-up", "signed-up"
OWN, SHARED = "own", "shared"


@room.get("/sign-up")
@public
def sign_up() -> Response:
    """Who are you?"""
    return keep(ask("sign_up", next=going()), "public")


@room.post("/sign-up")
@public
def sign_up_who() -> Response:
    """A CURP, or a name and a date of birth."""
    asked = Asked(request.form)
    told = _who(asked)
    if asked.wrong:
        return ask("sign_up", asked, next=going())
    response = go("identity.sign_up_key")
    turn.begin(response, KIND, {**told, "next": going()}, clock.now())
    return response


@room.get("/sign-up/key")
@public
def sign_up_key() -> Response:
    """How do we reach you, and what opens your Llave?"""
    if turn.current(KIND) is None:
        return go("identity.sign_up")
    return ask("sign_up_key")


@room.post("/sign-up/key")
@public
@limiter.limit("120 per hour")
def sign_up_made() -> Response:
    """Open the account, sign in, and send the code."""
    under_way = turn.current(KIND, MADE)
    if under_way is None:
        return go("identity.sign_up")
    asked = Asked(request.form)
    reached = _reached(asked)
    secret = asked.secret("passphrase")
    hers = [under_way.told["name"], asked.typed["contact"]]
    if sentence := passphrase.fault(secret, has_second=False, about=hers):
        asked.refuse("passphrase", sentence)
    phone = asked.one_of("phone", OWN, SHARED)
    if not phone:
        asked.refuse("phone", gettext("Dinos si este teléfono es solo tuyo"))
    if asked.wrong or reached is None:
        return ask("sign_up_key", asked)
    return _open(under_way, reached, passphrase.keep(secret), is_shared=phone == SHARED)


def _open(
    under_way: turn.UnderWay, reached: contact.Reached, kept: str, *, is_shared: bool
) -> Response:
    now = clock.now()
    account_id, contact_id = under_way.told.get("made", (0, 0))
    # Sent twice, it is one account: the second finds the turn moved on by the first.
    if under_way.kind == KIND and turn.change(under_way, kind=MADE):
        account = accounts.open_account(declared=_declared(under_way.told, kept), now=now)
        added = accounts.add_contact(
            account=account, kind=reached.kind, address=reached.address, now=now
        )
        account_id, contact_id = account.id, added.id
        ask_to_confirm(account=account, contact=added, now=now)
        made = turn.UnderWay(under_way.digest, MADE, under_way.told)
        turn.finish(made, made=(account_id, contact_id))
    elif not account_id:
        db.session.rollback()
        moved = turn.current(MADE)
        if moved is None:
            return go("identity.sign_up")
        account_id, contact_id = moved.told["made"]
    response = go("identity.confirm", id=contact_id, next=under_way.told["next"] or None)
    return let_in(response, account_id, methods=["passphrase"], is_shared=is_shared, now=now)


def _declared(told: dict[str, Any], kept: str) -> accounts.Declared:
    today = clock.now().date()
    return accounts.Declared(
        name=told["name"],
        language=current(),
        birth_date=born.read(told["birth_date"], today) if told["birth_date"] else None,
        curp=told["curp"] or None,
        passphrase=kept,
    )


def _who(asked: Asked) -> dict[str, str]:
    today = clock.now().date()
    name, born_on, number = (asked.line(each) for each in ("name", "birth_date", "curp"))
    told = {"name": name[:120], "birth_date": "", "curp": ""}
    if number:
        told["curp"] = curp.read(number, today) or ""
        if told["curp"]:
            told["birth_date"] = curp.birth_date(told["curp"]).isoformat()
        else:
            asked.refuse("curp", gettext("Esa CURP no es correcta. Revisa letras y números"))
        return told
    if not name:
        asked.refuse("name", gettext("Escribe tu CURP, o tu nombre y tu fecha de nacimiento"))
    elif not born_on:
        asked.refuse("birth_date", gettext("Escribe tu fecha de nacimiento"))
    elif found := born.read(born_on, today):
        told["birth_date"] = found.isoformat()
    else:
        asked.refuse("birth_date", gettext("Escríbela como 24/05/1988"))
    return told


def _reached(asked: Asked) -> contact.Reached | None:
    found = contact.read(asked.line("contact"), region())
    if found is None:
        asked.refuse("contact", gettext("Escribe un celular de 10 números o un correo"))
    elif not may_send(found.address, clock.now()):
        asked.refuse("contact", TOO_MANY_CODES)
    return found
