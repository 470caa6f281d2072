"""Photos of which one can tell whether they are upright: a colour in each corner."""

import base64
import random
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.browser.storage import Evaluates

COLOURS = {"red": (200, 30, 30), "green": (30, 160, 30), "blue": (30, 30, 200), "white": (240,) * 3}
TURN = 0x0112
UPRIGHT = list(COLOURS)
"""From left to right, from top to bottom."""
LAID = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a sensor sees what stands upright, by EXIF's word for it."""

AS_ADDRESS = """(async () => {{
  const reader = new FileReader();
  reader.readAsDataURL(await {});
  return new Promise(done => {{ reader.onload = () => done(reader.result); }});
}})()"""


def a_photo_held(
    folder: Path, turn: int, *, size: tuple[int, int] = (90, 120), byte_order: str = ">"
) -> Path:
    """A photo that is ``size`` when upright, as a camera held that way writes it, with grain."""
    picture = Image.new("RGB", size)
    width, height = size[0] // 2, size[1] // 2
    for place, colour in enumerate(COLOURS.values()):
        corner = Image.new("RGB", (width, height), colour)
        picture.paste(corner, (place % 2 * width, place // 2 * height))
    dice = random.Random(turn)
    grain = Image.frombytes("RGB", (300, 400), dice.randbytes(300 * 400 * 3)).resize(size)
    picture = Image.blend(picture, grain, 0.2)
    if turn in LAID:
        picture = picture.transpose(LAID[turn])
    exif = Image.Exif()
    exif.endian = byte_order
    exif[TURN] = turn
    exif[0x010F] = "A maker of phones"
    path = folder / f"held-{turn}.jpg"
    picture.save(path, "JPEG", quality=92, exif=exif)
    return path


def seen_on(page: Evaluates, blob: str) -> Image.Image:
    """The picture in the blob, or the promise of one, that ``blob`` names on the page."""
    address: str = page.evaluate(AS_ADDRESS.format(blob))
    return Image.open(BytesIO(base64.b64decode(address.partition(",")[2])))


def corners(picture: Image.Image) -> list[str]:
    """The names of the colours in its corners; UPRIGHT if it stands upright."""
    four = picture.convert("RGB").resize((2, 2), Image.Resampling.BOX).tobytes()
    return [_name_of(four[start : start + 3]) for start in range(0, 12, 3)]


def _name_of(seen: bytes) -> str:
    def distance(name: str) -> int:
        return sum(abs(a - b) for a, b in zip(seen, COLOURS[name], strict=True))

    return min(COLOURS, key=distance)
