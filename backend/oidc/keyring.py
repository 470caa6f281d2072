"""The keys that sign ID tokens: made, sealed, opened, published."""

import json
from datetime import datetime
from typing import Any

from flask import current_app
from joserfc.jwk import ECKey, KeySet, RSAKey
from joserfc.jwk import import_key as read_jwk

from backend.identity.seal import seal, unseal
from backend.oidc import queries, rotation
from backend.oidc.digests import new_name
from backend.oidc.models import Key

ALGS = ("RS256", "ES256")
RSA_BITS = 2048
AnyKey = ECKey | RSAKey


class NoKey(Exception):
    """There is no key that this installation can sign with."""


def make(alg: str, now: datetime) -> Key:
    """A new key for ``alg``."""
    kid = new_name()
    told: Any = {"kid": kid, "use": "sig", "alg": alg}
    made: AnyKey
    if alg == "ES256":
        made = ECKey.generate_key("P-256", told)
    else:
        made = RSAKey.generate_key(RSA_BITS, told)
    return Key(
        kid=kid,
        alg=alg,
        sealed=seal(json.dumps(made.as_dict(private=True))),
        public=made.as_dict(private=False),
        created=now,
        ended=None,
    )


def published() -> dict[str, list[dict[str, str]]]:
    """The JWK set that everybody may read (RFC 7517, 5)."""
    return {"keys": [key.public for key in queries.published_keys()]}


def known() -> KeySet:
    """The same, to check what we signed."""
    return KeySet.import_key_set(published())  # type: ignore[arg-type]


def signing(alg: str, now: datetime) -> AnyKey:
    """The key to sign with. Raises NoKey where there is none, or its seal is another's."""
    keys = {key.kid: key for key in queries.published_keys(alg)}
    chosen = rotation.signing([rotation.Made(key.kid, key.created) for key in keys.values()], now)
    if chosen is None:
        raise NoKey(f"There is no key for {alg}; flask clients rotate-keys makes one.")
    opened: dict[str, AnyKey] = current_app.extensions.setdefault("oidc_keys", {})
    if chosen.kid not in opened:
        opened[chosen.kid] = _open(keys[chosen.kid])
    return opened[chosen.kid]


def _open(key: Key) -> AnyKey:
    text = unseal(key.sealed)
    if text is None:
        raise NoKey(f"Key {key.kid} was sealed with another VENTANILLA_SECRET.")
    private: Any = read_jwk(json.loads(text))
    return private  # type: ignore[no-any-return]
