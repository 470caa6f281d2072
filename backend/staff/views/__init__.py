"""The addresses of the desk and of the crews."""

from backend.staff.views import (
    case,
    crews,
    handling,
    inbox,
    jobs,
    payments,
    procedures,
    slots,
    taking,
)
from backend.staff.views.blueprint import room

__all__ = [
    "case",
    "crews",
    "handling",
    "inbox",
    "jobs",
    "payments",
    "procedures",
    "room",
    "slots",
    "taking",
]
