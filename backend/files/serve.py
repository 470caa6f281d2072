"""Answering with a photo. Whether this reader may see it, the asking view has settled before."""

from typing import cast

from flask import Response, abort, request

from backend.files.models import StoredPhoto
from backend.files.queries import content_of
from backend.files.store import NotStored

KEPT_SECONDS = 86_400
"""How long a phone may show the photo without asking whether it still may."""


def photo_response(stored: StoredPhoto, *, thumb: bool = False) -> Response:
    """The photo or its thumbnail; 304 if the phone has it, 404 if the store has lost it."""
    try:
        content = content_of(stored, thumb=thumb)
    except NotStored:
        abort(404)
    response = Response(content, mimetype="image/webp")
    response.headers["Content-Disposition"] = 'inline; filename="photo.webp"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.cache_control.private = True
    response.cache_control.max_age = KEPT_SECONDS
    response.set_etag(stored.thumb_name if thumb else stored.name)
    return cast(Response, response.make_conditional(request))
