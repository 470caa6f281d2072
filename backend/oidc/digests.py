"""Random tokens, and what the server keeps of them."""

import hashlib
import secrets


def new_token() -> str:
    """256 bits, 43 characters of base64url: a code, a token, a client's secret."""
    return secrets.token_urlsafe(32)


def new_name() -> str:
    """128 bits, 22 characters: names a client or a key and opens nothing."""
    return secrets.token_urlsafe(16)


def digest_of(token: str) -> str:
    """SHA-256 of what is too long to be guessed, as 64 hexadecimal digits."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
