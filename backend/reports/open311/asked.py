"""What is asked of requests and updates: which, of which kind, of when, and how many."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask_babel import gettext

from backend.reports import folio as folios
from backend.reports.open311.refused import Refused
from backend.reports.open311.shapes import STATUSES
from backend.reports.status import OPEN, State

SPAN = timedelta(days=90)
MOST = 1000
MOST_PAGES = 100
# The W3C's note on dates and times, with its zone: 2010-01-01T00:00:00Z, and fractions of a second.
_MOMENT = re.compile(
    r"(?P<plain>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?)(\.[0-9]{1,9})?"
    r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})"
)
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")


@dataclass(frozen=True)
class Asked:
    """``folios`` override all but the page; None where they were not asked for. ``states`` and
    ``codes`` are any of them, all when empty."""

    since: datetime
    until: datetime
    folios: tuple[str, ...] | None = None
    codes: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    page: int = 1
    size: int = MOST


def read(args: Mapping[str, str], now: datetime) -> Asked:
    """What ``args`` ask. Raises Refused, with a sentence for each mistake."""
    mistakes: list[str] = []
    since = _moment(args, "start_date", mistakes)
    until = _moment(args, "end_date", mistakes)
    begin, end = _span(since, until, now, mistakes)
    states = _states(_listed(args, "status"), mistakes)
    page = _number(args, "page", MOST_PAGES, 1, mistakes)
    size = _number(args, "page_size", MOST, MOST, mistakes)
    if mistakes:
        raise Refused(400, *mistakes)
    ids = _listed(args, "service_request_id")
    known = tuple(folio for each in ids[:MOST] if (folio := folios.read(each)))
    return Asked(
        begin, end, known if ids else None, _listed(args, "service_code"), states, page, size
    )


def moment(text: str) -> datetime | None:
    """The moment that ``text`` names, in UTC; None if it is none, or has no zone."""
    found = _MOMENT.fullmatch(text.strip().replace(" ", "+"))  # a plus that nobody escaped
    if not found:
        return None
    try:
        return datetime.fromisoformat(found["plain"] + found["zone"]).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _moment(args: Mapping[str, str], name: str, mistakes: list[str]) -> datetime | None:
    text = args.get(name, "")
    found = moment(text)
    if text and found is None:
        mistakes.append(
            gettext("%(name)s no es una fecha con su zona, como 2026-01-31T00:00:00Z.", name=name)
        )
    return found


def _span(
    since: datetime | None, until: datetime | None, now: datetime, mistakes: list[str]
) -> tuple[datetime, datetime]:
    """The standard's: at most 90 days, the last 90 where nothing is said."""
    try:
        end = until or (since + SPAN if since else now)
        begin = since or end - SPAN
    except OverflowError:
        begin, end = now, now
    if begin > end:
        mistakes.append(gettext("start_date es después de end_date."))
    elif end - begin > SPAN:
        mistakes.append(gettext("De start_date a end_date caben hasta 90 días."))
    return begin, end


def _states(wanted: tuple[str, ...], mistakes: list[str]) -> tuple[str, ...]:
    statuses = {status.lower() for status in wanted}
    if statuses - set(STATUSES):
        mistakes.append(gettext("status puede ser open o closed."))
    if len(statuses) != 1:
        return ()
    is_open = "open" in statuses
    return tuple(state.value for state in State if (state in OPEN) == is_open)


def _number(
    args: Mapping[str, str], name: str, most: int, default: int, mistakes: list[str]
) -> int:
    text = args.get(name, "")
    if not text:
        return default
    if not _NUMBER.fullmatch(text) or int(text) > most:
        mistakes.append(gettext("%(name)s puede ser de 1 a %(most)s.", name=name, most=most))
        return default
    return int(text)


def _listed(args: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in args.get(name, "").split(",") if part.strip())
