"""Keeping photos: two synced files and a row, to be called late in a transaction; decoding comes
before it (``encode.photo_from``).

Should the transaction fail, the files stay behind without a row, where nobody can ask for
them; never the other way round.
"""

from flask import current_app

from backend.files.encode import Photo
from backend.files.models import StoredPhoto
from backend.files.store import STORE, Store
from backend.kernel.db import db


def keep_photo(photo: Photo) -> StoredPhoto:
    """Store ``photo`` for good; its row is flushed, the caller's transaction commits it.

    Raises StoreFailed, StoreFull if there is no room; then nothing is kept.
    """
    store: Store = current_app.extensions[STORE]
    name = store.put(photo.full)
    try:
        thumb_name = store.put(photo.thumb)
    except Exception:
        store.delete(name)
        raise
    stored = StoredPhoto(
        name=name,
        thumb_name=thumb_name,
        bytes=len(photo.full),
        thumb_bytes=len(photo.thumb),
        width=photo.width,
        height=photo.height,
    )
    db.session.add(stored)
    db.session.flush()
    return stored
