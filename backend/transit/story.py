"""What every page of transport has to say first: how far the feed can be believed, and notices."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import gettext

from backend.kernel import clock
from backend.kernel.city import City
from backend.kernel.drawing import holds_until
from backend.kernel.i18n import current as language
from backend.transit import said
from backend.transit.days import Validity
from backend.transit.models import Notice
from backend.transit.queries import feeds, notices


@dataclass
class Setting:
    """What a page of transport is made in: the feed, the moment, and what must be said."""

    served: feeds.Served
    now: datetime
    validity: Validity
    warnings: list[str] = field(default_factory=list)

    @property
    def zone(self) -> str:
        return str(self.served.row.zone)

    @property
    def holds(self) -> bool:
        """Does the feed speak of today?"""
        return self.validity.holds


def setting() -> Setting | None:
    """The feed that is served, now; None if there is none."""
    served = feeds.current()
    if served is None:
        return None
    now = clock.now()
    validity = served.validity(now)
    return Setting(served, now, validity, _warnings(served, validity))


def hold_for_the_day() -> None:
    """What is shown holds until a notice begins or ends, and until the day is over: then the feed
    may be."""
    now = clock.now()
    served = feeds.current()
    city: City = current_app.extensions["city"]
    zone = ZoneInfo(served.row.zone if served else city.timezone)
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    ends = [datetime.combine(tomorrow, time(), zone), *notices.changes(now)]
    holds_until(min(ends).astimezone(UTC))


def _warnings(served: feeds.Served, validity: Validity) -> list[str]:
    said_so = []
    if served.row.is_sample:
        said_so.append(
            gettext("Son datos de muestra: las estaciones existen, los horarios son inventados.")
        )
    if validity.is_over:
        last = said.day(validity.last)
        said_so.append(
            gettext("Estos horarios vencieron el %(day)s. Pueden haber cambiado.", day=last)
        )
    elif validity.is_ahead:
        first = said.day(validity.first)
        said_so.append(gettext("Estos horarios valen a partir del %(day)s.", day=first))
    elif served.row.shifted_days:
        last = said.day(validity.last - timedelta(days=served.row.shifted_days))
        said_so.append(
            gettext(
                "Son los horarios que vencieron el %(day)s; los usamos mientras llegan los nuevos.",
                day=last,
            )
        )
    return [str(sentence) for sentence in said_so]


@dataclass(frozen=True)
class Said:
    """A notice as it is shown; ``lang`` is its language where it is not the page's."""

    words: str
    lang: str


def notices_about(
    setting: Setting, *about: tuple[str, str], size: int = notices.PAGE
) -> list[Said]:
    """The notices about everything, and about these."""
    return [_said(each) for each in notices.standing(setting.now, about, size=size)]


def all_notices(now: datetime, *, start: int = 0, size: int) -> list[Said]:
    """All notices that hold, from ``start`` on."""
    return [_said(each) for each in notices.standing(now, start=start, size=size)]


def _said(notice: Notice) -> Said:
    """In the page's language, else in the one it was written in."""
    here = language() or next(iter(notice.words))
    if here in notice.words:
        return Said(notice.words[here], "")
    lang, words = next(iter(notice.words.items()))
    return Said(words, lang)
