"""How the SMS gateway proves that it is the city's: a digest of the moment and of what it says.

``Ventanilla-Timestamp`` is the moment in seconds since 1970, ``Ventanilla-Signature`` is
``sha256=`` and the hexadecimal HMAC-SHA256 of ``<timestamp>.<body>`` by the shared secret. Pure.
"""

import hmac
import re
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=5)
SIGNATURE = re.compile("sha256=[0-9a-f]{64}")
SECONDS = re.compile("[0-9]{1,12}")


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What ``Ventanilla-Signature`` has to say."""
    said = timestamp.encode() + b"." + body
    return "sha256=" + hmac.new(secret.encode(), said, "sha256").hexdigest()


def is_signed(secret: str, timestamp: str, told: str, body: bytes, now: datetime) -> bool:
    """Was ``body`` signed with ``secret``, within WINDOW of ``now``?"""
    if not (secret and SECONDS.fullmatch(timestamp) and SIGNATURE.fullmatch(told)):
        return False
    if not hmac.compare_digest(signature(secret, timestamp, body), told):
        return False
    return abs(now.timestamp() - int(timestamp)) <= WINDOW.total_seconds()
