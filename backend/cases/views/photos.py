"""The photos of a case. See ``backend.cases``."""

from flask import Response, abort, make_response, render_template, request
from flask import url_for as address_of
from flask_babel import gettext

from backend.cases import filled, queries
from backend.cases.actions import NotAllowed, answering, hold, sending
from backend.cases.actions.answering import NotOpen, TooMany
from backend.cases.models import Case
from backend.cases.views.blueprint import doer, once, own, room
from backend.files.queries import photo as stored_photo
from backend.files.serve import photo_response
from backend.kernel import clock
from backend.kernel.access import for_another
from backend.kernel.security import takes_files
from backend.record.today import today
from backend.reports.pictures import Pictures


class NoRoom(NotAllowed):
    """No photo is awaited."""


@room.get("/cases/<folio>/photos/<int:id>.webp")
@for_another
def photo(folio: str, id: int) -> Response:
    """A photo of hers. ``?thumb`` is small."""
    found = queries.document(own(folio), id)
    stored = stored_photo(found.photo_id) if found else None
    if stored is None:
        abort(404)
    return photo_response(stored, thumb="thumb" in request.args)


@room.post("/cases/<folio>/photos")
@for_another
@takes_files
def add_photo(folio: str) -> Response:
    """One more photo, from the outbox of a phone: for the first question that lacks one, or for
    what the office asked. With the last of what was missing the case is sent."""
    pictures = Pictures.of_request("photo", 1)
    case = own(folio)
    if pictures.errors or not pictures.photos:
        return _refuse(case, pictures.errors or [("photo", gettext("Elige una foto"))])
    sent = pictures.photos[0]

    def write(receipt: str) -> None:
        hold(case)
        service = filled.service_of(case)
        try:
            field, most = answering.place_for(
                case, service, request.form.get("field", ""), today(clock.now())
            )
            answering.add_photo(
                case=case, field=field, most=most, photo=sent, now=clock.now(), receipt=receipt
            )
        except (NotOpen, TooMany) as refused:
            raise NoRoom from refused
        if service and case.is_to_send:
            sending.send_if_whole(case=case, service=service, by=doer(), now=clock.now())

    refusal = gettext("Este trámite ya no recibe fotos")
    return once(
        write,
        address_of("cases.follow", folio=case.folio),
        refuse=lambda _refused: _refuse(own(folio), [("photo", refusal)]),
        files=pictures.contents,
    )


def _refuse(case: Case, errors: list[tuple[str, str]]) -> Response:
    html = render_template("cases/photos.html", case=case, errors=errors)
    return make_response(html, 422)
