"""What a report's page tells: where it stands, what came before, what comes next and by when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from flask_babel import gettext, lazy_gettext

from backend.kernel.city import City
from backend.reports import status
from backend.reports.form import Spoken
from backend.reports.models import Report, ReportPhoto
from backend.reports.status import OPEN, PATH, Actor, State

# state: (its name, the colour of its tag)
NAMES = {
    State.RECEIVED: (lazy_gettext("Recibido"), "wait"),
    State.ASSIGNED: (lazy_gettext("Asignado"), "wait"),
    State.SCHEDULED: (lazy_gettext("Programado"), "wait"),
    State.IN_PROGRESS: (lazy_gettext("En reparación"), "wait"),
    State.FIXED: (lazy_gettext("Arreglado"), "ok"),
    State.CONFIRMED: (lazy_gettext("Confirmado"), "ok"),
    State.REOPENED: (lazy_gettext("Reabierto"), "wait"),
    State.NOT_OURS: (lazy_gettext("No nos toca"), "bad"),
    State.DUPLICATE: (lazy_gettext("Repetido"), ""),
    State.CANNOT: (lazy_gettext("No se puede"), "bad"),
}


FACES = ((1, lazy_gettext("Mal")), (2, lazy_gettext("Regular")), (3, lazy_gettext("Bien")))
"""How one may think a report ended, in a tap."""


@dataclass(frozen=True)
class Step:
    """One step on the line. ``mark`` is done, now, bad (there it ended), or empty: ahead. The
    ``words`` of the city are public, those of a resident once the city has looked at them."""

    name: str
    mark: str
    at: datetime | None = None
    words: str = ""
    is_public: bool = True


@dataclass(frozen=True)
class Story:
    """Everything the page says of a report that has to be worked out. ``proof`` are the photos by
    which the city shows what it repaired."""

    title: object
    department: object
    state: State
    steps: list[Step]
    due: datetime | None
    is_late: bool
    may_confirm: bool
    may_reopen: bool
    reopen_until: datetime | None
    may_begin_again: bool
    may_rate: bool
    days_left: int
    proof: list[ReportPhoto]
    answers: list[tuple[object, object]]


def tag_of(report: Report) -> tuple[object, str]:
    """The name of a report's state and the colour of its tag."""
    return NAMES[report.standing]


def title_of(report: Report, city: City) -> object:
    """What the report is about; its bare id if the city no longer has such a category."""
    category = city.category(report.category)
    return Spoken(category.name) if category else report.category


def story_of(report: Report, city: City, now: datetime) -> Story:
    """The story of ``report`` as of ``now``."""
    state = report.standing
    category = city.category(report.category)
    department = city.department(report.department)
    days = category.reopen_days if category else 0
    is_open = state in OPEN
    until = status.reopen_until(report.since, days) if state is State.FIXED else None
    may_reopen = status.may_reopen(state, report.since, days, now)
    return Story(
        title=title_of(report, city),
        department=Spoken(department.name) if department else report.department,
        state=state,
        steps=[*_past(report, city), *_ahead(state)],
        due=report.due if is_open else None,
        is_late=is_open and now > report.due,
        may_confirm=status.may_move(state, State.CONFIRMED, Actor.RESIDENT),
        may_reopen=may_reopen,
        reopen_until=until if may_reopen else None,
        may_begin_again=state in {State.FIXED, State.CONFIRMED} and not may_reopen,
        may_rate=not is_open and state is not State.DUPLICATE,
        days_left=max(0, ceil((until - now) / timedelta(days=1))) if until else 0,
        proof=[photo for photo in report.photos if photo.is_proof],
        answers=_answers(report, city),
    )


def _past(report: Report, city: City) -> list[Step]:
    last = len(report.moves) - 1
    return [
        Step(
            name=step_name(State(move.state), report, city),
            mark=_mark(State(move.state), is_last=place == last),
            at=move.at,
            words=move.words,
            is_public=move.actor != Actor.RESIDENT or move.is_published,
        )
        for place, move in enumerate(report.moves)
    ]


def _mark(state: State, *, is_last: bool) -> str:
    if not is_last:
        return "done"
    if state in OPEN:
        return "now"
    return "bad" if NAMES[state][1] == "bad" else "done"


def step_name(state: State, report: Report, city: City) -> str:
    """What a step of ``report`` is called."""
    department = city.department(report.department)
    if state is State.ASSIGNED and department:
        return str(gettext("Asignado a %(who)s", who=Spoken(department.short)))
    if state is State.NOT_OURS and report.refers_to:
        return str(gettext("Le toca a %(who)s", who=report.refers_to))
    return str(NAMES[state][0])


def _ahead(state: State) -> list[Step]:
    """The steps that are still to come, on the straight way."""
    if state not in OPEN:
        return []
    place = PATH.index(state) if state in PATH else 0
    return [Step(name=str(NAMES[step][0]), mark="") for step in PATH[place + 1 :]]


def _answers(report: Report, city: City) -> list[tuple[object, object]]:
    category = city.category(report.category)
    told: list[tuple[object, object]] = []
    for name, answer in report.answers.items():
        question = category.question(name) if category else None
        option = question.option(str(answer)) if question else None
        told.append(
            (
                Spoken(question.label) if question else name,
                Spoken(option.label) if option else answer,
            )
        )
    return told
