"""What a case's page tells: where it stands, who has it, what comes next and by when."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext, lazy_gettext

from backend.cases import filled, queries, status
from backend.cases.actions import is_chosen
from backend.cases.models import Case, CaseMove
from backend.cases.status import FOR_CITY, PATH, Actor, State
from backend.kernel.city.services.model import Field, Service
from backend.record.today import today as day_of

# state: (its name, the colour of its tag)
NAMES = {
    State.DRAFT: (lazy_gettext("Sin enviar"), "wait"),
    State.RECEIVED: (lazy_gettext("Recibido"), "wait"),
    State.UNPAID: (lazy_gettext("Por pagar"), "wait"),
    State.IN_REVIEW: (lazy_gettext("En revisión"), "wait"),
    State.ASKED: (lazy_gettext("Falta algo"), "bad"),
    State.GRANTED: (lazy_gettext("Listo"), "ok"),
    State.REFUSED: (lazy_gettext("No procedió"), "bad"),
    State.APPEALED: (lazy_gettext("En inconformidad"), "wait"),
    State.CANCELLED: (lazy_gettext("Cancelado"), ""),
}
PAID = lazy_gettext("Pagado")
FACES = ((1, lazy_gettext("Mal")), (2, lazy_gettext("Regular")), (3, lazy_gettext("Bien")))


@dataclass(frozen=True)
class Step:
    """One step on the line. ``mark`` is done, now, bad (there it ended), or empty: ahead."""

    name: str
    mark: str
    at: datetime | None = None
    words: str = ""
    is_public: bool = True


@dataclass(frozen=True)
class Story:
    """Everything the page says of a case that has to be worked out. ``asked`` is what the office
    asked of her, ``own`` what the service says of this state."""

    title: str
    office: str
    state: State
    steps: list[Step]
    due: date | None
    is_late: bool
    own: str
    gives: str
    asked: str
    reason: str
    may_appeal: bool
    appeal_until: date | None
    may_cancel: bool
    may_rate: bool


def tag_of(case: Case) -> tuple[object, str]:
    """The name of a case's state and the colour of its tag."""
    return NAMES[case.standing]


def title_of(case: Case) -> str:
    """What was asked for; its bare name if the city no longer offers it."""
    service = filled.service_of(case)
    return filled.say(service.title) if service else case.service


def office_of(case: Case) -> str:
    """The office whose matter it is."""
    department = filled.the_city().department(case.office)
    return filled.say(department.name) if department else case.office


def story_of(case: Case, now: datetime) -> Story:
    """The story of ``case`` as of ``now``."""
    state = case.standing
    service = filled.service_of(case)
    own = service.text(state) if service else None
    day = day_of(now)
    waits = state in FOR_CITY and case.waits
    refused = day_of(case.since)
    may_appeal = status.may_appeal(
        state, was_appealed=queries.was_appealed(case), refused=refused, today=day
    )
    return Story(
        title=title_of(case),
        office=office_of(case),
        state=state,
        steps=[*_past(case), *_ahead(case, service)],
        due=case.due if waits else None,
        is_late=waits and case.due is not None and case.due < day,
        own=filled.say(own) if own else "",
        gives=filled.say(service.outcome.text) if service and state is State.GRANTED else "",
        asked=_last_words(case, State.ASKED) if state is State.ASKED else "",
        reason=_last_words(case, state) if state in {State.GRANTED, State.REFUSED} else "",
        may_appeal=may_appeal,
        appeal_until=status.appeal_until(refused) if may_appeal else None,
        may_cancel=status.may_move(
            state, State.CANCELLED, Actor.PERSON, is_visit=_is_visit(service)
        ),
        may_rate=state in {State.GRANTED, State.REFUSED},
    )


def answers_of(case: Case, service: Service | None, today: date) -> list[tuple[str, str]]:
    """What was answered, as people read it; under its bare name what is asked no more. Photos stand
    apart."""
    answers = filled.whole(case)
    if service:
        answers |= filled.so_far(case, service, today)
    files = filled.files_of(case)
    told = []
    known: set[str] = set()
    for field in service.fields if service else ():
        known.add(field.id)
        if field.id in answers and field.id not in files:
            told.append((filled.say(field.label), filled.said(field, answers[field.id], service)))
    told += [
        (name, value if isinstance(value, str) else str(value))
        for name, value in answers.items()
        if name not in known and name not in files
    ]
    return told


def label_of(field_id: str, service: Service | None) -> str:
    """What a photo answers."""
    field: Field | None = service.field(field_id) if service else None
    return filled.say(field.label) if field else str(gettext("Lo que mandaste después"))


def _is_visit(service: Service | None) -> bool:
    return bool(service and is_chosen(service))


def _last_words(case: Case, state: State) -> str:
    found = [move.words for move in case.moves if move.state == state]
    return found[-1] if found else ""


def _past(case: Case) -> list[Step]:
    last = len(case.moves) - 1
    return [
        Step(
            name=_name(move, case),
            mark=_mark(State(move.state), is_last=place == last),
            at=move.at,
            words=move.words,
        )
        for place, move in enumerate(case.moves)
    ]


def _name(move: CaseMove, case: Case) -> str:
    if move.state == State.RECEIVED and move.actor == Actor.ITSELF:
        return str(PAID)
    if move.state == State.IN_REVIEW:
        return str(gettext("En revisión: %(who)s", who=short_office_of(case)))
    return str(NAMES[State(move.state)][0])


def short_office_of(case: Case) -> str:
    """The same, short, for a line."""
    department = filled.the_city().department(case.office)
    return filled.say(department.short) if department else case.office


def _mark(state: State, *, is_last: bool) -> str:
    if not is_last or state is State.GRANTED:
        return "done"
    return "bad" if state in {State.REFUSED, State.CANCELLED} else "now"


def _ahead(case: Case, service: Service | None) -> list[Step]:
    """The steps that are still to come, on the straight way."""
    state = case.standing
    if state not in PATH and state not in {State.ASKED, State.APPEALED}:
        return []
    place = PATH.index(state if state in PATH else State.IN_REVIEW)
    left_out = {State.UNPAID}
    if service and (service.outcome.is_instant or is_chosen(service)):
        left_out.add(State.IN_REVIEW)
    ahead = [each for each in PATH[place + 1 :] if each not in left_out]
    return [Step(name=str(NAMES[each][0]), mark="") for each in ahead]
