"""Times, headways, days, distances and prices in the words of the page's language."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import get_day_names
from babel.numbers import format_currency
from flask_babel import format_datetime, format_number, get_locale, gettext, lazy_gettext, ngettext

from backend.transit.days import today
from backend.transit.hours import Coming, Window

DAY_SECONDS = 24 * 3600
SOON = timedelta(hours=8)
KINDS = {
    0: lazy_gettext("tranvía"),
    1: lazy_gettext("metro"),
    2: lazy_gettext("tren"),
    3: lazy_gettext("autobús"),
    4: lazy_gettext("ferri"),
    5: lazy_gettext("tranvía"),
    6: lazy_gettext("teleférico"),
    7: lazy_gettext("funicular"),
    11: lazy_gettext("trolebús"),
    12: lazy_gettext("monorriel"),
}
"""What the vehicles of each basic route type are called."""


def vehicles(kinds: Iterable[int]) -> str:
    """Kinds of vehicle by their names: ``Metro, tren``."""
    names = dict.fromkeys(str(KINDS[kind]) for kind in kinds)
    said = ", ".join(names)
    return said[:1].upper() + said[1:]


def clock(seconds: int) -> str:
    """Seconds of a service day as clocks show them: ``5:00``, ``24:00``, and ``0:15`` after."""
    hours, minutes = divmod(seconds // 60, 60)
    return "24:00" if seconds == DAY_SECONDS else f"{hours % 24}:{minutes:02}"


def hour(at: datetime, now: datetime, zone: str) -> str:
    """A moment as clocks in ``zone`` show it, with the day if it is another one and not soon."""
    local = at.astimezone(ZoneInfo(zone))
    said = f"{local.hour}:{local.minute:02}"
    if local.date() == today(now, zone) or at - now < SOON:
        return said
    return f"{weekdays([local.date()])} {said}"


def end(at: datetime, zone: str) -> str:
    """When something ends, as clocks in ``zone`` show it; midnight is 24:00."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.hour or (24 if not local.minute else 0)}:{local.minute:02}"


def every(seconds: int) -> str:
    """A headway: ``cada 4 min``."""
    if seconds < 60:
        return str(gettext("cada %(n)s segundos", n=seconds))
    hours, minutes = divmod(round(seconds / 60), 60)
    if not hours:
        return str(gettext("cada %(n)s min", n=minutes))
    if not minutes:
        return str(ngettext("cada hora", "cada %(num)s horas", hours))
    return str(gettext("cada %(h)s h %(n)s min", h=hours, n=minutes))


def window(hours: Window) -> str:
    """Hours of service: ``5:00 a 24:00, cada 4 min``."""
    start, end = clock(hours.start), clock(hours.end)
    if hours.every:
        return str(
            gettext(
                "%(start)s a %(end)s, %(every)s", start=start, end=end, every=every(hours.every)
            )
        )
    if hours.count == 1:
        return str(gettext("una salida, a las %(at)s", at=start))
    return str(gettext("%(start)s a %(end)s, %(n)s salidas", start=start, end=end, n=hours.count))


def windows(hours: Sequence[Window]) -> str:
    """The hours of a day, or that there are none."""
    return "; ".join(map(window, hours)) if hours else str(gettext("no hay servicio"))


def coming(next: Coming, now: datetime, zone: str) -> str:
    """What leaves next, in a few words."""
    parts = []
    if next.every:
        headway = every(next.every)
        parts.append(headway[:1].upper() + headway[1:])
        if next.until:
            parts.append(str(gettext("hasta las %(at)s", at=end(next.until, zone))))
    if next.times:
        parts.append(", ".join(hour(at, now, zone) for at in next.times))
    if not parts and next.opens:
        parts.append(str(gettext("Vuelve a pasar: %(at)s", at=hour(next.opens, now, zone))))
    return ", ".join(parts) or str(gettext("No pasa esta semana"))


def weekdays(days: Iterable[date]) -> str:
    """Days of the week, those that follow on one another as a span: ``lun–vie, dom``."""
    names = get_day_names("abbreviated", locale=get_locale())
    numbers = sorted({day.weekday() for day in days})
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    said = [
        names[span[0]] if len(span) == 1 else f"{names[span[0]]}–{names[span[-1]]}"
        for span in spans
    ]
    return ", ".join(said).replace(".", "")


def day(value: date) -> str:
    """A day of the calendar, with its year: ``31 dic 2025``."""
    noon = datetime(value.year, value.month, value.day, 12)
    return str(format_datetime(noon, "d MMM y", rebase=False)).replace(".", "")


def metres(count: int) -> str:
    """A distance to walk: ``350 m``, ``1.2 km``."""
    if count < 1000:
        return f"{max(10, 10 * int(count / 10 + 0.5))} m"
    return f"{format_number(round(count / 1000, 1))} km"


def minutes(seconds: int) -> str:
    """How long it takes, to the minute, to five from half an hour on."""
    # Halves go up, as where a phone works it out itself.
    whole = max(1, int(seconds / 60 + 0.5))
    if whole > 30:
        whole = 5 * int(whole / 5 + 0.5)
    hours, rest = divmod(whole, 60)
    if not hours:
        return f"{whole} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def price(prices: Sequence[Sequence[str]]) -> str:
    """What a ride costs, from the least to the most; nothing if it is not known."""
    if not prices:
        return ""
    least, most = prices[0], prices[-1]
    if not Decimal(most[0]):
        return str(gettext("Gratis"))
    said = [
        format_currency(Decimal(each[0]), each[1], locale=get_locale()) for each in (least, most)
    ]
    return (
        said[0]
        if least == most
        else str(gettext("%(least)s a %(most)s", least=said[0], most=said[1]))
    )
