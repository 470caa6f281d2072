"""The addresses of reports: filing one, following it, listing them."""

from backend.reports.views import filing, following, listing
from backend.reports.views.blueprint import room

__all__ = ["filing", "following", "listing", "room"]
