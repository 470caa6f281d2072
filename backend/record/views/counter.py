"""``/staff/record``: a clerk uses what somebody lets her office see, and checks it."""

from dataclasses import dataclass

from flask import Response, request
from flask_babel import gettext

from backend.identity import turn
from backend.identity.actions.codes import take_shown
from backend.identity.asked import Asked
from backend.identity.roles import RoleName
from backend.kernel import audit, clock
from backend.kernel.access import me, staff
from backend.record import attributes, queries, words
from backend.record.actions import giving, uses
from backend.record.actions.uses import NotAgreed, Opposed, Reader
from backend.record.datum import Datum
from backend.record.views.blueprint import ask, go, room

KIND = "record-use"
COUNTER = "counter"
"""What the code that people show at a counter opens."""


@room.get("/staff/record")
@staff(RoleName.CLERK)
def desk() -> Response:
    """Whose data, which, and for which procedure."""
    return _desk()


@room.post("/staff/record")
@staff(RoleName.CLERK)
def find() -> Response:
    """The code she shows; what is not needed is not asked."""
    asked = Asked(request.form)
    procedure = asked.line("procedure")[:120]
    wanted = [each for each in request.form.getlist("attribute") if each in attributes.EVERY]
    if not procedure:
        asked.refuse("procedure", gettext("Escribe para qué trámite"))
    if not wanted:
        asked.refuse("attribute", gettext("Elige al menos un dato"))
    if asked.wrong:
        return _desk(asked)
    now = clock.now()
    found = take_shown(purpose=COUNTER, text=asked.secret("code"), now=now)
    if found is None or found == me().id:
        asked.refuse("code", gettext("Ese código no sirve. Pide que muestre otro"))
        return _desk(asked)
    response = go("record.seen")
    told = {"account": found, "clerk": me().id, "wanted": wanted, "procedure": procedure}
    turn.begin(response, KIND, told, now)
    return response


@room.get("/staff/record/seen")
@staff(RoleName.CLERK)
def seen() -> Response:
    """What she lets this office see, once it was written down that it is seen."""
    hand = _in_hand()
    if hand is None:
        return go("record.desk")
    data: dict[str, Datum] = {}
    refused = set[str]()
    is_opposed = False
    try:
        data, refused = _use(hand)
    except Opposed:
        is_opposed = True
    return ask(
        "seen",
        data=data.values(),
        refused=attributes.labels(" ".join(sorted(refused))),
        is_opposed=is_opposed,
        has_changed="changed" in request.args,
        office=_office(),
        procedure=hand.procedure,
        documents=attributes.DOCUMENTS,
    )


@room.post("/staff/record/check/<name>")
@staff(RoleName.CLERK)
def check(name: str) -> Response:
    """I saw the document that says it too."""
    hand = _in_hand()
    document = Asked(request.form).one_of("document", *attributes.DOCUMENTS)
    if hand is None or not document or name not in hand.wanted:
        return go("record.desk" if hand is None else "record.seen")
    office = _office()
    is_same = True
    if name in queries.agreed_now(hand.account, office):
        is_same = giving.check(
            account_id=hand.account,
            clerk_id=me().id,
            office=office,
            name=name,
            given=request.form.get("given", ""),
            document=document,
            now=clock.now(),
        )
    return go("record.seen", changed=None if is_same else 1)


def _desk(asked: Asked | None = None) -> Response:
    return ask("desk", asked, every=attributes.EVERY)


@dataclass(frozen=True)
class InHand:
    """Whom the clerk has before her, and what she needs of her for what."""

    account: int
    wanted: list[str]
    procedure: str


def _use(hand: InHand) -> tuple[dict[str, Datum], set[str]]:
    """What she agreed to, and the names of what she did not."""
    try:
        return _read(hand, hand.wanted), set()
    except NotAgreed as error:
        agreed = [each for each in hand.wanted if each not in error.attributes]
        return (_read(hand, agreed) if agreed else {}), error.attributes


def _read(hand: InHand, wanted: list[str]) -> dict[str, Datum]:
    return uses.use(
        account_id=hand.account,
        reader=Reader(audit.person(me().id), _office()),
        attributes=wanted,
        procedure=hand.procedure,
        now=clock.now(),
    )


def _in_hand() -> InHand | None:
    under_way = turn.current(KIND)
    if under_way is None or under_way.told["clerk"] != me().id:
        return None
    told = under_way.told
    return InHand(told["account"], told["wanted"], told["procedure"])


def _office() -> str:
    """The clerk's office, as consents name it."""
    return sorted(me().offices(RoleName.CLERK))[0] or words.EVERY_OFFICE
