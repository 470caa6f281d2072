"""The addresses of the desk and of the crews."""

from backend.staff.views import case, crews, handling, inbox, jobs, procedures, taking
from backend.staff.views.blueprint import room

__all__ = ["case", "crews", "handling", "inbox", "jobs", "procedures", "room", "taking"]
