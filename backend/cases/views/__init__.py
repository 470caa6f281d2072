"""The addresses of cases: beginning one, its steps, sending it, what came of it."""

from backend.cases.views import (
    following,
    forms,
    photos,
    sending,
    starting,
    steps,
    visiting,
)
from backend.cases.views.blueprint import room

__all__ = ["following", "forms", "photos", "room", "sending", "starting", "steps", "visiting"]
