"""How somebody signed in, in standard words: ``acr`` (OIDC Core 2) and ``amr`` (RFC 8176)."""

from collections.abc import Iterable

ACR = "urn:ventanilla:level:"
LEVELS = (1, 2, 3)
AMR = {"passphrase": "pwd", "code": "otp", "totp": "otp", "passkey": "pop"}


def acr_of(level: int) -> str:
    """The name of a level of assurance."""
    return f"{ACR}{level}"


def level_of(acr_values: str) -> int:
    """The least level that will do for ``acr_values``; 0 where it names none of ours, for what is
    asked there is a wish (OIDC Core 5.5.1.1)."""
    named = [level for level in LEVELS if acr_of(level) in acr_values.split(" ")]
    return min(named, default=0)


def amr_of(methods: Iterable[str], *, is_strong: bool) -> list[str]:
    """The methods she used, and ``mfa`` where they were two factors."""
    return sorted({AMR[each] for each in methods if each in AMR}) + (["mfa"] if is_strong else [])
