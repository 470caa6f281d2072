"""The key by which push services know this city (VAPID, RFC 8292).

It is ``VENTANILLA_VAPID_KEY``, or a file in the var folder made at the first start. Whoever changes
it loses every phone that was to be told: each gave its address to this key alone.
"""

import base64
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from backend.config import Settings, SettingsError

LENGTH = 32


def private_key(settings: Settings) -> str:
    """The key of this installation. Raises SettingsError for one that is none."""
    text = settings.vapid_key or _kept(settings.var / "vapid")
    try:
        public_of(text)
    except ValueError as error:
        raise SettingsError(
            "VENTANILLA_VAPID_KEY is no key; flask notify vapid makes one."
        ) from error
    return text


def new_key() -> str:
    """A new private key, 32 bytes in base64url."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return _encoded(number.to_bytes(LENGTH))


def public_of(key: str) -> str:
    """What a browser is given of ``key``: the point, 65 bytes in base64url. Raises ValueError."""
    raw = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
    if len(raw) != LENGTH:
        raise ValueError("not 32 bytes")
    private = ec.derive_private_key(int.from_bytes(raw), ec.SECP256R1())
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return _encoded(point)


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _kept(path: Path) -> str:
    """The content of ``path``; made if it is not there, by one process only."""
    if not path.exists():
        made = path.with_name(f"{path.name}.{os.getpid()}")
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(new_key())
        try:
            os.link(made, path)
        except FileExistsError:
            pass  # another process was first: its key counts
        finally:
            made.unlink()
    return path.read_text().strip()
