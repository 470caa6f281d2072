"""Time-based one-time passwords (RFC 6238): the six digits of an authenticator app."""

from datetime import datetime

import pyotp

STEP_SECONDS = 30
MOST_LETTERS = 20
"""Of a name, for a longer one makes a QR that is hard to read."""
DRIFT = 1
"""Steps that a phone's clock may be off."""


def new_secret() -> str:
    """160 bits in base32, as authenticator apps read them."""
    return pyotp.random_base32()


def address(secret: str, *, issuer: str, name: str) -> str:
    """The ``otpauth:`` address that a QR tells an authenticator app."""
    return pyotp.TOTP(secret).provisioning_uri(name=name[:MOST_LETTERS], issuer_name=issuer)


def step_of(secret: str, text: str, *, now: datetime) -> int | None:
    """The step of time that ``text`` is the code of, now or a step off; None if of none.

    A step is used once: the caller refuses one that is not later than the last.
    """
    digits = "".join(text.split())
    if len(digits) != 6 or not (digits.isascii() and digits.isdigit()):
        return None
    here = int(now.timestamp()) // STEP_SECONDS
    code = pyotp.TOTP(secret)
    for step in range(here - DRIFT, here + DRIFT + 1):
        if pyotp.utils.strings_equal(digits, code.generate_otp(step)):
            return step
    return None
