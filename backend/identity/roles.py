"""What staff may do, each at an office ("" is the whole city)."""

from enum import StrEnum


class RoleName(StrEnum):
    """Who works here.

    ``ADMIN`` invites and dismisses staff; ``CLERK`` sees people at a counter and checks who they
    are; ``DESK`` handles what came in for an office.
    """

    ADMIN = "admin"
    CLERK = "clerk"
    DESK = "desk"


WHOLE_CITY = ""
