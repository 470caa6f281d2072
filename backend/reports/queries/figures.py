"""What each office closed, what of it came back, and what people thought of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from backend.kernel.db import db
from backend.reports.models import Move, Rating, Report
from backend.reports.status import Actor, State


@dataclass(frozen=True)
class Figures:
    """Of one office: how many times it said fixed, how many of these were reopened by who had
    reported them, and how many were rated, from 1 (bad) to 3 (good), with what mean."""

    office: str
    fixed: int
    reopened: int
    ratings: int = 0
    mean: float | None = None

    @property
    def reopened_share(self) -> float:
        """Of what was fixed, how much came back: 0 to 1."""
        return self.reopened / self.fixed if self.fixed else 0.0


def by_office(since: datetime) -> list[Figures]:
    """The figures of each office that closed something ``since`` then, in the order of their ids.
    What comes back counts for the office that said it was fixed, whoever has it now."""
    fixed = func.sum(case((Move.state == State.FIXED, 1), else_=0))
    is_back = (Move.state == State.REOPENED) & (Move.actor == Actor.RESIDENT)
    back = func.sum(case((is_back, 1), else_=0))
    moves = (
        select(Move.office, fixed, back)
        .where(Move.at >= since, Move.state.in_([State.FIXED, State.REOPENED]))
        .group_by(Move.office)
        .order_by(Move.office)
    )
    rated = (
        select(Report.department, func.count(), func.avg(Rating.score))
        .join(Report, Report.id == Rating.report_id)
        .where(Rating.at >= since)
        .group_by(Report.department)
        .order_by(Report.department)
    )
    ratings = {office: (count, float(mean)) for office, count, mean in db.session.execute(rated)}
    return [
        Figures(office, int(fixed), int(back), *ratings.get(office, (0, None)))
        for office, fixed, back in db.session.execute(moves)
    ]
