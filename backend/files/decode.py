"""From bytes to clean pixels: upright, opaque, at most twice as large as what is kept.

Nothing but the pixels of the first frame comes out. Colour profiles are dropped with the rest of
what the file says about itself: for a hole in the street the plain colours do.
"""

import warnings
from io import BytesIO
from threading import Lock

from PIL import Image, ImageFile, UnidentifiedImageError

from backend.files.check import PhotoRefused, Reason, scans_of

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
"""The decoders let near an upload; JPEG reads what phones write as MPO, too."""
MAX_PIXELS = 50_000_000
MAX_DECODED_BYTES = 200_000_000
LARGE_BYTES = 40_000_000
LONGEST = 1600
BAND_PIXELS = 1_000_000
ORIENTATION = 0x0112

# What has to be done to a picture for its EXIF orientation (CIPA DC-008, 4.6.5.1) to be upright.
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

_one_large_at_a_time = Lock()

# Pixels are counted here, well below where Pillow begins to wonder.
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)


def pixels_of(content: bytes) -> Image.Image:
    """The picture in ``content`` as RGB, its longest side under twice LONGEST.

    Raises PhotoRefused. It takes under 230 MB for a moment, whatever comes: large pictures wait for
    one another.
    """
    try:
        image = Image.open(BytesIO(content), formats=FORMATS)
        cost = _decoded_bytes(image, content)
        if cost < LARGE_BYTES:
            return _upright(image)
        with _one_large_at_a_time:
            return _upright(image)
    except PhotoRefused:
        raise
    except UnidentifiedImageError as error:
        raise PhotoRefused(Reason.NOT_AN_IMAGE) from error
    except Image.DecompressionBombError as error:
        raise PhotoRefused(Reason.TOO_MANY_PIXELS) from error
    except Exception as error:  # a decoder fed hostile bytes raises whatever it likes
        raise PhotoRefused(Reason.BROKEN) from error


def _decoded_bytes(image: ImageFile.ImageFile, content: bytes) -> int:
    """Memory that decoding will take, as measured for each format; PhotoRefused if too much."""
    pixels = image.width * image.height
    if image.format in {"JPEG", "MPO"}:
        # Draft mode halves both sides before there are pixels, but coefficients come in full.
        each = 1.2 + (2 * len(image.getbands()) if scans_of(content) > 1 else 0)
    elif image.format == "WEBP":
        each = 16.3
    else:
        each = 1 if image.mode in {"1", "L", "P"} else 4
    cost = int(pixels * each)
    if pixels > MAX_PIXELS or cost > MAX_DECODED_BYTES:
        raise PhotoRefused(Reason.TOO_MANY_PIXELS)
    return cost


def _upright(image: ImageFile.ImageFile) -> Image.Image:
    longest = max(image.size)
    if longest > LONGEST:
        fitted = (image.width * LONGEST // longest, image.height * LONGEST // longest)
        image.draft(None, (max(1, fitted[0]), max(1, fitted[1])))
    image.load()
    turn = UPRIGHT.get(_orientation(image))
    clean = _shrunk(image)
    return clean.transpose(turn) if turn is not None else clean


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - a photo with spoilt notes is taken as it lies
        return 1


def _shrunk(image: Image.Image) -> Image.Image:
    """``image`` as RGB, reduced by a whole factor, band by band: a second copy of all its pixels
    would not fit the memory we allow ourselves."""
    factor = max(1, max(image.size) // LONGEST)
    clean = Image.new("RGB", (-(-image.width // factor), -(-image.height // factor)))
    height = factor * max(1, BAND_PIXELS // (image.width * factor))
    for top in range(0, image.height, height):
        band = image.crop((0, top, image.width, min(top + height, image.height)))
        clean.paste(_opaque(band).reduce(factor), (0, top // factor))
    return clean


def _opaque(band: Image.Image) -> Image.Image:
    if band.mode.startswith("I"):  # 16 bits of grey, which convert() would cut off at 255
        return band.convert("I").point(lambda value: value * (1 / 257)).convert("RGB")
    if not band.has_transparency_data:
        return band.convert("RGB")
    seen = band.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper
