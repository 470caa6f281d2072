"""Answers in the format that the address asks for, errors among them."""

from typing import Any

from flask import Flask, Response, make_response, request
from flask_babel import get_locale

from backend.kernel import errors
from backend.reports.open311 import speak
from backend.reports.open311.refused import Refused
from backend.reports.open311.shapes import ERRORS, Shape
from backend.reports.open311.views.blueprint import open_to_pages, room, speak_as_asked

HERE = "/open311/"
TYPES = {"json": "application/json", "xml": "text/xml"}
AS_THEY_ARE = frozenset({400, 403, 404, 405, 429})
"""Statuses of the standard, and two of HTTP that every client knows. Another refusal is a 400,
with its own code inside (GeoReport v2, "Errors")."""

PASSING = frozenset({409, 429})
"""Statuses whose sentence is for an app as well as for somebody at a page."""


def init_app(app: Flask) -> None:
    """Let every error under HERE be one of the standard's, whoever finds it."""
    errors.drawn_by(app, HERE, fault)


def say(shape: Shape, said: Any, form: str, status: int = 200) -> Response:
    """``said``, which has that shape, in ``form``: json or xml."""
    body = speak.as_json(shape, said) if form == "json" else speak.as_xml(shape, said)
    response = make_response(body, status)
    response.headers["Content-Type"] = f"{TYPES[form]}; charset=utf-8"
    response.headers["Content-Language"] = get_locale().language
    response.vary.add("Accept-Language")
    return response


@room.errorhandler(Refused)
def refuse(refused: Refused) -> Response:
    """What is wrong with what was asked."""
    said = [{"code": refused.code, "description": each} for each in refused.sentences]
    return say(ERRORS, said, _form(), refused.status)


def fault(status: int) -> Response:
    """What went wrong before or behind the views here."""
    speak_as_asked()
    title, sentence = errors.words(status)
    words = f"{title}. {sentence}" if status in PASSING or status >= 500 else f"{title}."
    said = [{"code": status, "description": words}]
    known = status in AS_THEY_ARE or status >= 500
    return open_to_pages(say(ERRORS, said, _form(), status if known else 400))


def _form() -> str:
    """The format of the address; where it has none, what is accepted; else XML, which the
    standard demands of everybody."""
    ending = request.path.rpartition(".")[2]
    if ending in TYPES:
        return ending
    if ending == "geojson":
        return "json"
    best = request.accept_mimetypes.best_match(["text/xml", "application/json"], "text/xml")
    return "json" if best == TYPES["json"] else "xml"
