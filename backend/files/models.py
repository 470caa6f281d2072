"""What is known of a stored photo. To whom it belongs and who may see it, the room that keeps a
reference says."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from backend.files import kept
from backend.kernel import keeping
from backend.kernel.clock import now
from backend.kernel.db import Moment, db


class StoredPhoto(db.Model):  # type: ignore[name-defined,misc]
    """Two files in the store: the photo and its thumbnail. Sizes are in bytes and pixels."""

    __tablename__ = "files_photos"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    thumb_name: Mapped[str] = mapped_column(String(64), unique=True)
    bytes: Mapped[int]
    thumb_bytes: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    created: Mapped[datetime] = mapped_column(Moment, default=now)


keeping.classify(*kept.TABLES)
