"""Reads for apps: they change nothing and are always ordered."""

from typing import Any, TypeVar

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import selectinload

from backend.kernel.db import db
from backend.reports.models import Move, Report
from backend.reports.open311.asked import Asked
from backend.reports.open311.models import Key, Sent

Query = TypeVar("Query", bound=Select[*tuple[Any, ...]])


def requests(asked: Asked) -> list[Report]:
    """A page of the reports that are asked for, newest first."""
    query = select(Report)
    if asked.folios is not None:
        query = query.where(Report.folio.in_(asked.folios))
    else:
        query = query.where(Report.created.between(asked.since, asked.until))
        if asked.codes:
            query = query.where(Report.category.in_(asked.codes))
        if asked.states:
            query = query.where(Report.state.in_(asked.states))
    newest = query.order_by(Report.created.desc(), Report.id.desc())
    return list(db.session.scalars(_whole(_page(newest, asked))))


def updates(asked: Asked) -> list[tuple[Move, Report]]:
    """A page of the moves of reports, oldest first, so that one can read on from the last."""
    query = select(Move, Report).join(Report, Report.id == Move.report_id)
    query = query.where(Move.at.between(asked.since, asked.until))
    if asked.folios is not None:
        query = query.where(Report.folio.in_(asked.folios))
    found = db.session.execute(_page(query.order_by(Move.at, Move.id), asked))
    return [(move, report) for move, report in found]


def published(borough: str, after: Report | None, size: int) -> list[Report]:
    """Reports of ``borough`` whose text and place everybody may see, newest first, behind
    ``after``."""
    query = select(Report).where(Report.borough == borough, Report.is_published.is_(True))
    query = query.where(Report.lat.is_not(None))
    if after:
        query = query.where(tuple_(Report.created, Report.id) < (after.created, after.id))
    newest = query.order_by(Report.created.desc(), Report.id.desc())
    return list(db.session.scalars(_whole(newest.limit(size))))


def key(digest: str) -> Key | None:
    """The key with this digest, unless it was taken back."""
    return db.session.scalar(select(Key).where(Key.digest == digest, Key.ended.is_(None)))


def is_sent_by(key: Key, report: Report) -> bool:
    """Did ``report`` come with ``key``?"""
    sent = db.session.get(Sent, report.id)
    return sent is not None and sent.key_id == key.id


def all_keys() -> list[tuple[Key, int]]:
    """Every key, oldest first, with how many reports came with it."""
    query = (
        select(Key, func.count(Sent.report_id))
        .outerjoin(Sent, Sent.key_id == Key.id)
        .group_by(Key.id)
        .order_by(Key.created, Key.id)
    )
    return [(key, count) for key, count in db.session.execute(query)]


def _page(query: Query, asked: Asked) -> Query:
    return query.limit(asked.size).offset((asked.page - 1) * asked.size)


def _whole(query: Query) -> Query:
    """With what an answer tells of each, asked for all of them at once."""
    return query.options(selectinload(Report.moves), selectinload(Report.photos))
