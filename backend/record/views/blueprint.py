"""The room's addresses, gathered, and what its pages share."""

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template
from flask import url_for as address_of

from backend.identity.asked import Asked
from backend.kernel import audit, clock
from backend.kernel.access import me, whose
from backend.record.actions import uses
from backend.record.actions.uses import Reader

room = Blueprint("record", __name__)


def ask(template: str, asked: Asked | None = None, **more: Any) -> Response:
    """A page that asks something: 200, or 422 with what was typed and what is wrong with it."""
    asked = asked or Asked()
    html = render_template(f"record/{template}.html", asked=asked, **more)
    return make_response(html, 422 if asked.wrong else 200)


def go(view: str, **values: Any) -> Response:
    """On to another page of ours, after a form."""
    return redirect(address_of(view, **values), 303)  # type: ignore[return-value]


def my_id() -> int:
    """Whose record it is: of the one helped, else of who is signed in."""
    id = whose()
    assert id is not None, "whoever passed the door is somebody"
    return id


def note_helper(view: str) -> None:
    """Who acts for another is about to see her record: written down before it is shown."""
    person = me()
    if person.helps:
        reader = Reader(audit.person(person.id))
        uses.read_all(account_id=person.helps.id, reader=reader, procedure=view, now=clock.now())
