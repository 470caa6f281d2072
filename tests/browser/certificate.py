"""Certificates for https on localhost: one that the test's browser trusts, others that it does not.

Chromium trusts the one whose ``pin`` it was started with
(``--ignore-certificate-errors-spki-list``); every other self-signed one is an error to it.
"""

import base64
import datetime
import hashlib
import ipaddress
import ssl
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass(frozen=True)
class Certificate:
    """``chain`` and ``key`` (PKCS#8) are PEM files; ``pin`` is the key's SHA-256 in base64."""

    chain: Path
    key: Path
    pin: str

    def context(self) -> ssl.SSLContext:
        """For the server's end of a connection."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.chain, self.key)
        return context


def self_signed(folder: Path, name: str = "localhost") -> Certificate:
    """Makes a certificate for ``name`` and 127.0.0.1, good for a day around now."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    day = datetime.timedelta(days=1)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name), address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    chain_file, key_file = folder / f"{name}.pem", folder / f"{name}.key"
    chain_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return Certificate(
        chain_file, key_file, base64.b64encode(hashlib.sha256(public).digest()).decode()
    )
