"""The feed that is served, and what is worked out from it once a process."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from flask import current_app
from sqlalchemy import select

from backend.kernel.db import db
from backend.transit.days import Validity, today
from backend.transit.gtfs.feed import Service
from backend.transit.models import FeedRow

Made = TypeVar("Made")


@dataclass(frozen=True)
class Served:
    """The feed that is served: its row, and its services by number."""

    row: FeedRow
    services: tuple[Service, ...]

    @property
    def id(self) -> int:
        return int(self.row.id)

    @property
    def mark(self) -> str:
        """Tells this load from any other."""
        return f"{self.row.digest}.{self.row.shifted_days}.{self.row.loaded.isoformat()}"

    def validity(self, now: datetime) -> Validity:
        """The days it speaks of, seen from now."""
        return Validity(self.row.first, self.row.last, today(now, self.row.zone))


def current() -> Served | None:
    """The feed that is served; None if none was loaded yet."""
    row = db.session.scalar(select(FeedRow).order_by(FeedRow.id.desc()).limit(1))
    return Served(row, tuple(map(_service, row.services))) if row else None


def once(served: Served, name: str, make: Callable[[], Made]) -> Made:
    """What ``make`` gives, worked out once a process for the feed that is served."""
    held = current_app.extensions.get("transit")
    if held is None or held[0] != served.mark:
        # A pair in one assignment: another thread may still fill the one of the feed before.
        held = current_app.extensions["transit"] = (served.mark, {})
    kept: dict[str, Any] = held[1]
    if name not in kept:
        kept[name] = make()
    made: Made = kept[name]
    return made


def _service(packed: list[Any]) -> Service:
    days, first, last, added, removed = packed
    return Service(
        "",
        days,
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
        set(map(date.fromisoformat, added)),
        set(map(date.fromisoformat, removed)),
    )
