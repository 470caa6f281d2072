"""Which pictures and rules are for Amina's phone: 360 x 640 pixels, two dots for each."""

from dataclasses import replace

import pytest

from backend.budgets.device import NEW, OLD
from backend.budgets.reads.media import matches
from backend.budgets.reads.srcset import candidates, choose, width_of


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("", True),
        ("all", True),
        ("screen", True),
        ("print", False),
        ("not print", True),
        ("not screen", False),
        ("only screen and (max-width: 400px)", True),
        ("print, (max-width: 400px)", True),
        ("(min-width: 361px)", False),
        ("(min-width: 22.5em)", True),
        ("(max-height: 640px) and (min-height: 640px)", True),
        ("(width: 360px)", True),
        ("(width >= 360px)", True),
        ("(width > 360px)", False),
        ("(300px <= width < 400px)", True),
        ("(300px <= width <= 350px)", False),
        ("(400px > width)", True),
        ("(orientation: portrait)", True),
        ("(orientation: landscape)", False),
        ("(min-resolution: 2dppx)", True),
        ("(min-resolution: 193dpi)", False),
        ("(-webkit-min-device-pixel-ratio: 2)", True),
        ("(hover: hover)", False),
        ("(hover)", False),
        ("(pointer: coarse)", True),
        ("(color)", True),
        ("not (orientation: landscape)", True),
        ("(orientation: landscape) or (max-width: 400px)", True),
        ("((max-width: 400px) and (not (hover)))", True),
        ("screen and (orientation: landscape)", False),
        ("tty", False),
        ("screen and", None),
        ("(prefers-color-scheme: dark)", None),
        ("(min-width: calc(1px * 9))", None),
        ("(x-ray) and (orientation: landscape)", False),
        ("(x-ray) or (orientation: portrait)", True),
        ("(x-ray)", None),
        ("((", None),
    ],
)
def test_a_query_holds_or_not_or_cannot_be_known(query: str, holds: bool | None) -> None:
    assert matches(query, OLD) is holds


@pytest.mark.parametrize(
    ("sizes", "width"),
    [
        ("", 360),
        ("100vw", 360),
        ("50vw", 180),
        ("10em", 160),
        ("(min-width: 800px) 400px, 90vw", 324),
        ("(max-width: 800px) 300px , 90vw", 300),
        ("(min-width: 800px) 400px", 360),
        ("calc(100vw - 20px)", None),
        ("(min-width: 800px) calc(9px), 40px", 40),
        ("(x-ray) 20px, 40px", None),
        ("auto", None),
    ],
)
def test_the_room_for_a_picture_is_read(sizes: str, width: float | None) -> None:
    assert width_of(sizes, OLD) == width


@pytest.mark.parametrize(
    ("srcset", "sizes", "density", "taken"),
    [
        ("/1 1x, /2 2x, /3 3x", "", 2, "/2"),
        ("/1 1x, /3 3x", "", 2, "/3"),
        ("/1 1x, /3 3x", "", 1.5, "/1"),
        ("/2 2x, /4 4x", "", 1, "/2"),
        ("/1 1x, /2 2x", "", 4, "/2"),
        ("/a 360w, /b 720w, /c 1440w", "", 2, "/b"),
        ("/a 360w, /b 720w, /c 1440w", "50vw", 2, "/a"),
        ("/a 360w, /b 720w, /c 1440w", "50vw", 3, "/b"),
        ("/b 2x, /again 2x", "", 2, "/b"),
        ("/odd 2y, /b 2x", "", 2, "/b"),
    ],
)
def test_a_phone_takes_the_nearest_picture_as_chromium_does(
    srcset: str, sizes: str, density: float, taken: str
) -> None:
    device = replace(OLD, density=density)
    assert choose(list(candidates(srcset)), "", sizes, device) == (taken,)


def test_the_plain_address_stands_for_one_dot() -> None:
    assert choose(list(candidates("/2 2x")), "/1", "", replace(OLD, density=1)) == ("/1",)
    assert choose([], "/1", "", OLD) == ("/1",)
    assert choose([], "", "", OLD) == ()


def test_dora_names_another_screen() -> None:
    wide = NEW.with_screen("1280x800@1.5")
    assert (wide.width, wide.height, wide.density) == (1280, 800, 1.5)
    assert matches("(orientation: landscape)", wide)
    with pytest.raises(ValueError, match='written as 360x640@2, not "big"'):
        OLD.with_screen("big")
    assert OLD.with_encodings(("none",)).encodings == ()
    with pytest.raises(ValueError, match='"lzma" is no encoding known here: gzip'):
        OLD.with_encodings(("lzma",))
