"""Random tokens, and what the server keeps of them."""

import hashlib
import secrets

HELPING = "~"


def new_token() -> str:
    """256 bits, 43 characters of base64url: for a cookie."""
    return secrets.token_urlsafe(32)


def new_tag() -> str:
    """128 bits, 22 characters: an opaque name, no secret."""
    return secrets.token_urlsafe(16)


def new_tag_of_help() -> str:
    """The same for an agreement: a script knows by its first letter that somebody is helped."""
    return HELPING + new_tag()[1:]


def digest_of(token: str) -> str:
    """SHA-256 of a token that is too long to be guessed, as 64 hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()
