"""What people are told of their appointments: the day before, and when an office closes.

On a locked screen stands when, and neither what for nor where.
"""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext

from backend.appointments.models import Booking
from backend.identity.reach import reach_of
from backend.kernel.i18n import current, moment, speaking
from backend.notify import telling
from backend.notify.telling import Notice

KIND = "cases"
REMINDED, CLOSED = "appointments.reminder", "appointments.closed"


def remind(bookings: Sequence[Booking], now: datetime) -> None:
    """Tell each that she is expected."""
    for each in bookings:
        _tell(each, now, topic=REMINDED)


def closed(booking: Booking, reason: str, now: datetime) -> None:
    """Tell her that the office cannot receive her then."""
    _tell(booking, now, topic=CLOSED, reason=reason)


def _tell(booking: Booking, now: datetime, *, topic: str, reason: str = "") -> None:
    reach = reach_of(booking.account_id)
    if reach is None:
        return
    with speaking(reach.language):
        at = moment(booking.begins)
        if topic == REMINDED:
            short = gettext("Tu cita es el %(at)s.", at=at)
            body = [short, gettext("Si no puedes ir, cancélala o cámbiala para que otra la use.")]
        else:
            short = gettext("Se canceló tu cita del %(at)s.", at=at)
            body = [short, reason, gettext("Aparta otra cuando puedas. Tu trámite sigue.")]
        notice = Notice(
            owner=reach.owner,
            kind=KIND,
            topic=topic,
            language=current(),
            subject=short,
            body="\n".join(each for each in (*body, _where(booking)) if each),
            short=short,
            address=address_of(booking.subject),
            reached=reach.ways,
        )
    telling.tell([notice], now=now)


def _where(booking: Booking) -> str:
    if not booking.place_name:
        return ""
    return str(gettext("Lugar: %(place)s", place=booking.place_name))


def address_of(subject: str) -> str:
    """The page of what an appointment belongs to: ``case:K7Q42M9XC`` has ``/cases/K7Q42M9XC``."""
    kind, _, name = subject.partition(":")
    return f"/{kind}s/{name}" if name else "/inbox"
