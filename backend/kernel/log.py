"""One structured line a request: JSON on standard error.

A line names the view and never the address, for an address may hold a private key, and
nothing of what a person wrote.
"""

import logging
import secrets
import sys
import time
from contextlib import suppress
from typing import TextIO, cast

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger()


def init_app(app: Flask, level: str) -> None:
    """Log each request with an id of its own, kept at ``g.request_id``."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, _StandardError())),
    )
    app.before_request(_begin)
    app.after_request(_end)


class _StandardError:
    """Where a line goes. That it cannot be written costs the line and not somebody's answer: the
    disk that is full may be the one that keeps the log."""

    def write(self, text: str) -> None:
        with suppress(OSError):
            sys.stderr.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()


def _begin() -> None:
    g.request_id = secrets.token_hex(6)
    g.began = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _end(response: Response) -> Response:
    began = g.get("began")
    took = None if began is None else time.perf_counter() - began
    tell(request.method, request.endpoint, response.status_code, took)
    return response


def tell(method: str, view: str | None, status: int, took: float | None) -> None:
    """The line of a request, ``took`` in seconds."""
    ms = None if took is None else round(took * 1000, 1)
    log.info("request", method=method, view=view, status=status, ms=ms)
