"""What the desk does with a report. Each act is logged, and the database lets no log be changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from backend.files.encode import Photo
from backend.kernel import audit
from backend.kernel.city import City
from backend.kernel.db import db
from backend.reports.actions import NotAllowed, move, put_photo
from backend.reports.handling import Activity, Crew, InsideNote
from backend.reports.models import Report, ReportPhoto
from backend.reports.status import Actor, State

MOST_PROOFS = 4
BY_ITSELF = "city"
"""Who acts where the clock does."""


class NoWords(NotAllowed):
    """The resident is owed the reason."""


class NoProof(NotAllowed):
    """A photo has to show that it is fixed."""


class NobodyNamed(NotAllowed):
    """It has to be said whose matter it is."""


@dataclass(frozen=True)
class By:
    """Who of the city acts: an account, at an office ("" is the whole city)."""

    account_id: int
    office: str

    @property
    def actor(self) -> str:
        """As the log and the audit name her."""
        return audit.person(self.account_id)


def log(*, report: Report, by: By | None, act: str, told: str = "", now: datetime) -> None:
    """Add to the log what ``by`` did, or the clock. ``told`` are facts, never what people wrote."""
    db.session.add(
        Activity(
            report_id=report.id,
            at=now,
            actor=by.actor if by else BY_ITSELF,
            office=by.office if by else report.department,
            act=act,
            told=told[:200],
        )
    )


def move_on(
    *,
    report: Report,
    to: State,
    by: By,
    words: str,
    now: datetime,
    city: City,
    refers_to: str = "",
    proofs: Sequence[Photo] = (),
    more_follow: bool = False,
) -> None:
    """Move ``report`` along the state table, with ``words`` for the resident and photos of the
    repair.

    ``more_follow``: such a photo comes later, on its own. Raises NotAllowed, NoWords for what
    cannot be done without a reason, NobodyNamed for what is another's, NoProof where the category
    needs one; a duplicate is for ``merging``.
    """
    if to is State.DUPLICATE:
        raise NotAllowed
    for photo in proofs:
        add_proof(report=report, photo=photo, by=by, now=now)
    if to is State.CANNOT and not words:
        raise NoWords
    if to is State.NOT_OURS and not refers_to:
        raise NobodyNamed
    if to is State.FIXED and not (proofs or more_follow) and needs_proof(report, city):
        raise NoProof
    move(report=report, to=to, actor=Actor.CITY, words=words, now=now, refers_to=refers_to)
    log(report=report, by=by, act="move", told=to, now=now)


def needs_proof(report: Report, city: City) -> bool:
    """Has a photo still to show that it is fixed? One that was taken since it was last opened
    counts."""
    category = city.category(report.category)
    if category is None or not category.needs_proof:
        return False
    return _proofs(report) == 0


def _proofs(report: Report) -> int:
    """How many photos of the repair there are since the report was last opened."""
    opened = max(
        (each.at for each in report.moves if each.state in {State.RECEIVED, State.REOPENED}),
        default=report.created,
    )
    return sum(photo.is_proof and photo.at >= opened for photo in report.photos)


def assign(
    *, report: Report, crew: Crew | None, planned: date | None, by: By, now: datetime
) -> None:
    """Give ``report`` to a crew of its office, for a day. It moves with it: to assigned, and with
    a day to scheduled. Raises NotAllowed for what is closed, or another office's crew."""
    if not report.is_open or (crew and crew.office != report.department):
        raise NotAllowed
    for step in _steps(report.standing, has_crew=crew is not None, has_day=planned is not None):
        move(report=report, to=step, actor=Actor.CITY, words="", now=now)
    report.crew_id = crew.id if crew else None
    report.planned = planned
    told = f"{crew.name if crew else '-'} {planned or '-'}"
    log(report=report, by=by, act="assign", told=told, now=now)


def _steps(state: State, *, has_crew: bool, has_day: bool) -> list[State]:
    """The moves that go with giving a report to a crew, or a day."""
    if state in {State.RECEIVED, State.REOPENED}:
        return [State.ASSIGNED] * (has_crew or has_day) + [State.SCHEDULED] * has_day
    if state is State.ASSIGNED:
        return [State.SCHEDULED] * has_day
    return [State.ASSIGNED] * (state is State.SCHEDULED and not has_day)


def hand_over(*, report: Report, to: str, by: By, now: datetime, city: City) -> None:
    """It is another office's of this city: from now on ``to`` has it. Raises NotAllowed."""
    is_known = to in {office.id for office in city.repairing}
    if to == report.department or not is_known or not report.is_open:
        raise NotAllowed
    log(report=report, by=by, act="hand-over", told=f"{report.department} > {to}", now=now)
    report.department = to
    report.crew_id = report.planned = None


def approve_text(*, report: Report, is_public: bool, by: By, now: datetime) -> None:
    """Let everybody read what the resident wrote, with what she said since, or nobody."""
    report.is_published = is_public
    for each in report.moves:
        each.is_published = is_public
    log(report=report, by=by, act="show-text" if is_public else "hide-text", now=now)


def approve_photo(
    *, report: Report, photo: ReportPhoto, is_public: bool, by: By, now: datetime
) -> None:
    """Let everybody see one photo, or nobody."""
    photo.is_published = is_public
    act = "show-photo" if is_public else "hide-photo"
    log(report=report, by=by, act=act, told=str(photo.position), now=now)


def note_inside(*, report: Report, text: str, by: By, now: datetime) -> None:
    """Write something for one another; residents read it nowhere on the site."""
    db.session.add(InsideNote(report_id=report.id, by_id=by.account_id, at=now, text=text))
    log(report=report, by=by, act="note", now=now)


def add_proof(
    *, report: Report, photo: Photo, by: By, now: datetime, receipt: str | None = None
) -> None:
    """Add a photo of the repair behind the others, unless this receipt did before. Raises
    NotAllowed beyond MOST_PROOFS since it was last opened."""
    added = put_photo(
        report=report,
        photo=photo,
        is_full=lambda: _proofs(report) >= MOST_PROOFS,
        now=now,
        receipt=receipt,
        is_proof=True,
    )
    if added:
        log(report=report, by=by, act="proof", told=str(added.position), now=now)
