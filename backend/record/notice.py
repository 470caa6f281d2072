"""The versions of the privacy notice; each stays readable at its address.

The short layer stands where data is given, the whole at /privacy, and what is kept, until when, at
/privacy/kept, written from the tables' own declarations.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Version:
    """``since`` is when it came into force."""

    number: int
    since: date


VERSIONS = (Version(1, date(2026, 11, 1)), Version(2, date(2026, 11, 25)))
CURRENT = VERSIONS[-1].number


def version(number: int) -> Version | None:
    """The version with this number."""
    return next((each for each in VERSIONS if each.number == number), None)
