"""From an upload to the two files that are kept: WebP, and nothing but WebP."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from PIL import Image

from backend.files.check import bytes_of
from backend.files.decode import pixels_of

FULL_BYTES = 150_000
THUMB_BYTES = 8_000

# (longest side, quality), tried in turn. Street photos pass with the first or second; the last of
# THUMB_STEPS fits whatever the picture is.
FULL_STEPS = ((1600, 75), (1600, 60), (1600, 45), (1280, 45), (1024, 40), (800, 30), (640, 20))
THUMB_STEPS = ((320, 60), (320, 40), (280, 30), (240, 20), (160, 20), (96, 10), (48, 5))


@dataclass(frozen=True)
class Photo:
    """A picture ready to keep: ``full`` aims at 150 KB, ``thumb`` is never over 8 KB, both WebP
    without metadata; ``width`` and ``height`` are the full one's."""

    full: bytes
    thumb: bytes
    width: int
    height: int


def photo_from(stream: BinaryIO) -> Photo:
    """A clean photo from whatever was uploaded. Raises PhotoRefused with the reason."""
    return photo_of(pixels_of(bytes_of(stream)))


def photo_of(pixels: Image.Image) -> Photo:
    """The photo that shows ``pixels``."""
    full, (width, height) = _smallest(pixels, FULL_STEPS, FULL_BYTES)
    thumb, _ = _smallest(pixels, THUMB_STEPS, THUMB_BYTES)
    return Photo(full, thumb, width, height)


def _smallest(
    pixels: Image.Image, steps: Sequence[tuple[int, int]], most: int
) -> tuple[bytes, tuple[int, int]]:
    """The first step that fits into ``most`` bytes, else the last."""
    fitted = pixels
    content = b""
    for longest, quality in steps:
        if max(fitted.size) > longest:
            fitted = pixels.copy()
            fitted.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        file = BytesIO()
        fitted.save(file, "WEBP", quality=quality, method=4)
        content = file.getvalue()
        if len(content) <= most:
            break
    return content, fitted.size
