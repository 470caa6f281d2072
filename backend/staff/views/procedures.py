"""``/staff/cases``: the queue of an office, and one case. That it is read is noted."""

from collections.abc import Callable
from typing import Any

from flask import Response, abort, make_response, render_template, request
from flask import url_for as address_of
from flask_babel import gettext, lazy_gettext

from backend.cases import queries as cases
from backend.cases.actions import Doer, NotAllowed, handling
from backend.cases.actions.handling import NoWords, OwnCase, SameEyes, TakenByOther
from backend.cases.actions.reading import note_read
from backend.cases.filled import service_of, the_city
from backend.cases.queries import desk
from backend.cases.queries.desk import Procedure
from backend.cases.status import Actor, State
from backend.cases.story import NAMES, answers_of, label_of, story_of
from backend.files.queries import photo as stored_photo
from backend.files.serve import photo_response
from backend.forms import text
from backend.identity import queries as llave
from backend.identity.roles import RoleName
from backend.kernel import clock
from backend.kernel.access import me, staff
from backend.kernel.i18n import current
from backend.papers import actions as papers
from backend.papers.queries import of_subject as paper_of
from backend.payments.queries import of_subject as payment_of
from backend.record.today import today
from backend.reports import folio as folios
from backend.staff.views.blueprint import Errors, by, my_offices, new_receipts, once, room

MOST_WORDS = 1000
MINE = "mine"
WORDS = "words"
OWN = lazy_gettext("Es tu propio trámite: lo atiende otra persona")
REFUSALS: dict[type[NotAllowed], tuple[str, object]] = {
    NoWords: (WORDS, lazy_gettext("Dile por qué")),
    SameEyes: ("", lazy_gettext("Tú lo negaste: la inconformidad la decide otra persona")),
    OwnCase: ("", OWN),
    TakenByOther: ("", lazy_gettext("Lo tiene otra persona. Tómalo primero")),
}
OTHERWISE = lazy_gettext("Eso ya no se puede: el trámite cambió. Míralo otra vez")


@room.get("/staff/cases", endpoint="cases")
@staff(RoleName.DESK)
def queue() -> Response:
    """What waits for my offices, late first; or what was, newest first."""
    asked = _asked()
    after = folios.read(request.args.get("after", ""))
    found = desk.queue(asked, after=after)
    here: dict[str, Any] = {name: value for name in ASKED if (value := request.args.get(name))}
    older = address_of("staff.cases", **here, after=found.after) if found.after else ""
    return make_response(
        render_template(
            "staff/cases.html",
            found=found.cases,
            names=llave.names_of({each.taken_by for each in found.cases if each.taken_by}),
            today=today(clock.now()),
            older=older,
            newest=address_of("staff.cases", **here) if after else "",
            choices=_choices(),
            here=here,
            waiting=desk.count_waiting(my_offices()),
        )
    )


@room.get("/staff/cases/<folio>", endpoint="procedure")
@staff(RoleName.DESK)
def case(folio: str) -> Response:
    """One case: what she said, where it stands, and what can be done with it."""
    found = _found(folio)
    _note_read(found)
    return make_response(_page(found))


@room.get("/staff/cases/<folio>/photos/<int:id>.webp", endpoint="procedure_photo")
@staff(RoleName.DESK)
def photo(folio: str, id: int) -> Response:
    """A photo that she sent."""
    whole = _found(folio)
    found = cases.document(whole, id)
    stored = stored_photo(found.photo_id) if found else None
    if stored is None:
        abort(404)
    if "thumb" not in request.args:  # small ones come with the page, which is noted
        _note_read(whole)
    return photo_response(stored, thumb="thumb" in request.args)


@room.post("/staff/cases/<folio>/take", endpoint="take_procedure")
@staff(RoleName.DESK)
def take(folio: str) -> Response:
    """I have it from now on."""
    found = _found(folio)
    typed = request.form.get("instead", "")
    instead = int(typed) if typed.isdecimal() and typed.isascii() and len(typed) < 10 else None
    return _once(
        found,
        lambda: handling.take(case=found, by=_me(), instead_of=instead, now=clock.now()),
    )


@room.post("/staff/cases/<folio>/ask", endpoint="ask_for_more")
@staff(RoleName.DESK)
def ask(folio: str) -> Response:
    """Something is missing."""
    found = _found(folio)
    return _once(
        found,
        lambda: handling.ask_for_more(case=found, by=_me(), words=_words(), now=clock.now()),
        words="more",
    )


@room.post("/staff/cases/<folio>/decide", endpoint="decide")
@staff(RoleName.DESK)
def decide(folio: str) -> Response:
    """It is granted or refused, with the reason."""
    found = _found(folio)
    decision = request.form.get("decision", "")
    if decision not in {"grant", "refuse"}:
        return _refuse(found, [("decision", gettext("Elige: procede o no procede"))])
    return _once(
        found,
        lambda: handling.decide(
            case=found,
            by=_me(),
            is_granted=decision == "grant",
            words=_words(),
            now=clock.now(),
        ),
    )


@room.post("/staff/cases/<folio>/revoke", endpoint="revoke_paper")
@staff(RoleName.DESK)
def revoke(folio: str) -> Response:
    """The paper it gave holds no longer, and why."""
    found = _found(folio)
    paper, words = paper_of(found.subject), _words()
    if paper is None or paper.revoked:
        return _refuse(found, [("", str(OTHERWISE))])
    if not words:
        return _refuse(found, [("revoke", gettext("Dile por qué"))])
    return _once(
        found,
        lambda: papers.revoke(
            paper=paper, by=me().id, reason=words, now=clock.now(), office=found.office
        ),
    )


ASKED = ("office", "state", "service", "who")


def _asked() -> desk.Asked:
    """Which cases, of my offices and no others."""
    mine, city = my_offices(), the_city()
    office, state = request.args.get("office", ""), request.args.get("state", "")
    is_mine = city.department(office) and (mine is None or office in mine)
    service = city.service(request.args.get("service", ""))
    return desk.Asked(
        offices={office} if is_mine else mine,
        state=state if state in {desk.ALL, *State} - {State.DRAFT} else desk.WAITING,
        service=service.slug if service else "",
        taken_by=me().id if request.args.get("who") == MINE else None,
    )


Choice = tuple[str, str, str, list[tuple[object, object]]]


def _choices() -> list[Choice]:
    """What the queue can be narrowed by: field, name, what is all of it, and the options."""
    mine, city, language = my_offices(), the_city(), current()
    offices = [each for each in city.departments if mine is None or each.id in mine]
    ids = {each.id for each in offices}
    services: list[tuple[object, object]] = [
        (each.slug, each.title.in_(language)) for each in city.services if each.office in ids
    ]
    states: list[tuple[object, object]] = [(desk.ALL, gettext("Todos"))]
    states += [(each, NAMES[each][0]) for each in State if each is not State.DRAFT]
    choices: list[Choice] = []
    if len(offices) > 1:
        options: list[tuple[object, object]] = [(o.id, o.short.in_(language)) for o in offices]
        choices.append(("office", gettext("Oficina"), gettext("Todas"), options))
    choices.append(("state", gettext("Estado"), gettext("Por atender"), states))
    choices.append(("service", gettext("Trámite"), gettext("Todos"), services))
    who: list[tuple[object, object]] = [(MINE, gettext("Los míos"))]
    choices.append(("who", gettext("Quién lo tiene"), gettext("Cualquiera"), who))
    return choices


def _found(folio: str) -> Procedure:
    """The case of this folio if one of my offices has it; to me there is no other."""
    known = folios.read(folio)
    found = desk.one_of(known, my_offices()) if known else None
    if found is None:
        abort(404)
    return found


def _note_read(found: Procedure) -> None:
    note_read(
        case=found,
        account_id=me().id,
        office=by(RoleName.DESK, found.office).office,
        now=clock.now(),
    )


def _me() -> Doer:
    return Doer(me().id, Actor.CITY)


def _words() -> str:
    return text.lines(request.form.get(WORDS, ""))[:MOST_WORDS]


def _once(found: Procedure, write: Callable[[], object], words: str = WORDS) -> Response:
    """``words`` is the element where the form asks for the reason."""
    folio = found.folio

    def refuse(refused: Exception) -> Response:
        id, sentence = REFUSALS.get(type(refused), ("", OTHERWISE))  # type: ignore[arg-type]
        return _refuse(_found(folio), [(words if id else "", str(sentence))])

    return once(write, address_of("staff.procedure", folio=folio), refuse=refuse)


def _refuse(found: Procedure, errors: Errors) -> Response:
    return make_response(_page(found, errors), 422)


def _page(found: Procedure, errors: Errors | None = None) -> str:
    now = clock.now()
    service = service_of(found)
    people = {id for id in (found.account_id, found.taken_by, found.begun_by) if id}
    paper = paper_of(found.subject)
    return render_template(
        "staff/procedure.html",
        case=found,
        story=story_of(found, now),
        answers=answers_of(found, service, today(now)),
        held=found.held,
        photos=[(each, label_of(each.field, service)) for each in found.documents],
        names=llave.names_of(people),
        payment=payment_of(found.subject),
        paper=paper if paper and not paper.revoked else None,
        is_mine=found.taken_by == me().id,
        may_take=found.waits and me().id not in {found.taken_by, found.account_id},
        own=OWN if found.account_id == me().id else "",
        may_ask=found.standing is State.IN_REVIEW,
        may_decide=found.standing in {State.IN_REVIEW, State.APPEALED},
        is_own_refusal=found.standing is State.APPEALED and found.refused_by == me().id,
        errors=errors or [],
        typed=request.form,
        receipts=new_receipts(4),
        city=the_city(),
    )
