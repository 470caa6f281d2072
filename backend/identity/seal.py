"""One key of the installation, for what must be read back (TOTP secrets) and for digests of what is
too short to be digested alone (codes).

It is ``VENTANILLA_SECRET``, or a file in the var folder made at the first start.
"""

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

from backend.config import Settings, SettingsError

LEAST = 32


def load_key(settings: Settings) -> bytes:
    """The key of this installation. Raises SettingsError for one that is too short."""
    text = settings.secret or _kept(settings.var / "secret")
    if len(text) < LEAST:
        raise SettingsError(f"VENTANILLA_SECRET is too short; write {LEAST} characters or more.")
    return hashlib.sha256(text.encode()).digest()


def mac(purpose: str, text: str) -> str:
    """A digest of ``text`` that only this installation can make, as 64 hexadecimal digits."""
    return hmac.new(_key("mac"), f"{purpose}\n{text}".encode(), "sha256").hexdigest()


def seal(text: str) -> str:
    """``text``, to be opened by this installation only (AES-256-GCM)."""
    nonce = secrets.token_bytes(12)
    return base64.b64encode(
        nonce + AESGCM(_key("seal")).encrypt(nonce, text.encode(), None)
    ).decode()


def unseal(sealed: str) -> str | None:
    """What was sealed; None if another installation's key did it, or nothing was."""
    try:
        raw = base64.b64decode(sealed)
        return AESGCM(_key("seal")).decrypt(raw[:12], raw[12:], None).decode()
    except (InvalidTag, ValueError):
        return None


def _key(use: str) -> bytes:
    whole: bytes = current_app.extensions["secret"]
    return hmac.new(whole, use.encode(), "sha256").digest()


def _kept(path: Path) -> str:
    """The content of ``path``; made if it is not there, by one process only."""
    made = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
        try:
            os.link(made, path)
        except FileExistsError:
            pass  # another process was first: its key counts
        finally:
            made.unlink()
    return path.read_text().strip()
