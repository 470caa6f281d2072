"""What people thought of how their reports ended."""

from sqlalchemy import select

from backend.kernel.db import db
from backend.reports.models import Rating, Report


def rating(report: Report, owner: str) -> Rating | None:
    """What ``owner`` thought of how ``report`` ended, if she said so."""
    query = select(Rating).where(Rating.report_id == report.id, Rating.owner == owner)
    return db.session.scalar(query)
