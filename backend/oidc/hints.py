"""Whom an ID token names that comes back to us as a hint; it may be old (OIDC Core 3.1.2.1)."""

from joserfc import jwt
from joserfc.errors import JoseError

from backend.oidc import keyring
from backend.oidc.models import Client


def subject_of(hint: str, client: Client) -> str | None:
    """The ``sub`` of an ID token that we gave to ``client``, or None."""
    try:
        claims = jwt.decode(hint, keyring.known(), algorithms=list(keyring.ALGS)).claims
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    return str(claims.get("sub")) if claims.get("aud") == client.id else None
