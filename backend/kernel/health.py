"""Is the server alive, and is it ready to take what people send?

============  =============  ==================
address       view           template
============  =============  ==================
GET /healthz  health.alive   (a line of text)
GET /readyz   health.ready   (a line of text)
============  =============  ==================
"""

import os
from pathlib import Path

import structlog
from flask import Blueprint, Response, current_app, make_response
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from backend.kernel.access import public
from backend.kernel.db import db

room = Blueprint("health", __name__)
log = structlog.get_logger()


@room.get("/healthz")
@public
def alive() -> Response:
    """The process answers."""
    return _say("alive", 200)


@room.get("/readyz")
@public
def ready() -> Response:
    """The database answers and the folder for photos can be written; 503 and which is not."""
    folder: Path = current_app.extensions["settings"].var
    if not os.access(folder, os.W_OK):
        return _say("not ready: the var folder cannot be written", 503)
    try:
        db.session.execute(text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError as error:
        log.error("database", exc_info=error)
        return _say("not ready: the database does not answer, or was never migrated", 503)
    return _say("ready", 200)


def _say(words: str, status: int) -> Response:
    response = make_response(f"{words}\n", status)
    response.mimetype = "text/plain"
    return response
