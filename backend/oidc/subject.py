"""What a site calls somebody: a name that no other site has for her (OIDC Core 8.1, pairwise)."""

from backend.identity.seal import mac


def subject(sector: str, tag: str) -> str:
    """The ``sub`` of whom ``tag`` names, for the sites of ``sector``: 64 hexadecimal digits."""
    return mac("oidc.subject", f"{sector}\n{tag}")
