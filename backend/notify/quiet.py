"""When nothing rings: the city's quiet hours. Pure."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from backend.kernel.city import Quiet


def out_of(when: datetime, quiet: Quiet, zone: str) -> datetime:
    """``when``, or the end of the quiet hours in which it falls, by the clocks of ``zone``."""
    local = when.astimezone(ZoneInfo(zone))
    clock, day = local.time(), local.date()
    if quiet.begins <= quiet.ends:
        is_quiet = quiet.begins <= clock < quiet.ends
    else:
        is_quiet = clock >= quiet.begins or clock < quiet.ends
        day += timedelta(days=1) * (clock >= quiet.begins)
    if not is_quiet:
        return when
    return datetime.combine(day, quiet.ends, ZoneInfo(zone)).astimezone(UTC)
