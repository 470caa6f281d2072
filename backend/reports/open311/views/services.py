"""What may be reported: the services, their attributes, and where all of this is described."""

import json
from datetime import UTC, datetime

from flask import Response, current_app, make_response, request
from flask import url_for as address_of
from flask_babel import gettext

from backend.config import Settings
from backend.kernel.access import public
from backend.reports.form import Spoken, the_city
from backend.reports.open311 import description, told
from backend.reports.open311.refused import Refused
from backend.reports.open311.shapes import DEFINITION, DISCOVERY, SERVICES
from backend.reports.open311.views.answers import TYPES, say
from backend.reports.open311.views.blueprint import room

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGES = ("city.toml", "reports.toml", "translations/*/LC_MESSAGES/city.po")
"""Files of a city pack that say what the services are."""


@room.get("/open311/discovery.<ending:form>")
@room.get("/open311/v2/discovery.<ending:form>")
@public
def discovery(form: str) -> Response:
    """Where what is (Open311 "Service Discovery")."""
    city = the_city()
    changed = _changed()
    whom = f"{city.help.number} ({Spoken(city.help.name)})"
    said = {
        "changeset": changed,
        "contact": gettext("%(city)s: %(whom)s", city=Spoken(city.name), whom=whom),
        "key_service": gettext("Pide una api_key a la ciudad: %(whom)s", whom=whom),
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": f"{origin()}{request.script_root}/open311/v2",
                "changeset": changed,
                "type": "production",
                "formats": [TYPES["xml"], TYPES["json"]],
            }
        ],
    }
    return say(DISCOVERY, said, form)


@room.get("/open311/v2/services.<ending:form>")
@public
def services(form: str) -> Response:
    """Every kind of fault."""
    return say(SERVICES, [told.service(each) for each in the_city().categories], form)


@room.get("/open311/v2/services/<code>.<ending:form>")
@public
def definition(code: str, form: str) -> Response:
    """What may be told of one kind beyond the rest."""
    category = the_city().category(code)
    if category is None:
        raise Refused(404, gettext("No hay un servicio con ese service_code."))
    return say(DEFINITION, told.definition(category), form)


@room.get("/open311/v2/openapi.json")
@public
def openapi() -> Response:
    """All of it in OpenAPI 3.1."""
    server = f"{origin()}{request.script_root}/open311/v2"
    # As it stands: the order of fields is that of their elements in XML.
    response = make_response(json.dumps(description.describe(the_city(), server)))
    response.mimetype = "application/json"
    return response


def origin() -> str:
    """What public addresses begin with."""
    settings: Settings = current_app.extensions["settings"]
    return settings.origin or request.host_url.rstrip("/")


def photo_path(folio: str, position: int) -> str:
    """The path of a photo of a report."""
    return address_of("reports.photo", folio=folio, position=position)


def _changed() -> str:
    settings: Settings = current_app.extensions["settings"]
    files = [path for pattern in CHANGES for path in settings.city.glob(pattern)]
    newest = max((path.stat().st_mtime for path in files), default=0)
    return f"{datetime.fromtimestamp(newest, UTC):%Y-%m-%d %H:%M}"
