"""What staff may do, each at an office ("" is the whole city)."""

from enum import StrEnum

from flask_babel import lazy_gettext


class RoleName(StrEnum):
    """Who works here.

    ``ADMIN`` invites and dismisses staff; ``CLERK`` sees people at a counter and checks who they
    are; ``DESK`` handles what came in for an office.
    """

    ADMIN = "admin"
    CLERK = "clerk"
    DESK = "desk"


WHOLE_CITY = ""
NAMES = {
    RoleName.CLERK: lazy_gettext("Atiende en ventanilla"),
    RoleName.DESK: lazy_gettext("Atiende lo que llega a la oficina"),
    RoleName.ADMIN: lazy_gettext("Administra al personal"),
}


def name(role: str) -> str:
    """What a role is called."""
    return str(NAMES[RoleName(role)])
