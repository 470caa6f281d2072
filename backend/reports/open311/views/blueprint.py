"""The addresses for apps, gathered, and how all of them are entered."""

from flask import Blueprint, Response, current_app, request
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext
from flask_limiter.util import get_remote_address
from limits import parse
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import TooManyRequests
from werkzeug.routing import BaseConverter

from backend.config import Settings
from backend.kernel import i18n
from backend.kernel.db import SAFE_METHODS
from backend.kernel.security import limiter
from backend.reports.form import the_city
from backend.reports.open311 import actions, queries
from backend.reports.open311.models import Key
from backend.reports.open311.refused import Refused

FORM = "application/x-www-form-urlencoded"


class Ending(BaseConverter):
    """How an address ends: in a format of ours."""

    regex = "xml|json"


room = Blueprint("open311", __name__)


@room.record_once
def teach(state: BlueprintSetupState) -> None:
    """Let addresses have such endings."""
    state.app.url_map.converters["ending"] = Ending


@room.before_request
def enter() -> None:
    """Choose the language, count who reads, and see that the city that is meant is this one."""
    speak_as_asked()
    settings: Settings = current_app.extensions["settings"]
    if request.method in SAFE_METHODS and not limiter.limiter.hit(
        parse(settings.open311_rate), "open311", get_remote_address()
    ):
        raise TooManyRequests
    ours = the_city().jurisdiction
    meant = request.values.get("jurisdiction_id", "").strip()
    if ours and meant and meant != ours:
        raise Refused(404, gettext("No hay tal jurisdiction_id; aquí es %(ours)s.", ours=ours))


@room.after_request
def open_to_pages(response: Response) -> Response:
    """Let the pages of other sites read, for it is public; never as the person who looks."""
    if request.method in SAFE_METHODS:
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def speak_as_asked() -> None:
    """Speak the language of the address, or else the one that the client likes best."""
    if i18n.LANGUAGE in request.environ:
        return
    codes = [language.code for language in the_city().languages]
    code = request.accept_languages.best_match(codes)
    if code and code != codes[0]:
        i18n.speak(code)


def sent() -> MultiDict[str, str]:
    """The form that was sent. Raises Refused for anything that is none, and is not read then: an
    XML document least of all, for its entities may be bombs."""
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if request.mimetype != FORM or charset not in {"utf-8", "utf8"}:
        raise Refused(
            400, gettext("Envía un formulario: %(type)s; charset=utf-8.", type=FORM), code=415
        )
    return request.form


def the_key() -> tuple[Key, str]:
    """The key that was shown, and as it was shown. Raises Refused without a good one, and
    TooManyRequests beyond what it may."""
    shown = request.form.get("api_key", "").strip()
    if not shown:
        raise Refused(403, gettext("Falta api_key: pide una a la ciudad."))
    key = queries.key(actions.digest_of(shown))
    if key is None:
        raise Refused(403, gettext("Esa api_key no vale."))
    if not limiter.limiter.hit(parse(key.rate), "open311 key", key.id):
        raise TooManyRequests
    return key, shown
