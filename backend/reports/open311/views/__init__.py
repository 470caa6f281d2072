"""The addresses for apps: what may be reported, reports, and what happens to them."""

from backend.reports.open311.views import requests, services, updates
from backend.reports.open311.views.answers import init_app
from backend.reports.open311.views.blueprint import room

__all__ = ["init_app", "requests", "room", "services", "updates"]
