"""The CURP, Mexico's population registry code, as people type it."""

from datetime import date

from stdnum.exceptions import ValidationError
from stdnum.mx import curp

from backend.forms.born import is_plausible

MOST = 60
"""Letters that somebody who spaces it out may need; more is not looked at."""


def read(text: str, today: date) -> str | None:
    """``text`` as a CURP in its one spelling, or None: its form, names, state, date of birth and
    check digit are checked (python-stdnum)."""
    if len(text) > MOST:
        return None
    try:
        number = str(curp.validate(text))
        born: date = curp.get_birth_date(number)
    except ValidationError:
        return None
    return number if is_plausible(born, today) else None


def birth_date(number: str) -> date:
    """The date of birth that a valid CURP tells."""
    born: date = curp.get_birth_date(number)
    return born
