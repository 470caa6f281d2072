"""Verbs: a paper is given, and taken back."""

from collections.abc import Sequence
from datetime import date, datetime

from flask import current_app

from backend.kernel import audit
from backend.kernel.city import City
from backend.kernel.db import db
from backend.papers import keyring, notices, numbers
from backend.papers.models import Paper
from backend.papers.payload import (
    HOLDER,
    KINDS,
    OFFICE,
    TITLE,
    Payload,
    cut,
    fitted,
    join,
)
from backend.record.today import today

REVOKED, READ = "papers.revoke", "papers.read"


def issue(
    *,
    subject: str,
    account_id: int,
    kind: str,
    title: str,
    holder: str,
    lines: Sequence[tuple[str, str]],
    office: str,
    language: str,
    valid_until: date | None,
    now: datetime,
) -> Paper:
    """Give a paper, signed. What it says is in ``language``; too long a text is cut, for the QR has
    to stay readable, and the paper says no more than what is signed. ``office`` is the id of a
    department. Raises ValueError for another kind than ``paper`` and ``permit``."""
    if kind not in KINDS:
        raise ValueError(kind)
    key = keyring.signing(now)
    said = fitted(
        Payload(
            kid=key.kid,
            number=numbers.draw(),
            kind=kind,
            title=cut(title, TITLE),
            holder=cut(holder, HOLDER),
            office=cut(office_name(office, language), OFFICE),
            issued=today(now),
            until=valid_until,
            lines=tuple(lines),
        )
    )
    packed = said.packed()
    paper = Paper(
        number=said.number,
        subject=subject,
        account_id=account_id,
        kind=kind,
        title=said.title,
        holder=said.holder,
        lines=[list(line) for line in said.lines],
        office=office,
        language=language,
        issued=now,
        valid_until=valid_until,
        kid=key.kid,
        signed=join(packed, keyring.sign(key, packed)),
        revoked=None,
        revoked_by=None,
        reason="",
    )
    db.session.add(paper)
    db.session.flush()
    return paper


def revoke(*, paper: Paper, by: int, reason: str, now: datetime, office: str = "") -> None:
    """It holds no longer, for this ``reason``, which its owner is told; nothing where it was
    revoked before."""
    if paper.revoked:
        return
    paper.revoked, paper.revoked_by, paper.reason = now, by, reason[:300]
    if paper.account_id:
        audit.note(
            actor=audit.person(by),
            subject=audit.person(paper.account_id),
            act=REVOKED,
            office=office or paper.office,
            what=paper.number,
            purpose=reason,
            now=now,
        )
    notices.revoked(paper, now)
    db.session.flush()


def office_name(office: str, language: str) -> str:
    """What a department is called, or its id where the city has no such."""
    city: City = current_app.extensions["city"]
    department = city.department(office)
    return department.name.in_(language) if department else office
