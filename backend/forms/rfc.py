"""The RFC, Mexico's tax number, as people type it."""

from stdnum.exceptions import ValidationError
from stdnum.mx import rfc

MOST = 60
"""Letters that somebody who spaces it out may need; more is not looked at."""


def read(text: str) -> str | None:
    """``text`` as an RFC in its one spelling, or None: its form, names and date are checked
    (python-stdnum). The check digit is not: one in seventy in use is wrong."""
    if len(text) > MOST:
        return None
    try:
        return str(rfc.validate(text))
    except ValidationError:
        return None
