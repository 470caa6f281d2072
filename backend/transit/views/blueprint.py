"""The room's addresses, gathered, and what their pages have in common."""

from typing import Any

from flask import Blueprint, Response, abort, make_response, render_template, request

from backend.forms import text
from backend.kernel.access import keep
from backend.transit.story import Setting, hold_for_the_day, setting

room = Blueprint("transit", __name__)
MOST_ASKED_LETTERS = 80


def answer(template: str, *, reads_packs: bool = False, **told: Any) -> Response:
    """A page that any phone may keep; as long as its packs, if it reads them."""
    return keep(make_response(render_template(template, **told)), "public", pack=reads_packs)


def lasting(template: str, **told: Any) -> Response:
    """A page that is another only with the feed, with a notice, and with the day: not one that
    says what comes next."""
    hold_for_the_day()
    return answer(template, **told)


def in_service() -> Setting:
    """The feed that is served; without one there is no such page."""
    found = setting()
    if found is None:
        abort(404)
    return found


def asked(name: str) -> str:
    """What the address asks for under ``name``, on one line."""
    return text.line(request.args.get(name, ""))[:MOST_ASKED_LETTERS]


def number(name: str) -> int:
    """The number that the address gives under ``name``; 1 if it gives none, 0 if it is no number.

    No page has the number 0, so that what is no number is not found.
    """
    given = request.args.get(name, "1")
    return int(given) if given.isascii() and given.isdecimal() and len(given) <= 4 else 0


def page_of(count: int, size: int) -> tuple[int, int, int]:
    """The page asked for of ``count`` things, how many pages there are, and where it begins; a
    page beyond them is not found."""
    page, pages = number("page"), max(1, -(-count // size))
    if not 1 <= page <= pages:
        abort(404)
    return page, pages, size * (page - 1)
