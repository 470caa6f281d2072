"""What a site is told of somebody, claim by claim (OIDC Core 5.1).

Only contacts that she confirmed are told. Her CURP is told with whether it was checked at a
counter. The address is the one of her record.
"""

from collections.abc import Callable
from typing import Any

from backend.identity import queries as identity
from backend.oidc.scopes import CLAIMS, data_of
from backend.record import queries as record

UNSAID = {"locale", "email_verified", "phone_number_verified", "curp_verified"}


def known(account_id: int, scope: str) -> dict[str, Any]:
    """What is known of an account among the claims of ``scope``; nothing of a closed one."""
    account = identity.person(account_id)
    if account is None:
        return {}
    told: dict[str, Any] = {}
    for each in data_of(scope):
        told.update(_OWN[each](account))
    return {claim: value for claim, value in told.items() if value not in (None, "")}


def _profile(account: Any) -> dict[str, Any]:
    born = account.birth_date.isoformat() if account.birth_date else None
    return {"name": account.name, "birthdate": born, "locale": account.language}


def _reached(kind: str, claim: str) -> Callable[[Any], dict[str, Any]]:
    def tell(account: Any) -> dict[str, Any]:
        found = [each.address for each in account.contacts if each.kind == kind and each.confirmed]
        return {claim: found[0], f"{claim}_verified": True} if found else {}

    return tell


def _curp(account: Any) -> dict[str, Any]:
    return {"curp": account.curp, "curp_verified": account.level == 3} if account.curp else {}


def _address(account: Any) -> dict[str, Any]:
    """As OIDC Core 5.1.1 has it: what is not known is left out."""
    datum = record.data_of(account.id).get("address")
    if datum is None:
        return {}
    parts = {
        "formatted": datum.value,
        "street_address": ", ".join(filter(None, map(datum.parts.get, ("street", "area")))),
        "locality": datum.parts.get("borough", ""),
        "postal_code": datum.parts.get("postcode", ""),
    }
    return {"address": {name: value for name, value in parts.items() if value}}


_OWN: dict[str, Callable[[Any], dict[str, Any]]] = {
    "profile": _profile,
    "email": _reached("mail", "email"),
    "phone": _reached("phone", "phone_number"),
    "address": _address,
    "curp": _curp,
}


def said(account_id: int, scope: str) -> str:
    """What a site would be told by ``scope``, for her own eyes, on one line."""
    told = known(account_id, scope)
    shown = [told[claim] for claim in CLAIMS[scope] if claim in told and claim not in UNSAID]
    return " · ".join(
        ", ".join(each.values()) if isinstance(each, dict) else str(each) for each in shown
    )
