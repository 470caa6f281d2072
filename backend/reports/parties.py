"""Whom the city tells of a report: who filed it, who follows it, and those of its duplicates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app

from backend.identity import contact, queries
from backend.identity.models import Account
from backend.kernel import audit
from backend.kernel.city import City
from backend.notify.queries import KEY, count_told, holder
from backend.reports import folio as folios
from backend.reports.models import Follower, Report
from backend.reports.queries.people import duplicates_of, followers_of

MOST_A_DAY = 8
"""Messages a day to a number or an address that somebody wrote on a form and nobody confirmed."""
Way = tuple[str, str]
"""A channel, and who is reached by it there."""


@dataclass(frozen=True)
class Party:
    """Somebody to tell: ``owner`` names her inbox, ``reached`` are the ways to her."""

    owner: str
    language: str
    reached: tuple[Way, ...] = ()
    is_own: bool = False


def inbox_of(key: str) -> str:
    """The inbox of a phone that holds the key with this digest."""
    return holder(key)


def inboxes_of(keys: Iterable[str]) -> list[str]:
    """The inboxes of a phone that holds these keys."""
    return [inbox_of(folios.digest_of(key)) for key in keys]


def owner_of(row: Report | Follower) -> str:
    """Whose it is: somebody's with a Llave, or a phone's."""
    return audit.person(row.account_id) if row.account_id else inbox_of(row.key)


def parties(report: Report, now: datetime) -> list[Party]:
    """Everybody to tell of ``report``, whoever filed it first."""
    same = duplicates_of(report.folio)
    followers = followers_of([report.id, *(each.id for each in same)])
    rows: list[Report | Follower] = [report, *same, *followers]
    accounts = queries.people(row.account_id for row in rows if row.account_id)
    given = _given([row for row in rows if not row.account_id], now)
    found = [_party(row, accounts, given, is_own=row is report) for row in rows]
    return [party for party in found if party]


def _party(
    row: Report | Follower, accounts: dict[int, Account], given: dict[str, Way], *, is_own: bool
) -> Party | None:
    if row.account_id:
        account = accounts.get(row.account_id)
        if account is None:
            return None  # she closed her Llave: nobody is there to be told
        confirmed = [each for each in account.contacts if each.confirmed]
        reached = tuple((contact.CHANNEL[each.kind], each.address) for each in confirmed)
        return Party(owner_of(row), account.language, reached, is_own)
    way = given.get(row.key)
    return Party(owner_of(row), row.language, (way,) if way else (), is_own)


def _given(rows: list[Report | Follower], now: datetime) -> dict[str, Way]:
    """Where the forms said that people are reached, by the digests of their keys. Nobody confirmed
    it, so it is not used too often."""
    city: City = current_app.extensions["city"]
    region = city.languages[0].locale.partition("_")[2][:2]
    read = {row.key: contact.read(row.contact, region) for row in rows}
    reached = {key: found for key, found in read.items() if found}
    sent = count_told(
        {found.address for found in reached.values()},
        topics=("reports.", "followed."),
        since=now - timedelta(days=1),
        owners=KEY,
    )
    return {
        key: (found.channel, found.address)
        for key, found in reached.items()
        if sent.get(found.address, 0) < MOST_A_DAY
    }
