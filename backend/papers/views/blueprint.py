"""The room's addresses, gathered, and what its pages share."""

from flask import Blueprint, current_app, request
from flask_babel import gettext

from backend.config import Settings
from backend.kernel.city import City
from backend.papers.verdict import State

room = Blueprint("papers", __name__)


def origin() -> str:
    """Where people find this city, for what is printed."""
    settings: Settings = current_app.extensions["settings"]
    return settings.origin or request.host_url.rstrip("/")


def the_city() -> City:
    """The city whose papers these are."""
    city: City = current_app.extensions["city"]
    return city


def verdicts() -> dict[State, tuple[str, str, str, str]]:
    """What is said of each state: tone, icon, in a word, and what to do."""
    return {
        State.VALID: (
            "ok",
            "check",
            gettext("Válido"),
            gettext("La ciudad lo firmó y nadie lo cambió. Compara el nombre con quien lo trae."),
        ),
        State.FORGED: (
            "bad",
            "stop",
            gettext("Cambiado o falso"),
            gettext("La ciudad no firmó esto. No lo aceptes: pide el documento original."),
        ),
        State.REVOKED: (
            "bad",
            "stop",
            gettext("Revocado"),
            gettext("La ciudad lo dio y después lo canceló. Ya no vale."),
        ),
        State.OVER: (
            "bad",
            "alert",
            gettext("Vencido"),
            gettext("La ciudad lo firmó, pero ya pasó su fecha. Hay que renovarlo."),
        ),
        State.STRANGE: (
            "",
            "alert",
            gettext("No se puede saber"),
            gettext("Lo firma una llave que aquí no se conoce. Conéctate y prueba otra vez."),
        ),
    }
