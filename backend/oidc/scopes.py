"""What a site may ask for: the scopes, the claims each brings, and how they are told to people."""

from collections.abc import Iterable

from flask_babel import lazy_gettext

OPENID = "openid"
# After OIDC Core 5.4; ``curp`` and ``curp_verified`` are ours.
CLAIMS = {
    "profile": ("name", "birthdate", "locale"),
    "email": ("email", "email_verified"),
    "phone": ("phone_number", "phone_number_verified"),
    "address": ("address",),
    "curp": ("curp", "curp_verified"),
}
SCOPES = (OPENID, *CLAIMS)
WORDS = {
    "profile": lazy_gettext("Nombre y fecha de nacimiento"),
    "email": lazy_gettext("Correo"),
    "phone": lazy_gettext("Celular"),
    "address": lazy_gettext("Domicilio"),
    "curp": lazy_gettext("CURP"),
}


def listed(scope: str | None) -> frozenset[str]:
    """The scopes that we know among those of ``scope``, one blank between each."""
    return frozenset(SCOPES).intersection((scope or "").split(" "))


def in_order(scopes: Iterable[str]) -> str:
    """``scopes`` as one text, always in the same order."""
    held = set(scopes)
    return " ".join(each for each in SCOPES if each in held)


def data_of(scope: str) -> list[str]:
    """The scopes that bring data, in order: all but ``openid``."""
    return [each for each in SCOPES if each in listed(scope) and each != OPENID]


def claims_of(scope: str) -> list[str]:
    """The names of the claims that ``scope`` brings."""
    return [claim for each in data_of(scope) for claim in CLAIMS[each]]


def words(scope: str) -> list[str]:
    """What ``scope`` brings, as people say it."""
    return [str(WORDS[each]) for each in data_of(scope)]
