"""How I am reached: adding, confirming and removing a phone or an address."""

from flask import Response, abort, request
from flask_babel import gettext

from backend.identity import contact, lines
from backend.identity.actions import accounts
from backend.identity.actions.codes import take
from backend.identity.actions.confirming import (
    PURPOSE,
    ask_to_confirm,
    bound_to,
    may_send,
)
from backend.identity.asked import Asked
from backend.identity.models import Account, Contact
from backend.identity.views.blueprint import (
    TOO_MANY_CODES,
    ask,
    go,
    go_on,
    going,
    my_account,
    region,
    room,
)
from backend.identity.views.sign_in import NO_CODE
from backend.kernel import clock
from backend.kernel.access import fresh, me


@room.get("/llave/contacts")
def contacts() -> Response:
    """What there is, and one more."""
    return ask("contacts", account=my_account())


@room.post("/llave/contacts")
@fresh
def add_contact() -> Response:
    """One more way to reach me; a code goes there."""
    asked = Asked(request.form)
    found = contact.read(asked.line("contact"), region())
    if found is None:
        asked.refuse("contact", gettext("Escribe un celular de 10 números o un correo"))
    elif not may_send(found.address, clock.now()):
        asked.refuse("contact", TOO_MANY_CODES)
    elif not lines.may_add(me().id):
        asked.refuse("contact", gettext("Agregaste muchos contactos. Espera una hora"))
    account = my_account()
    if asked.wrong or found is None:
        return ask("contacts", asked, account=account)
    now = clock.now()
    try:
        added = accounts.add_contact(
            account=account, kind=found.kind, address=found.address, now=now
        )
    except accounts.TooMany:
        asked.refuse("contact", gettext("Ya no caben más: quita antes uno que no uses"))
        return ask("contacts", asked, account=account)
    if added.confirmed is None:
        ask_to_confirm(account=account, contact=added, now=now)
    return go("identity.confirm", id=added.id)


@room.get("/llave/contacts/<int:id>")
def confirm(id: int) -> Response:
    """The code that came there."""
    account = my_account()
    found = _contact(account, id)
    if found.confirmed:
        return go_on(going())
    return ask("confirm", contact=found, next=going())


@room.post("/llave/contacts/<int:id>")
def code_given_back(id: int) -> Response:
    """Is it the code?"""
    asked = Asked(request.form)
    now = clock.now()
    is_right = take(
        purpose=PURPOSE, bound=bound_to(me().id, id), text=asked.secret("code"), now=now
    )
    account = my_account()
    found = _contact(account, id)
    if found.confirmed:
        return go_on(going())
    if not is_right:
        asked.refuse("code", NO_CODE)
        return ask("confirm", asked, contact=found, next=going())
    accounts.confirm_contact(account=account, contact=found, now=now)
    return go_on(going())


@room.post("/llave/contacts/<int:id>/send")
def send_again(id: int) -> Response:
    """Another code."""
    now = clock.now()
    account = my_account()
    found = _contact(account, id)
    if found.confirmed:
        return go_on(going())
    if not may_send(found.address, now):
        asked = Asked()
        asked.refuse("code", TOO_MANY_CODES)
        return ask("confirm", asked, contact=found, next=going())
    ask_to_confirm(account=account, contact=found, now=now)
    return go("identity.confirm", id=id, next=going() or None)


@room.post("/llave/contacts/<int:id>/remove")
@fresh
def remove_contact(id: int) -> Response:
    """I am not reached there any more."""
    account = my_account()
    found = _contact(account, id)
    if not accounts.remove_contact(account=account, contact=found, now=clock.now()):
        asked = Asked()
        asked.refuse("contact", gettext("Agrega otra forma de avisarte antes de quitar esta"))
        return ask("contacts", asked, account=account)
    return go("identity.contacts")


def _contact(account: Account, id: int) -> Contact:
    found = next((each for each in account.contacts if each.id == id), None)
    if found is None:
        abort(404)
    return found
