"""Choosing the time of a visit, moving it, giving it up."""

from collections.abc import Mapping
from datetime import datetime

from backend.appointments import actions as visits
from backend.appointments.queries import of_subject as booking_of
from backend.cases import filled, queries
from backend.cases.actions import ITSELF, Doer, NotAllowed, hold, is_chosen, move
from backend.cases.actions.outcome import grant
from backend.cases.models import Case
from backend.cases.status import State
from backend.kernel.city.services.model import Service
from backend.places import queries as places

OPEN = frozenset({State.RECEIVED, State.IN_REVIEW, State.GRANTED})
"""While it stands so a time may be chosen or changed."""
MOST_PLACES = 60


def may_choose(case: Case, service: Service | None) -> bool:
    """Is there a time to choose?"""
    return service is not None and service.visits is not None and case.standing in OPEN


def places_of(service: Service) -> Mapping[str, str]:
    """Where one may go for it: names by codes."""
    if service.visits is None:
        return {}
    found = places.everything(service.visits.place)[:MOST_PLACES]
    return {place.key: place.name for place in found}


def choose(*, case: Case, service: Service, place: str, begins: datetime, now: datetime) -> None:
    """She comes to ``place`` at ``begins``; what she had chosen before is let go, once the new one
    is hers. Where choosing is all there is to it, it is granted.

    Raises NotAllowed, and NotBooked of ``appointments``: Full, NoSuchTime, AlreadyBooked.
    """
    hold(case)
    if not may_choose(case, service) or service.visits is None:
        raise NotAllowed
    names = places_of(service)
    if place not in names:
        raise visits.NoSuchTime
    booking = booking_of(case.subject)
    if booking and booking.stands and booking.begins > now:
        visits.move(
            booking=booking,
            visits=service.visits,
            begins=begins,
            now=now,
            place=place,
            place_name=names[place],
        )
        return
    visits.book(
        service=service.slug,
        visits=service.visits,
        place=place,
        begins=begins,
        subject=case.subject,
        account_id=case.account_id,
        language=case.language,
        now=now,
        place_name=names[place],
    )
    if is_chosen(service) and case.standing is State.RECEIVED:
        grant(case=case, service=service, by=ITSELF, words="", now=now)


def give_up(*, case: Case, by: Doer, now: datetime) -> None:
    """She does not come. Where the visit is all there is to it, the case is over as well."""
    hold(case)
    booking = booking_of(case.subject)
    if booking is None or not booking.stands:
        return
    visits.cancel(booking=booking, now=now)
    service = filled.service_of(case)
    if service and is_chosen(service) and case.standing is State.GRANTED:
        move(case=case, to=State.CANCELLED, by=by, now=now, is_visit=True)


def on_cancelled(subject: str, now: datetime) -> None:
    """The city cancelled her time: where that is all there is to it, she chooses another."""
    kind, _, folio = subject.partition(":")
    case = queries.by_folio(folio) if kind == "case" else None
    if case is None:
        return
    hold(case)
    service = filled.service_of(case)
    if service and is_chosen(service) and case.standing is State.GRANTED:
        move(case=case, to=State.RECEIVED, by=ITSELF, now=now, is_visit=True, is_quiet=True)
