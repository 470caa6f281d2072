"""The pages of the record, a file for each thing that people come to do."""

from backend.record.views import (
    consents,
    correcting,
    counter,
    documents,
    home,
    leaving,
    officer,
    rights,
)
from backend.record.views.blueprint import room

__all__ = [
    "consents",
    "correcting",
    "counter",
    "documents",
    "home",
    "leaving",
    "officer",
    "rights",
    "room",
]
