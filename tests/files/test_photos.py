"""Amina photographs a dead street light with whatever phone she has."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from backend.files.encode import FULL_BYTES, THUMB_BYTES, Photo, photo_from

RED, GREEN, BLUE, YELLOW = (200, 0, 0), (0, 160, 0), (0, 0, 200), (220, 220, 0)


def street(width: int = 80, height: int = 40) -> Image.Image:
    """Upright it is wide, red at the top left, green at the top right, blue below red."""
    image = Image.new("RGB", (width, height), YELLOW)
    image.paste(RED, (0, 0, width // 2, height // 2))
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    image.paste(BLUE, (0, height // 2, width // 2, height))
    return image


def sent(image: Image.Image, format: str = "JPEG", **options: Any) -> Photo:
    file = BytesIO()
    image.save(file, format, **options)
    return photo_from(BytesIO(file.getvalue()))


def seen(photo: Photo) -> Image.Image:
    return Image.open(BytesIO(photo.full), formats=["WEBP"])


def looks_like_the_street(photo: Photo) -> bool:
    image = seen(photo).convert("RGB")
    corners = [
        image.getpixel((image.width * x // 4, image.height * y // 4))
        for x, y in ((1, 1), (3, 1), (1, 3), (3, 3))
    ]
    return all(
        isinstance(corner, tuple) and abs(part - meant) < 60
        for corner, colour in zip(corners, (RED, GREEN, BLUE, YELLOW), strict=True)
        for part, meant in zip(corner if isinstance(corner, tuple) else (), colour, strict=True)
    )


@pytest.mark.parametrize(
    ("format", "mode"),
    [
        ("JPEG", "RGB"),
        ("JPEG", "CMYK"),
        ("PNG", "RGB"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("WEBP", "RGB"),
        ("WEBP", "RGBA"),
        ("GIF", "P"),
    ],
)
def test_every_usual_picture_becomes_webp(format: str, mode: str) -> None:
    photo = sent(street().convert(mode), format)
    assert looks_like_the_street(photo)
    assert (photo.width, photo.height) == seen(photo).size == (80, 40)
    assert photo.full[:4] == photo.thumb[:4] == b"RIFF"


def test_a_grey_photo_of_eight_and_of_sixteen_bits_looks_the_same() -> None:
    ramp = Image.linear_gradient("L")
    deep = Image.new("I;16", ramp.size)
    for y in range(ramp.height):
        for x in range(ramp.width):
            deep.putpixel((x, y), y * 257)
    shallow, deeper = seen(sent(ramp, "PNG")), seen(sent(deep, "PNG"))
    for y in (0, 64, 128, 255):
        one, other = shallow.getpixel((128, y)), deeper.getpixel((128, y))
        assert isinstance(one, tuple)
        assert isinstance(other, tuple)
        assert abs(one[0] - other[0]) <= 3


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_becomes_white(mode: str) -> None:
    image = Image.new("RGBA", (60, 60), (0, 0, 0, 0)).convert(mode)
    options = {"transparency": 0} if mode == "P" else {}
    corner = seen(sent(image, "PNG", **options)).getpixel((5, 5))
    assert isinstance(corner, tuple)
    assert min(corner) > 250


# How a picture is stored for each EXIF orientation, from its upright self.
LAID = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("orientation", LAID)
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_however_she_held_the_phone_the_photo_is_upright(format: str, orientation: int) -> None:
    turn = LAID[orientation]
    stored = street() if turn is None else street().transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = sent(stored, format, exif=exif)
    assert (photo.width, photo.height) == (80, 40)
    assert looks_like_the_street(photo)


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_impossible_orientation_is_taken_as_it_lies(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert looks_like_the_street(sent(street(), exif=exif))


@pytest.mark.parametrize(
    "exif", [b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff"]
)
def test_spoilt_notes_in_a_photo_do_not_spoil_the_photo(exif: bytes) -> None:
    assert looks_like_the_street(sent(street(), exif=exif))


def test_where_and_with_what_she_took_it_stays_with_her() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Samsecret"
    exif.get_ifd(0x8825)[1] = "Nsecret"
    hidden: dict[str, dict[str, Any]] = {
        "JPEG": {
            "exif": exif, "comment": b"secret", "xmp": b"<x>secret</x>", "icc_profile": b"secret",
        },
        "PNG": {"exif": exif, "icc_profile": b"secret"},
        "WEBP": {"exif": exif, "xmp": b"secret", "icc_profile": b"secret"},
        "GIF": {"comment": b"secret"},
    }  # fmt: skip
    for format, options in hidden.items():
        photo = sent(street(), format, **options)
        for content in (photo.full, photo.thumb):
            # One plain picture chunk: no VP8X means no room for anything else (RFC 9649, 2.5).
            assert content[12:16] == b"VP8 "
            assert int.from_bytes(content[16:20], "little") + 20 in {len(content), len(content) - 1}
            assert b"secret" not in content


def test_a_phone_that_writes_mpo_is_understood() -> None:
    exif = Image.Exif()
    exif[0x0112] = 3
    photo = sent(
        street().transpose(Image.Transpose.ROTATE_180),
        "MPO",
        save_all=True,
        append_images=[Image.new("RGB", (20, 20))],
        exif=exif,
    )
    assert looks_like_the_street(photo)


def test_of_many_frames_the_first_is_taken() -> None:
    others = [Image.new("RGB", (80, 40), (shade, shade, shade)) for shade in range(0, 250, 2)]
    for format in ("GIF", "WEBP", "PNG"):
        photo = sent(street(), format, save_all=True, append_images=others)
        assert looks_like_the_street(photo)


@pytest.mark.parametrize("size", [(4000, 3000), (1700, 1200), (300, 5000), (5000, 300)])
def test_a_large_photo_comes_down_to_what_a_phone_can_load(size: tuple[int, int]) -> None:
    photo = sent(street(*size))
    assert max(photo.width, photo.height) == 1600
    assert photo.width / photo.height == pytest.approx(size[0] / size[1], rel=0.02)
    assert looks_like_the_street(photo)
    assert len(photo.full) <= FULL_BYTES


def test_a_small_photo_is_not_blown_up() -> None:
    assert (sent(street(30, 20)).width, sent(Image.new("RGB", (1, 1))).width) == (30, 1)


def test_the_worst_picture_there_is_still_has_a_light_thumbnail() -> None:
    noise = Image.merge("RGB", [Image.effect_noise((1600, 1600), 120) for _ in range(3)])
    photo = sent(noise, "PNG")
    assert len(photo.thumb) <= THUMB_BYTES
    assert len(photo.full) <= FULL_BYTES


def test_the_thumbnail_of_a_street_shows_the_street() -> None:
    photo = sent(street(1600, 800))
    thumb = Image.open(BytesIO(photo.thumb))
    assert max(thumb.size) == 320
    assert looks_like_the_street(Photo(photo.thumb, b"", *thumb.size))
