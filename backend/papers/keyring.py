"""The keys that sign papers: made, sealed, opened, published (ES256: P-256 with SHA-256).

The first is made with the first paper. A newer one is published a day before it signs, so that
phones which verify without signal have had time to hear of it; none is ever taken back.
"""

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from backend.identity.seal import seal, unseal
from backend.kernel.db import db
from backend.papers import queries
from backend.papers.models import Key

SIGNS_AFTER = timedelta(days=1)
NEXT_AFTER = timedelta(days=365)
ALG = ec.ECDSA(SHA256())
NUMBER_BYTES = 32


class NoKey(Exception):
    """There is no key that this installation can sign with."""


def make(now: datetime) -> Key:
    """A new key, kept."""
    private = ec.generate_private_key(ec.SECP256R1())
    number = private.private_numbers().private_value
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    key = Key(
        kid=secrets.token_hex(3),
        sealed=seal(f"{number:064x}"),
        public=base64.urlsafe_b64encode(point).rstrip(b"=").decode(),
        created=now,
    )
    db.session.add(key)
    db.session.flush()
    return key


def turn(now: datetime) -> bool:
    """Make the next key where it is time; was it?"""
    keys = queries.every_key()
    is_due = bool(keys) and all(each.created <= now - NEXT_AFTER for each in keys)
    if is_due:
        make(now)
    return is_due


def signing(now: datetime) -> Key:
    """The key to sign with: the newest that was published long enough, else the oldest."""
    return chosen(queries.every_key(), now) or make(now)


def chosen(keys: Sequence[Key], now: datetime) -> Key | None:
    """The one of ``keys``, oldest first, that signs ``now``."""
    ripe = [each for each in keys if each.created <= now - SIGNS_AFTER]
    return (ripe or list(keys[:1]) or [None])[-1]  # type: ignore[list-item]


def sign(key: Key, message: bytes) -> bytes:
    """The signature of ``message``, r and s. Raises NoKey for a key that another secret sealed."""
    number = unseal(key.sealed)
    if number is None:
        raise NoKey(f"Key {key.kid} was sealed with another VENTANILLA_SECRET.")
    private = ec.derive_private_key(int(number, 16), ec.SECP256R1())
    r, s = decode_dss_signature(private.sign(message, ALG))
    return r.to_bytes(NUMBER_BYTES) + s.to_bytes(NUMBER_BYTES)


def is_signed(public: str, message: bytes, signature: bytes) -> bool:
    """Did the key with this ``public`` point sign ``message``?"""
    point = base64.urlsafe_b64decode(public + "=" * (-len(public) % 4))
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    r, s = (int.from_bytes(each) for each in (signature[:NUMBER_BYTES], signature[NUMBER_BYTES:]))
    try:
        key.verify(encode_dss_signature(r, s), message, ALG)
    except InvalidSignature:
        return False
    return True
