"""The addresses of reports: filing one, following it, rating it, listing them, answers by SMS."""

from backend.reports.views import filing, following, listing, rating, replies
from backend.reports.views.blueprint import room

__all__ = ["filing", "following", "listing", "rating", "replies", "room"]
