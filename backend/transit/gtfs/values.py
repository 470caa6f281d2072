"""How each kind of value is written (GTFS reference, "Field Types").

Each function reads one value that is not empty and raises ValueError whose message completes the
sentence "<field> is <value>; ...".
"""

import re
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MOST_HOURS = 167
"""A week: no vehicle of a city is longer under way."""

_TIME = re.compile(r"([0-9]{1,3}):([0-5][0-9]):([0-5][0-9])")
_DATE = re.compile(r"[0-9]{8}")
_WHOLE = re.compile(r"[0-9]{1,9}")
_DECIMAL = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,25})?")
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_LINK = re.compile(r"https?://[^\s\"<>\\]{1,500}")


def seconds(text: str) -> int:
    """A time as seconds from noon minus twelve hours of the service day; may pass 24:00:00."""
    found = _TIME.fullmatch(text)
    if not found or int(found[1]) > MOST_HOURS:
        raise ValueError("write hours, minutes and seconds, such as 5:15:00 or 25:10:00.")
    return int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3])


def day(text: str) -> date:
    """A date."""
    try:
        if not _DATE.fullmatch(text):
            raise ValueError
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise ValueError("write a day that exists as YYYYMMDD.") from None


def whole(text: str) -> int:
    """A number that is not negative."""
    if not _WHOLE.fullmatch(text):
        raise ValueError("write a whole number, 0 or more.")
    return int(text)


def positive(text: str) -> int:
    """A whole number above zero."""
    if not _WHOLE.fullmatch(text) or not int(text):
        raise ValueError("write a whole number above 0.")
    return int(text)


def latitude(text: str) -> float:
    """Degrees north (WGS 84)."""
    return _degrees(text, 90)


def longitude(text: str) -> float:
    """Degrees east (WGS 84)."""
    return _degrees(text, 180)


def _degrees(text: str, most: int) -> float:
    if not _DECIMAL.fullmatch(text) or abs(float(text)) > most:
        raise ValueError(f"write degrees from -{most} to {most}, such as 19.43.")
    return float(text)


def amount(text: str) -> Decimal:
    """What something costs."""
    if not _DECIMAL.fullmatch(text) or text.startswith("-"):
        raise ValueError("write an amount such as 5.00.")
    return Decimal(text)


def currency(text: str) -> str:
    """ISO 4217."""
    if not _CURRENCY.fullmatch(text):
        raise ValueError("write a currency such as MXN.")
    return text


def colour(text: str) -> str:
    """Six hexadecimal digits, in lower case."""
    if not _COLOUR.fullmatch(text):
        raise ValueError("write six hexadecimal digits, such as F94F8E.")
    return text.lower()


def zone(text: str) -> str:
    """The name of a time zone (IANA)."""
    try:
        ZoneInfo(text)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise ValueError("write a time zone such as America/Mexico_City.") from None
    return text


def link(text: str) -> str:
    """An address on the web."""
    if not _LINK.fullmatch(text):
        raise ValueError("write an address that begins with https:// or http://.")
    return text
