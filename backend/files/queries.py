"""Reads of the files room."""

from backend.files.models import StoredPhoto
from backend.kernel.db import db


def photo(id: int) -> StoredPhoto | None:
    """The photo with that id."""
    return db.session.get(StoredPhoto, id)
