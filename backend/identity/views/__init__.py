"""The pages of the Llave, a file for each thing that people come to do."""

from backend.identity.views import (
    contacts,
    counter,
    helping,
    home,
    keys,
    passkeys,
    people,
    recovery,
    second,
    sessions,
    showing,
    sign_in,
    sign_up,
)
from backend.identity.views.blueprint import room

__all__ = [
    "contacts",
    "counter",
    "helping",
    "home",
    "keys",
    "passkeys",
    "people",
    "recovery",
    "room",
    "second",
    "sessions",
    "showing",
    "sign_in",
    "sign_up",
]
