"""Reads of the files room."""

from flask import current_app

from backend.files.models import StoredPhoto
from backend.files.store import STORE, Store
from backend.kernel.db import db


def photo(id: int) -> StoredPhoto | None:
    """The photo with that id."""
    return db.session.get(StoredPhoto, id)


def content_of(stored: StoredPhoto, *, thumb: bool = False) -> bytes:
    """The photo or its thumbnail, as WebP. Raises NotStored if the store has lost it."""
    store: Store = current_app.extensions[STORE]
    return store.read(stored.thumb_name if thumb else stored.name)
