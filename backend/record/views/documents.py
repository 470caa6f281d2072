"""Documents given once, kept as the photos of reports are."""

from datetime import date
from io import BytesIO

from flask import Response, abort, request
from flask_babel import gettext

from backend.files.check import PhotoRefused
from backend.files.encode import Photo, photo_from
from backend.files.queries import photo as stored_photo
from backend.files.serve import photo_response
from backend.identity.asked import Asked
from backend.kernel import clock
from backend.kernel.access import for_another, me
from backend.kernel.security import takes_files
from backend.record import attributes, dates, queries
from backend.record.actions import giving
from backend.record.views.blueprint import ask, go, my_id, note_helper, room


@room.get("/me/documents")
@for_another
def documents() -> Response:
    """What I gave, and one more."""
    note_helper("record.documents")
    return _page()


@room.post("/me/documents")
@for_another
@takes_files
def add_document() -> Response:
    """One more. The photo is decoded before any transaction opens."""
    asked = Asked(request.form)
    kind = asked.one_of("kind", *attributes.DOCUMENTS)
    photo = _photo(asked)
    expires = _expires(asked)
    if not kind:
        asked.refuse("kind", gettext("Elige qué documento es"))
    if asked.wrong or photo is None:
        return _page(asked)
    try:
        giving.add_document(
            account_id=my_id(), by=me().id, kind=kind, photo=photo, expires=expires, now=clock.now()
        )
    except giving.TooMany:
        asked.refuse("photo", gettext("Ya no caben más: quita antes uno que no uses"))
        return _page(asked)
    return go("record.documents")


@room.get("/me/documents/<int:id>.webp")
@for_another
def document(id: int) -> Response:
    """One of them; it stays on no phone."""
    found = queries.document(my_id(), id)
    stored = stored_photo(found.photo_id) if found else None
    if stored is None:
        abort(404)
    note_helper("record.document")
    response = photo_response(stored)
    response.headers["Cache-Control"] = "no-store"
    return response


@room.post("/me/documents/<int:id>/remove")
def remove_document(id: int) -> Response:
    """I do not want it kept."""
    found = queries.document(me().id, id)
    if found is None:
        abort(404)
    giving.remove_document(document=found, by=me().id, now=clock.now())
    return go("record.documents")


def _photo(asked: Asked) -> Photo | None:
    sent = request.files.get("photo")
    if sent is None or not sent.filename:
        asked.refuse("photo", gettext("Elige una foto del documento"))
        return None
    try:
        return photo_from(BytesIO(sent.read()))
    except PhotoRefused:
        asked.refuse(
            "photo", gettext("No pudimos leerla. Elige una foto JPEG, PNG o WebP de hasta 12 MB")
        )
        return None


def _expires(asked: Asked) -> date | None:
    typed = asked.line("expires")
    found = dates.read(typed)
    if typed and found is None:
        asked.refuse("expires", gettext("Escríbela como 24/05/2030"))
    return found


def _page(asked: Asked | None = None) -> Response:
    return ask(
        "documents",
        asked,
        documents=queries.documents_of(my_id()),
        kinds=attributes.DOCUMENTS,
        is_mine=me().helps is None,
    )
