"""Files: photos come in as anything and go out as one safe type.

No addresses of its own; a room above takes, keeps and serves through these doors:

===========  ================================================================================
``encode``   ``photo_from(stream)``: a clean ``Photo``, slow, before any transaction
``check``    ``PhotoRefused`` with its ``Reason``; the words are the caller's
``actions``  ``keep_photo(photo)``: stored for good, a row in the caller's transaction
``queries``  ``photo(id)``, ``content_of(stored)``
``serve``    ``photo_response(stored, thumb=...)``, once the caller has settled who may see it
``store``    ``StoreFull`` and ``StoreFailed``, answered with the page for 507
===========  ================================================================================
"""

from pathlib import Path

from flask import Flask, Response

from backend.files.store import STORE, DiskStore, StoreFailed
from backend.kernel import errors


def init_app(app: Flask, folder: Path) -> None:
    """Keep the files of ``app`` in ``folder``; a full or failing disk is said in words."""
    app.extensions[STORE] = DiskStore(folder)
    app.register_error_handler(StoreFailed, _no_room)


def _no_room(error: StoreFailed) -> Response:
    errors.log.error("store", exc_info=error)
    return errors.page(507)
