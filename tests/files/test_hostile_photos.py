"""Eve uploads things that are no photos, or are more than photos."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from backend.files.check import MAX_BYTES, PhotoRefused, Reason
from backend.files.encode import photo_from


def chunk(kind: bytes, content: bytes = b"") -> bytes:
    checked = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checked


def png(width: int, height: int, *more: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(b"\0" * 10_000))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + rows + chunk(b"IEND")


def picture(format: str, size: tuple[int, int] = (64, 64), **options: object) -> bytes:
    file = BytesIO()
    Image.effect_noise(size, 50).convert("RGB").save(file, format, **options)
    return file.getvalue()


JPEG, PNG, GIF, WEBP = (picture(format) for format in ("JPEG", "PNG", "GIF", "WEBP"))


def refusal(content: bytes) -> Reason | None:
    try:
        photo_from(BytesIO(content))
    except PhotoRefused as refused:
        return refused.reason
    return None


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED = {
    "nothing": (b"", Reason.EMPTY),
    "a byte": (b"\0", Reason.NOT_AN_IMAGE),
    "words": (b"la luz no sirve", Reason.NOT_AN_IMAGE),
    "a drawing that is a program": (SVG, Reason.NOT_AN_IMAGE),
    "the same in XML": (b'<?xml version="1.0"?>' + SVG, Reason.NOT_AN_IMAGE),
    "a web page": (b"<!doctype html><script>alert(1)</script>", Reason.NOT_AN_IMAGE),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", Reason.NOT_AN_IMAGE),
    "PostScript, which a decoder would run": (b"%!PS-Adobe-3.0 EPSF-3.0\n", Reason.NOT_AN_IMAGE),
    "a format no phone writes": (picture("TIFF"), Reason.NOT_AN_IMAGE),
    "another": (picture("BMP"), Reason.NOT_AN_IMAGE),
    "only the first bytes of a JPEG": (b"\xff\xd8\xff", Reason.NOT_AN_IMAGE),
    "iPhone": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 99, Reason.UNSUPPORTED_HEIC),
    "iPhone burst": (b"\0\0\0\x18ftypmsf1\0\0\0\0msf1hevc", Reason.UNSUPPORTED_HEIC),
    "a film": (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", Reason.NOT_AN_IMAGE),
    "too heavy": (JPEG + b"\0" * MAX_BYTES, Reason.TOO_BIG),
    "900 million pixels": (png(30_000, 30_000), Reason.TOO_MANY_PIXELS),
    "51 million pixels": (png(51_000, 1_000), Reason.TOO_MANY_PIXELS),
    "no pixels": (png(0, 0), Reason.NOT_AN_IMAGE),
    "PNG with few of its rows": (png(7_000, 7_000), Reason.BROKEN),
    "JPEG cut in the middle": (JPEG[: len(JPEG) // 2], Reason.BROKEN),
    "PNG cut in the middle": (PNG[: len(PNG) // 2], Reason.BROKEN),
    "GIF cut in the middle": (GIF[: len(GIF) // 2], Reason.BROKEN),
    "a text chunk that swells": (
        png(10, 10, chunk(b"zTXt", b"a\0\0" + zlib.compress(b"\0" * 50_000_000))),
        Reason.BROKEN,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_its_reason(name: str) -> None:
    content, reason = REFUSED[name]
    assert refusal(content) is reason


def test_a_webp_cut_in_the_middle_is_refused() -> None:
    assert refusal(WEBP[: len(WEBP) // 2]) in {Reason.BROKEN, Reason.NOT_AN_IMAGE}


SLOW = {
    "three million comments": JPEG[:2] + b"\xff\xfe\0\2" * 2_900_000 + JPEG[2:],
    "nothing but filling": JPEG[:2] + b"\xff" * 11_900_000 + JPEG[2:],
    "a million chunks": png(10, 10, chunk(b"abCd") * 900_000),
    "two million comments": GIF[:13] + b"!\xfe\1a\0" * 2_000_000 + GIF[13:],
    "a frame far away": GIF[:781] + b"x" * 11_000_000 + GIF[781:],
}


@pytest.mark.parametrize("name", SLOW)
def test_a_file_of_a_million_parts_does_not_hold_the_decoder(name: str) -> None:
    assert len(SLOW[name]) <= MAX_BYTES
    assert refusal(SLOW[name]) is Reason.BROKEN


def test_a_picture_painted_over_a_thousand_times_is_refused() -> None:
    progressive = picture("JPEG", progressive=True)
    last = progressive.rindex(b"\xff\xda")
    assert refusal(progressive) is None
    assert refusal(progressive[:-2] + progressive[last:-2] * 1_000 + b"\xff\xd9") is Reason.BROKEN


POLYGLOTS = {
    "a web page in the comment": picture(
        "JPEG", comment=b"<script>alert(document.cookie)</script>"
    ),
    "a web page behind the picture": JPEG + b"<html><script>alert(1)</script>",
    "a program behind the picture": GIF + b"PK\x03\x04<script>" + b"\0" * 100,
    "a text in a PNG": PNG[:33] + chunk(b"tEXt", b"a\0<script>alert(1)</script>") + PNG[33:],
    "an archive behind a PNG": PNG + b"PK\x03\x04<script>",
}


@pytest.mark.parametrize("name", POLYGLOTS)
def test_what_rides_along_is_left_behind(name: str) -> None:
    content = POLYGLOTS[name]
    assert b"<script>" in content
    photo = photo_from(BytesIO(content))
    for clean in (photo.full, photo.thumb):
        assert clean[:4] == b"RIFF"
        assert int.from_bytes(clean[4:8], "little") + 8 == len(clean)
        assert b"<script>" not in clean
        assert b"PK\x03\x04" not in clean


@settings(deadline=None, max_examples=200)
@given(st.sampled_from([JPEG, PNG, GIF, WEBP]), st.data())
def test_whatever_is_spoilt_it_is_a_photo_or_a_refusal(content: bytes, data: st.DataObject) -> None:
    spoilt = bytearray(content)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, min(len(spoilt), 700) - 1))
        spoilt[at] = data.draw(st.integers(0, 255))
    assert refusal(bytes(spoilt)) in {None, *Reason}
