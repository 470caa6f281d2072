"""What staff may do, each at an office ("" is the whole city)."""

from enum import StrEnum

from flask_babel import lazy_gettext


class RoleName(StrEnum):
    """Who works here.

    ``ADMIN`` invites and dismisses staff; ``CLERK`` sees people at a counter and checks who they
    are; ``DESK`` handles what came in for an office; ``CREW`` goes out and repairs; ``PRIVACY``
    answers people who exercise their rights over what is kept of them.
    """

    ADMIN = "admin"
    CLERK = "clerk"
    DESK = "desk"
    CREW = "crew"
    PRIVACY = "privacy"


WHOLE_CITY = ""
NAMES = {
    RoleName.CLERK: lazy_gettext("Atiende en ventanilla"),
    RoleName.DESK: lazy_gettext("Atiende lo que llega a la oficina"),
    RoleName.CREW: lazy_gettext("Sale a la calle a reparar"),
    RoleName.PRIVACY: lazy_gettext("Atiende derechos sobre datos personales"),
    RoleName.ADMIN: lazy_gettext("Administra al personal"),
}


def name(role: str) -> str:
    """What a role is called."""
    return str(NAMES[RoleName(role)])
