"""What can be told from the bytes of an upload before anything decodes them.

The decoder walks headers in Python, so a file made of a million empty segments would hold it for
seconds; real photos have a few hundred. Names and types that a phone sends are not looked at.
"""

import re
from enum import StrEnum
from typing import BinaryIO

MAX_BYTES = 12_000_000
MOST_PARTS = 10_000
MOST_SCANS = 100
"""Of one JPEG. A progressive one has about ten; each more is a pass over all its pixels."""
WIDEST_GAP = 64

# ISO base media brands (ISO/IEC 23008-12, annex B; AVIF 1.1): pictures no decoder of ours reads.
_PHONE_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif"}
# A JPEG marker; 00 is a stuffed byte, FF a filling one, D0 to D7 stand within a scan (T.81, B.1.1).
_MARKER = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])", re.DOTALL)
_START, _END, _SCAN = b"\xd8", b"\xd9", b"\xda"
_BARE = {b"\x01", _START}


class Reason(StrEnum):
    """What is the matter with the file."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    TOO_MANY_PIXELS = "too_many_pixels"
    NOT_AN_IMAGE = "not_an_image"
    UNSUPPORTED_HEIC = "unsupported_heic"
    BROKEN = "broken"


class PhotoRefused(Exception):
    """This file will not become a photo; ``reason`` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def bytes_of(stream: BinaryIO) -> bytes:
    """All of ``stream``, or PhotoRefused if it is empty, over 12 MB, or nothing we decode."""
    content = stream.read(MAX_BYTES + 1)
    if not content:
        raise PhotoRefused(Reason.EMPTY)
    if len(content) > MAX_BYTES:
        raise PhotoRefused(Reason.TOO_BIG)
    if content[4:8] == b"ftyp" and content[8:12] in _PHONE_BRANDS:
        raise PhotoRefused(Reason.UNSUPPORTED_HEIC)
    if parts_of(content) > MOST_PARTS:
        raise PhotoRefused(Reason.BROKEN)
    return content


def parts_of(content: bytes) -> int:
    """How many segments, chunks or blocks a decoder would step through, counted to just over
    MOST_PARTS."""
    if content.startswith(b"\xff\xd8"):
        return _jpeg(content)[0]
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png_parts(content)
    if content.startswith(b"GIF8"):
        return _gif_parts(content)
    return 1


def scans_of(content: bytes) -> int:
    """How many scans the first picture of a JPEG has; with more than one, the decoder has to keep
    all its coefficients in memory. PhotoRefused if they are more than any camera writes."""
    scans = _jpeg(content)[1]
    if scans > MOST_SCANS:
        raise PhotoRefused(Reason.BROKEN)
    return scans


def _jpeg(content: bytes) -> tuple[int, int]:
    at, parts, scans = 0, 0, 0
    while parts <= MOST_PARTS and (found := _MARKER.search(content, at)):
        marker = found[1]
        if not scans and found.start() - at > WIDEST_GAP:
            return MOST_PARTS + 1, scans
        parts += 1
        scans += marker == _SCAN
        if marker == _END:
            break
        length = 0 if marker in _BARE else int.from_bytes(content[found.end() : found.end() + 2])
        at = found.end() + length
    return parts, scans


def _png_parts(content: bytes) -> int:
    at, parts = 8, 0
    while parts <= MOST_PARTS and at < len(content):
        at += int.from_bytes(content[at : at + 4]) + 12
        parts += 1
    return parts


def _gif_parts(content: bytes) -> int:
    """Blocks before the first frame; the others are never decoded."""
    if len(content) < 13:
        return 1
    flags = content[10]
    at = 13 + (3 << (flags % 8 + 1) if flags & 0x80 else 0)
    parts = 0
    while parts <= MOST_PARTS and content[at : at + 1] == b"!":
        at += 2
        while parts <= MOST_PARTS and (size := int.from_bytes(content[at : at + 1])):
            at += size + 1
            parts += 1
        at += 1
        parts += 1
    # The decoder looks for the frame byte by byte from here on.
    return parts if content[at : at + 1] == b"," else MOST_PARTS + 1
