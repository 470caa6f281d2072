"""``/staff/counter``: a clerk sees somebody with her documents, and checks or lets her back in."""

from flask import Response, request
from flask_babel import gettext, lazy_gettext

from backend.forms import born, curp
from backend.identity import codes, queries, turn
from backend.identity.actions import checking
from backend.identity.actions.codes import take_shown
from backend.identity.asked import Asked
from backend.identity.candidates import meant, read
from backend.identity.models import Account
from backend.identity.roles import RoleName
from backend.identity.seal import seal, unseal
from backend.identity.views.blueprint import ask, go, region, room
from backend.identity.views.showing import COUNTER
from backend.kernel import clock
from backend.kernel.access import me, staff

CHECK, RECOVER, CODE = "counter-check", "counter-recover", "counter-code"
DOCUMENTS = {
    "ine": lazy_gettext("Credencial para votar (INE)"),
    "passport": lazy_gettext("Pasaporte"),
    "licence": lazy_gettext("Licencia para conducir"),
    "professional": lazy_gettext("Cédula profesional"),
    "military": lazy_gettext("Cartilla militar"),
    "resident": lazy_gettext("Tarjeta de residente"),
}


@room.get("/staff/counter")
@staff(RoleName.CLERK)
def counter() -> Response:
    """The code on her phone; or who lost her keys."""
    return ask("counter")


@room.post("/staff/counter")
@staff(RoleName.CLERK)
def find_by_code() -> Response:
    """Whose code is it?"""
    asked = Asked(request.form)
    found = take_shown(purpose=COUNTER, text=asked.secret("code"), now=clock.now())
    if found is None or found == me().id:
        asked.refuse("code", gettext("Ese código no sirve. Pide que muestre otro"))
        return ask("counter", asked)
    response = go("identity.check")
    turn.begin(response, CHECK, {"account": found, "clerk": me().id}, clock.now())
    return response


@room.post("/staff/counter/lost")
@staff(RoleName.CLERK)
def find_who_lost() -> Response:
    """Who lost her keys? By her CURP, phone or address, one person and no list."""
    asked = Asked(request.form)
    now = clock.now()
    found = [
        each for each in meant(read(asked.line("who"), region(), now.date())) if each.id != me().id
    ]
    if len(found) != 1:
        asked.refuse("who", gettext("No hay una sola Llave con eso. Pide su CURP"))
        return ask("counter", asked)
    response = go("identity.let_back")
    turn.begin(response, RECOVER, {"account": found[0].id, "clerk": me().id}, now)
    return response


@room.get("/staff/counter/check")
@staff(RoleName.CLERK)
def check() -> Response:
    """What she says of herself, to be compared with her document."""
    account = _in_hand(CHECK)
    if account is None:
        return go("identity.counter")
    asked = Asked(
        {
            "name": account.name,
            "birth_date": account.birth_date.strftime("%d/%m/%Y") if account.birth_date else "",
            "curp": account.curp or "",
        }
    )
    for name in ("name", "birth_date", "curp"):
        asked.line(name)
    return ask("check", asked, documents=DOCUMENTS)


@room.post("/staff/counter/check")
@staff(RoleName.CLERK)
def checked() -> Response:
    """It is she: level 3."""
    asked = Asked(request.form)
    seen = _seen(asked)
    under_way = turn.current(CHECK)
    account = _in_hand(CHECK)
    if account is None or under_way is None:
        return go("identity.counter")
    if seen is None or asked.wrong:
        return ask("check", asked, documents=DOCUMENTS)
    try:
        checking.check_identity(
            account=account, clerk_id=me().id, office=_office(), seen=seen, now=clock.now()
        )
    except checking.AlreadyChecked:
        asked.refuse("curp", gettext("Esa CURP ya tiene otra Llave comprobada. Recupérala"))
        return ask("check", asked, documents=DOCUMENTS)
    turn.finish(under_way, kind="over")
    return turn.leave(go("identity.counter", done=1))


@room.get("/staff/counter/back")
@staff(RoleName.CLERK)
def let_back() -> Response:
    """What we know of her, to be compared with her document."""
    account = _in_hand(RECOVER)
    if account is None:
        return go("identity.counter")
    return ask("let_back", account=account)


@room.post("/staff/counter/back")
@staff(RoleName.CLERK)
def recovery_code() -> Response:
    """It is she: a code for her, to be written down."""
    account = _in_hand(RECOVER)
    if account is None:
        return go("identity.counter")
    now = clock.now()
    code = checking.recovery_code(account=account, clerk_id=me().id, office=_office(), now=now)
    response = go("identity.code_for_her")
    turn.begin(response, CODE, {"code": seal(code), "clerk": me().id}, now)
    return response


@room.get("/staff/counter/code")
@staff(RoleName.CLERK)
def code_for_her() -> Response:
    """The code, large."""
    under_way = turn.current(CODE)
    if under_way is None or under_way.told["clerk"] != me().id:
        return go("identity.counter")
    return ask("code_for_her", shown=codes.spaced(unseal(under_way.told["code"]) or ""))


def _in_hand(kind: str) -> Account | None:
    """Whom the clerk has before her. That she sees her data is written down first."""
    under_way = turn.current(kind)
    person = me()
    if under_way is None or under_way.told["clerk"] != person.id:
        return None
    account_id: int = under_way.told["account"]
    if request.method == "GET":
        checking.read_at_counter(
            clerk_id=person.id, office=_office(), account_id=account_id, now=clock.now()
        )
    return queries.person(account_id)


def _office() -> str:
    return sorted(me().offices(RoleName.CLERK))[0]


def _seen(asked: Asked) -> checking.Seen | None:
    today = clock.now().date()
    name, born_on, number = (asked.line(each) for each in ("name", "birth_date", "curp"))
    document = asked.one_of("document", *DOCUMENTS)
    found = born.read(born_on, today)
    known = curp.read(number, today) if number else None
    if not document:
        asked.refuse("document", gettext("Elige qué documento viste"))
    if not name:
        asked.refuse("name", gettext("Escribe el nombre como está en el documento"))
    if found is None:
        asked.refuse("birth_date", gettext("Escríbela como 24/05/1988"))
    if number and known is None:
        asked.refuse("curp", gettext("Esa CURP no es correcta. Revisa letras y números"))
    if known and found and curp.birth_date(known) != found:
        asked.refuse("birth_date", gettext("No es la fecha que dice la CURP"))
    if asked.wrong or found is None:
        return None
    return checking.Seen(document=document, name=name[:120], birth_date=found, curp=known)
