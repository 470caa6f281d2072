"""Where a browser is reached by push: an address and two keys that it gives, hostile until read.

An address is taken in one spelling only, so that whoever reads it after us reads the same host;
and only at the push services that the city names (``VENTANILLA_PUSH_SERVICES``).
"""

import base64
import binascii
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

MOST_LETTERS = 1000
MOST_TOLD = 4096
POINT_BYTES, AUTH_BYTES = 65, 16
ANYWHERE = "*"
LOOPBACK = "http://127.0.0.1"
# Names only, no numbers in place of one: the last label of a name is never all digits.
_HOST = (
    r"(?=[a-z0-9.-]{4,253}[:/])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]"
)
_PATH = r"/[A-Za-z0-9._~!$&'()*+,;=:@/?%-]+"
_HTTPS = re.compile(rf"https://(?P<host>{_HOST})(?::443)?{_PATH}")
_LOCAL = re.compile(rf"{re.escape(LOOPBACK)}:[0-9]{{2,5}}{_PATH}")


class Refused(ValueError):
    """What a browser gave cannot be used; the message says why, for the log."""


@dataclass(frozen=True)
class Reached:
    """A browser's address and its keys, in base64url without padding."""

    endpoint: str
    p256dh: str
    auth: str

    @property
    def origin(self) -> str:
        """Scheme and host of the push service."""
        return "/".join(self.endpoint.split("/", 3)[:3])

    @property
    def host(self) -> str:
        """The name of the push service."""
        return self.origin.partition("//")[2].partition(":")[0]


def read(told: str, services: Sequence[str]) -> Reached:
    """What ``JSON.stringify(subscription)`` gave, checked. Raises Refused."""
    if len(told) > MOST_TOLD:
        raise Refused("too long")
    try:
        given: Any = json.loads(told)
        endpoint, keys = given["endpoint"], given["keys"]
        point, auth = keys["p256dh"], keys["auth"]
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        raise Refused("no subscription") from error
    check(endpoint, services)
    raw = _decoded(point, POINT_BYTES)
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
    except ValueError as error:
        raise Refused("p256dh is no point of the curve") from error
    return Reached(endpoint, _encoded(raw), _encoded(_decoded(auth, AUTH_BYTES)))


def check(endpoint: Any, services: Sequence[str]) -> None:
    """Is ``endpoint`` an address to send to? Raises Refused. Asked when it is given, and again
    each time before it is used, for the services named may be others by then."""
    if not isinstance(endpoint, str) or len(endpoint) > MOST_LETTERS:
        raise Refused("no address")
    if LOOPBACK in services and _LOCAL.fullmatch(endpoint):
        return
    match = _HTTPS.fullmatch(endpoint)
    if match is None:
        raise Refused("the address is not plain https")
    if not any(is_of(match["host"], service) for service in services):
        raise Refused(f"{match['host']} is no push service that the city knows")


def is_named(host: str, services: Sequence[str]) -> bool:
    """Does the city name this push service, rather than let any in?"""
    named = [each.removeprefix("http://") for each in services if each != ANYWHERE]
    return any(is_of(host, each) for each in named)


def is_of(host: str, service: str) -> bool:
    """Does ``service`` (a name, ``*.name`` for those below it, or ``*``) stand for ``host``?"""
    if service.startswith("*."):
        return host.endswith(service[1:])
    return service in {ANYWHERE, host}


def _decoded(text: Any, length: int) -> bytes:
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (TypeError, ValueError, binascii.Error) as error:
        raise Refused("a key is not base64url") from error
    if len(raw) != length:
        raise Refused(f"a key has {len(raw)} bytes and not {length}")
    return raw


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
