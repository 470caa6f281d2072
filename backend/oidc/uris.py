"""The addresses of a site: where a code may be sent, and where one comes back after signing out."""

from urllib.parse import urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
MOST = 500


def is_fit(uri: str) -> bool:
    """May ``uri`` be registered? An absolute https address without a fragment or a name and
    password in it; http for this machine alone, to develop with (RFC 9700, 2.6; RFC 8252, 7.3)."""
    if not uri.isascii() or not uri.isprintable() or len(uri) > MOST or set(uri) & set(" \"\\'<>#"):
        return False
    try:
        parts = urlsplit(uri)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return False
    if not host or "*" in host or parts.username is not None or parts.password is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)


def host_of(uri: str) -> str:
    """The host of an address that is fit."""
    return urlsplit(uri).hostname or ""
