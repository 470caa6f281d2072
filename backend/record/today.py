"""What day it is in the city: by its days a request is counted."""

from datetime import date, datetime

from flask_babel import to_user_timezone


def today(now: datetime) -> date:
    """The city's day at ``now``."""
    there: datetime = to_user_timezone(now)
    return there.date()
