"""Everything the city told me, newest first. See ``backend.mine``."""

from flask import Response, make_response, redirect, render_template, request
from flask import url_for as address_of
from flask_babel import lazy_gettext

from backend.identity import acts
from backend.kernel import audit, clock
from backend.kernel.access import Person, keep, public, somebody
from backend.mine.inboxes import mine
from backend.mine.views.blueprint import room
from backend.notify import actions, queries

READ = "mine.inbox"
NOT_FOR_HELPERS = "identity."
"""What is told of somebody's keys is for nobody else, whoever acts for her."""
MOST_ID = 2**31

acts.call(READ, lazy_gettext("Vio los avisos"))
acts.call("acted:mine.have_read", lazy_gettext("Marcó avisos como leídos"))


@room.get("/inbox")
@public
def inbox() -> Response:
    """What was told to me, or to this phone, whether or not it arrived anywhere else."""
    owners, person, but = mine(), somebody(), _hidden()
    if person and person.helps:
        _note_helper(person, person.helps.id)
    found = queries.inbox(owners, but=but, before=_id("before"))
    page = make_response(
        render_template(
            "mine/inbox.html",
            found=found,
            unread=queries.count_unread(owners, but=but),
            person=person,
            older=address_of("mine.inbox", before=found.before) if found.before else "",
            newest=address_of("mine.inbox") if "before" in request.args else "",
        )
    )
    if person and person.helps:
        return page
    return keep(page, "private" if owners else "public")


@room.post("/inbox/read", endpoint="have_read")
@public
def have_read() -> Response:
    """I read everything that was there when the page was made."""
    actions.mark_read(mine(), upto=_id("upto") or 0, now=clock.now(), but=_hidden())
    return redirect(address_of("mine.inbox"), 303)  # type: ignore[return-value]


def _hidden() -> str:
    person = somebody()
    return NOT_FOR_HELPERS if person and person.helps else ""


def _note_helper(person: Person, of: int) -> None:
    """Who acts for another is about to read her messages: written down before they are shown."""
    actor, subject = audit.person(person.id), audit.person(of)
    audit.note(actor=actor, subject=subject, act=READ, now=clock.now(), at_once=True)


def _id(name: str) -> int | None:
    """The id of a message in what was asked; None for anything that cannot be one."""
    id = request.values.get(name, type=int)
    return id if id is not None and 0 < id < MOST_ID else None
