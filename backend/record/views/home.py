"""My record: what is known of me, and who used it."""

from flask import Response, make_response, render_template

from backend.kernel import audit, clock
from backend.kernel.access import for_another, keep, me
from backend.notify.queries import count_unread
from backend.record import attributes, queries
from backend.record.today import today
from backend.record.views.blueprint import my_id, note_helper, room


@room.get("/me")
@for_another
def home() -> Response:
    """What I gave once, where it comes from, and until when it holds."""
    note_helper("record.home")
    data = queries.data_of(my_id())
    page = make_response(
        render_template(
            "record/home.html",
            data=data.values(),
            missing=[kind for kind in attributes.KINDS.values() if kind.name not in data],
            today=today(clock.now()),
            helps=me().helps,
            unread=count_unread([audit.person(my_id())]),
        )
    )
    return page if me().helps else keep(page, "private")


@room.get("/me/uses")
def uses() -> Response:
    """Who used what of me, when and for which procedure."""
    return make_response(render_template("record/uses.html", uses=queries.uses_of(me().id)))
