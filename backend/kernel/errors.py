"""Every error is a page with a sentence and what to do next, in the reader's language."""

import errno
import sqlite3
from collections.abc import Callable
from contextlib import suppress

import structlog
from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask_babel import lazy_gettext
from sqlalchemy import exc
from werkzeug.exceptions import HTTPException

from backend.kernel.db import db

RETRY_SECONDS = 30
FULL = {errno.ENOSPC, errno.EDQUOT}
# What another try may meet no longer: the database is busy, starting, gone or read only for a
# while, all connections are taken, or two wanted the same at the same moment.
PASSING = (
    exc.OperationalError,
    exc.InterfaceError,
    exc.InternalError,
    exc.IntegrityError,
    exc.TimeoutError,
)
log = structlog.get_logger()

# status: (title, sentence)
WORDS = {
    400: (
        lazy_gettext("No entendimos lo que llegó"),
        lazy_gettext("Vuelve atrás y envíalo otra vez."),
    ),
    401: (
        lazy_gettext("Aquí hace falta entrar"),
        lazy_gettext("Esta página es solo para quien entra con su cuenta."),
    ),
    403: (
        lazy_gettext("Esto no salió de nuestra página"),
        lazy_gettext("Por tu seguridad no lo aceptamos. Ve al inicio y hazlo desde ahí."),
    ),
    404: (
        lazy_gettext("Aquí no hay nada"),
        lazy_gettext("Revisa la dirección o el folio. Puede tener una letra cambiada."),
    ),
    405: (
        lazy_gettext("Así no se puede"),
        lazy_gettext("Ve al inicio y vuelve a intentarlo."),
    ),
    409: (
        lazy_gettext("Esto ya se había enviado"),
        lazy_gettext("Llegó antes con otros datos. Si quieres, envíalo como uno nuevo."),
    ),
    413: (
        lazy_gettext("Es demasiado grande"),
        lazy_gettext("Envía menos fotos o fotos más ligeras."),
    ),
    415: (
        lazy_gettext("Ese tipo de archivo no sirve aquí"),
        lazy_gettext("Envía una foto JPEG, PNG o WebP."),
    ),
    429: (
        lazy_gettext("Son muchos envíos a la vez"),
        lazy_gettext("Espera un minuto y vuelve a intentarlo. No se perdió nada."),
    ),
    503: (
        lazy_gettext("Ahora no podemos guardar"),
        lazy_gettext("No se registró nada. Vuelve a intentarlo en un momento."),
    ),
    507: (
        lazy_gettext("No tenemos espacio para guardarlo"),
        lazy_gettext("No se registró nada. Ya lo sabemos; vuelve a intentarlo más tarde."),
    ),
}
FAILED = (
    lazy_gettext("Algo falló de nuestro lado"),
    lazy_gettext("No fue culpa tuya y no se registró nada. Vuelve a intentarlo en un momento."),
)


def init_app(app: Flask) -> None:
    """Answer every error of ``app`` with a page of ours."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(exc.SQLAlchemyError, _database)
    app.register_error_handler(Exception, _failure)


def drawn_by(app: Flask, begins: str, draw: Callable[[int], Response]) -> None:
    """Under addresses that begin like this errors are told by ``draw``, which is handed the status:
    who reads there is a machine."""
    app.extensions.setdefault("errors", {})[begins] = draw


def words(status: int) -> tuple[object, object]:
    """A title and a sentence for ``status``."""
    return WORDS.get(status, WORDS[400] if status < 500 else FAILED)


def page(status: int) -> Response:
    """The page for ``status``, or what stands for one there."""
    others: dict[str, Callable[[int], Response]] = current_app.extensions.get("errors", {})
    draw = next((each for begins, each in others.items() if request.path.startswith(begins)), _page)
    response = draw(status)
    if status in {429, 503, 507}:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _page(status: int) -> Response:
    title, sentence = words(status)
    return make_response(
        render_template(
            "error.html",
            title=title,
            sentence=sentence,
            status=status,
            code=g.get("request_id") if status >= 500 else None,
        ),
        status,
    )


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    response = page(error.code)
    if error.code == 405 and getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(error.valid_methods)  # type: ignore[attr-defined]
    return response


def _database(error: exc.SQLAlchemyError) -> Response:
    """Locked, gone or full: nothing is acknowledged, and the phone is told to come again."""
    log.error("database", exc_info=error)
    _undo()
    if _is_full(error):
        return page(507)
    return page(503 if isinstance(error, PASSING) else 500)


def _failure(error: Exception) -> Response:
    log.error("failure", exc_info=error)
    _undo()
    is_full = isinstance(error, OSError) and error.errno in FULL
    return page(507 if is_full else 500)


def _undo() -> None:
    with suppress(exc.SQLAlchemyError):  # of a connection that is gone there is nothing to undo
        db.session.rollback()


def _is_full(error: exc.SQLAlchemyError) -> bool:
    cause = getattr(error, "orig", None)
    return (
        getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        or getattr(cause, "sqlstate", None) == "53100"
    )
