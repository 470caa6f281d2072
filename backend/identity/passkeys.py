"""Passkeys (WebAuthn): what a browser is asked for, and whether its answer is right.

A passkey here is discoverable, so nobody types who she is, and it always asks for the phone's own
lock, so it is two factors in one.
"""

import json
from dataclasses import dataclass
from typing import Any

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)


@dataclass(frozen=True)
class Site:
    """Whose passkeys these are: the host without its port, and the origin of its pages."""

    host: str
    origin: str
    name: str


@dataclass(frozen=True)
class Asked:
    """What a page gives to ``navigator.credentials``, and the challenge to remember (base64url)."""

    options: dict[str, Any]
    challenge: str


@dataclass(frozen=True)
class Made:
    """A new passkey: its id in base64url, its public key as COSE, how often it was used."""

    credential: str
    key: bytes
    uses: int


def ask_to_make(site: Site, *, tag: str, name: str, have: list[str]) -> Asked:
    """Ask for a new passkey for who is called ``name``; ``have`` are those she has already."""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=site.name,
        user_id=tag.encode(),
        user_name=name,
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in have
        ],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return _asked(options, options.challenge)


def made(site: Site, answer: object, challenge: str) -> Made | None:
    """The passkey in a browser's ``answer``, or None if it does not answer our question."""
    if not isinstance(answer, dict):
        return None
    try:
        verified = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError, RecursionError):
        return None
    return Made(
        credential=bytes_to_base64url(verified.credential_id),
        key=verified.credential_public_key,
        uses=verified.sign_count,
    )


def ask_to_show(site: Site) -> Asked:
    """Ask for any passkey of this site."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host, user_verification=UserVerificationRequirement.REQUIRED
    )
    return _asked(options, options.challenge)


def credential_of(answer: object) -> str:
    """Which passkey an answer says it is of; "" if none."""
    told = answer.get("id") if isinstance(answer, dict) else None
    return told if isinstance(told, str) and told.isascii() and told.isprintable() else ""


def shown(site: Site, answer: object, challenge: str, *, key: bytes, uses: int) -> int | None:
    """How often the passkey was used, if ``answer`` was made by it for us; else None."""
    if not isinstance(answer, dict):
        return None
    try:
        verified = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=key,
            credential_current_sign_count=uses,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError, RecursionError):
        return None
    return verified.new_sign_count


def _asked(options: Any, challenge: bytes) -> Asked:
    return Asked(json.loads(webauthn.options_to_json(options)), bytes_to_base64url(challenge))
