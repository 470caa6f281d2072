"""The addresses of one resident's side: home, the privacy notice, her inbox and preferences."""

from backend.mine.views import home, inbox, preferences
from backend.mine.views.blueprint import room

__all__ = ["home", "inbox", "preferences", "room"]
