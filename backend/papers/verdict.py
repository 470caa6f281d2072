"""Whether a paper is what it says: a function of values, the same that the page's script does."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from backend.papers import numbers, payload
from backend.papers.payload import Payload


class State(StrEnum):
    """``FORGED``: it is no paper of ours, or something in it was changed. ``STRANGE``: signed with
    a key that is not known here, or not yet. ``OVER``: it held until a day that is past."""

    VALID = "valid"
    FORGED = "forged"
    REVOKED = "revoked"
    OVER = "over"
    STRANGE = "strange"


@dataclass(frozen=True)
class Verdict:
    """``said`` is what it says, where that is to be believed."""

    state: State
    said: Payload | None = None


def verdict(
    text: str,
    *,
    keys: Mapping[str, str],
    revoked: Collection[str],
    today: date,
    is_signed: Callable[[str, bytes, bytes], bool],
) -> Verdict:
    """What ``text`` is, scanned or pasted. ``keys`` are public points by their names, ``revoked``
    digests of numbers."""
    parts = payload.split(text)
    said = payload.read(parts[0]) if parts else None
    if parts is None or said is None:
        return Verdict(State.FORGED)
    public = keys.get(said.kid)
    if public is None:
        return Verdict(State.STRANGE)
    if not is_signed(public, *parts):
        return Verdict(State.FORGED)
    if numbers.digest(said.number) in revoked:
        return Verdict(State.REVOKED, said)
    if said.until and said.until < today:
        return Verdict(State.OVER, said)
    return Verdict(State.VALID, said)
