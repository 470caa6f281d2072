"""The addresses of papers: one's own, and the page that verifies anybody's."""

from backend.papers.views import own, verifying
from backend.papers.views.blueprint import room

__all__ = ["own", "room", "verifying"]
