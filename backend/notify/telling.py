"""One notice, to everywhere its owner wants it: her inbox always, her phones, mail, SMS."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask import current_app

from backend.kernel.city import City
from backend.notify import queries
from backend.notify.actions import INBOX, Letter, send_all
from backend.notify.models import Preference, Subscription
from backend.notify.quiet import out_of

PATIENCE = timedelta(minutes=10)
"""How long a phone has to fetch what was pushed to it before an SMS goes instead."""
LASTS = timedelta(days=2)
"""After that it is no news: it stays in the inbox and is sent nowhere any more."""
PUSH, MAIL, SMS = "push", "mail", "sms"


@dataclass(frozen=True)
class Notice:
    """What ``owner`` is told of the page at ``address``, in ``language``.

    ``kind`` is what her preferences call it, ``topic`` what it is. ``body`` is for the inbox and
    mail, where ``more`` stands below; ``short`` for a locked screen and SMS, which anybody may
    read, and ``answer`` what an SMS says besides. ``reached`` are (channel, recipient): mail and
    SMS. ``is_inbox_only``: it was she who did it.
    """

    owner: str
    kind: str
    topic: str
    language: str
    subject: str
    body: str
    short: str
    address: str
    more: str = ""
    answer: str = ""
    reached: tuple[tuple[str, str], ...] = ()
    is_inbox_only: bool = False


def tell(notices: Sequence[Notice], *, now: datetime) -> None:
    """Tell each, in the transaction of the request; nobody and nowhere twice."""
    told: dict[str, Notice] = {}
    for notice in notices:
        told.setdefault(notice.owner, notice)
    preferences = queries.preferences_of(told.keys())
    phones = queries.phones_of([each.owner for each in told.values() if not each.is_inbox_only])
    letters: list[Letter] = []
    reached: set[tuple[str, str]] = set()
    for owner, notice in told.items():
        letters.append(_letter(notice, INBOX, "", notice.body))
        if notice.is_inbox_only:
            continue
        fresh = tuple(dict.fromkeys(each for each in notice.reached if each not in reached))
        reached.update(fresh)
        chosen, hers = preferences.get(owner), phones.get(owner, ())
        letters += _sent(replace(notice, reached=fresh), hers, chosen, now)
    send_all(letters, now=now)


def _sent(
    notice: Notice, phones: Sequence[Subscription], chosen: Preference | None, now: datetime
) -> list[Letter]:
    """What leaves the house. Pushes are put down first, for an SMS to wait for."""
    off = set(chosen.off) if chosen else set()
    wanted = {each for each in (PUSH, MAIL, SMS) if f"{notice.kind}.{each}" not in off}
    push_at = _loud(now, chosen)
    # On a lock screen the title says it; what would say the same again is left out.
    body = "" if notice.short == notice.subject else notice.short
    pushes = [
        _leaving(_letter(notice, PUSH, str(phone.id), body), push_at)
        for phone in (phones if PUSH in wanted else ())
    ]
    pushed = send_all(pushes, now=now) if pushes else []
    unless = pushed[0].id if pushed and (chosen is None or chosen.is_sms_last) else None
    sms_at = _loud(push_at + PATIENCE, chosen) if unless else push_at
    letters = []
    for channel, recipient in notice.reached:
        if channel == MAIL and MAIL in wanted:
            body = "\n\n".join(filter(None, [notice.body, notice.more]))
            letters.append(_leaving(_letter(notice, MAIL, recipient, body), now))
        elif channel == SMS and SMS in wanted:
            city: City = current_app.extensions["city"]
            words = " ".join(filter(None, [f"{city.product}:", notice.short, notice.answer]))
            letter = _letter(notice, SMS, recipient, words)
            letters.append(_leaving(replace(letter, unless=unless), sms_at))
    return letters


def _leaving(letter: Letter, at: datetime) -> Letter:
    return replace(letter, after=at, expires=at + LASTS)


def _letter(notice: Notice, channel: str, recipient: str, body: str) -> Letter:
    return Letter(
        channel=channel,
        recipient=recipient,
        topic=notice.topic,
        language=notice.language,
        subject=notice.subject,
        body=body,
        owner=notice.owner,
        address=notice.address,
    )


def _loud(when: datetime, chosen: Preference | None) -> datetime:
    """``when``, or as soon as it may ring after that."""
    if chosen and not chosen.is_quiet:
        return when
    city: City = current_app.extensions["city"]
    return out_of(when, city.quiet, city.timezone)
