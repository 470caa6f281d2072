"""What a QR says of a paper, signed: pure.

``<payload>.<signature>``, each in base32 without padding (RFC 4648), for a QR packs capitals and
digits into 5.5 bits each: 8.8 bits a byte, where base64 takes 10.7. The payload is a JSON array in
UTF-8, ``[1, key, number, kind, title, holder, office, issued, valid until or "", [[what, how it
is], ...]]``, days as in ISO 8601. The signature is ES256 over the payload's bytes (r and s, 32
bytes each, as in RFC 7518, 3.4). It is not deflated: browsers as old as Chromium 80 cannot inflate.
"""

import base64
import binascii
import json
from dataclasses import dataclass, replace
from datetime import date

VERSION = 1
MOST_TEXT = 4000
"""So many characters of a payload with its signature are looked at."""
MOST_LINES = 6
WHAT, HOW = 30, (140, 100, 70, 44)
MOST_BYTES = 600
"""So many bytes are signed, where the answers can be cut to that: a QR of some 95 modules."""
TITLE, HOLDER, OFFICE = 60, 60, 50
SIGNATURE_BYTES = 64
KINDS = ("paper", "permit")


@dataclass(frozen=True)
class Payload:
    """What is signed of a paper. ``until`` is None where it holds for good."""

    kid: str
    number: str
    kind: str
    title: str
    holder: str
    office: str
    issued: date
    until: date | None
    lines: tuple[tuple[str, str], ...]

    def packed(self) -> bytes:
        """The bytes that are signed."""
        until = self.until.isoformat() if self.until else ""
        said = [VERSION, self.kid, self.number, self.kind, self.title, self.holder, self.office]
        said += [self.issued.isoformat(), until, [list(line) for line in self.lines]]
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def cut(text: str, most: int) -> str:
    """``text`` in one line, and no longer than ``most``: a paper says what is signed, and no
    more, so it is cut for both."""
    joined = " ".join(text.split())
    return joined if len(joined) <= most else joined[: most - 1].rstrip() + "…"


def fitted(said: Payload) -> Payload:
    """``said`` with no more than MOST_LINES lines, their answers as long as MOST_BYTES let them be,
    and never shorter than the last of HOW."""
    for most in HOW:
        lines = tuple((cut(what, WHAT), cut(how, most)) for what, how in said.lines[:MOST_LINES])
        fit = replace(said, lines=lines)
        if len(fit.packed()) <= MOST_BYTES:
            break
    return fit


def join(packed: bytes, signature: bytes) -> str:
    """Both as they stand in a QR."""
    return f"{_encoded(packed)}.{_encoded(signature)}"


def split(text: str) -> tuple[bytes, bytes] | None:
    """The payload's bytes and the signature of what was scanned or pasted, a whole address or what
    stands behind its ``#``; None if it is no such thing."""
    if len(text) > MOST_TEXT:
        return None
    joined = "".join(text.split()).rpartition("#")[2].upper()
    parts = joined.split(".")
    if len(parts) != 2:
        return None
    try:
        packed, signature = (_decoded(part) for part in parts)
    except (binascii.Error, ValueError):
        return None
    # One spelling only: bits that base32 leaves over are zero.
    if len(signature) != SIGNATURE_BYTES or join(packed, signature) != joined:
        return None
    return packed, signature


def read(packed: bytes) -> Payload | None:
    """What a payload says; None for one that is none of ours."""
    try:
        said = json.loads(packed)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, list) or len(said) != 10 or said[0] != VERSION:
        return None
    *texts, lines = said[1:]
    if not all(isinstance(each, str) for each in texts) or not _are_lines(lines):
        return None
    kid, number, kind, title, holder, office, issued, until = texts
    if kind not in KINDS:
        return None
    try:
        days = date.fromisoformat(issued), date.fromisoformat(until) if until else None
    except ValueError:
        return None
    told = tuple((what, how) for what, how in lines)
    return Payload(kid, number, kind, title, holder, office, *days, told)


def _are_lines(lines: object) -> bool:
    return isinstance(lines, list) and all(
        isinstance(line, list) and len(line) == 2 and all(isinstance(each, str) for each in line)
        for line in lines
    )


def _encoded(raw: bytes) -> str:
    return base64.b32encode(raw).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    return base64.b32decode(text + "=" * (-len(text) % 8))
