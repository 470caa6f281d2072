"""Browsers that can be told: their keys, and what they read of a push."""

import base64
import json
import os
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask

from backend.kernel import clock
from backend.kernel.db import db
from backend.notify.actions import phones
from backend.notify.endpoint import Reached
from backend.notify.models import Subscription


def base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class Browser:
    """One that a push service reaches at ``endpoint``."""

    endpoint: str
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    auth: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def p256dh(self) -> str:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return base64url(point)

    @property
    def reached(self) -> Reached:
        return Reached(self.endpoint, self.p256dh, base64url(self.auth))

    @property
    def told(self) -> str:
        """``JSON.stringify(subscription)``."""
        keys = {"p256dh": self.p256dh, "auth": base64url(self.auth)}
        return json.dumps({"endpoint": self.endpoint, "expirationTime": None, "keys": keys})

    def reads(self, body: bytes) -> dict[str, Any]:
        """What a push says; raises http_ece.ECEException for one to another browser."""
        plain = http_ece.decrypt(
            body, private_key=self.key, auth_secret=self.auth, version="aes128gcm"
        )
        said: dict[str, Any] = json.loads(plain)
        return said


def subscribe(
    app: Flask,
    *browsers: "Browser | Reached",
    owner: str = "person:{at}",
    now: datetime | None = None,
) -> list[int]:
    """Let somebody, or the same ``owner``, be told on each of these; the subscriptions' ids."""
    with app.app_context():
        places = [each if isinstance(each, Reached) else each.reached for each in browsers]
        for at, reached in enumerate(places, 1):
            phone = phones.Phone("", reached, [owner.format(at=at)], "es")
            phones.give(phone, now=now or clock.now())
        db.session.commit()
        found = db.session.query(Subscription).order_by(Subscription.id)
        ids = {each.endpoint: each.id for each in found}
        return [ids[reached.endpoint] for reached in places]


def subscriptions(app: Flask) -> list[Subscription]:
    with app.app_context():
        return list(db.session.query(Subscription).order_by(Subscription.id))
