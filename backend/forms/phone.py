"""A phone number as people type it."""

from collections.abc import Collection
from functools import lru_cache

import phonenumbers

MOST = 40
PERSONAL = {
    phonenumbers.PhoneNumberType.MOBILE,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
}
"""Numbers that take messages and cost what any message costs."""


def read(text: str, region: str, types: Collection[int] = ()) -> str | None:
    """``text`` as a number of ``region`` ("MX") unless it says so itself, in E.164; None if there
    can be none such, or none of ``types``."""
    if len(text) > MOST:
        return None
    try:
        number = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    if types and phonenumbers.number_type(number) not in types:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@lru_cache(1024)
def spoken(number: str) -> str:
    """An E.164 number as people read it: ``+52 55 1234 5678``."""
    parsed = phonenumbers.parse(number)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def region_of(locale: str) -> str:
    """The country whose numbers need no code where people speak ``locale``: "MX" for es_MX."""
    return locale.partition("_")[2][:2]
