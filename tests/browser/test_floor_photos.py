"""On Chromium 80 a photo is drawn as the sensor saw it: what makes it upright is ours."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.city import City
from tests.browser.floor import OldPage, OldPhone
from tests.browser.photos import TURN, UPRIGHT, a_photo_held, corners, seen_on

UNKNOWN = 0
"""Some cameras write it."""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """One server for all: nothing is sent to it."""
    with City(tmp_path_factory.mktemp("var")) as running:
        yield running


@pytest.fixture
def form(old_phone: OldPhone, city: City) -> OldPage:
    """The report form on Amina's phone."""
    return old_phone.open(f"{city.url}/reports/new")


def reduced(form: OldPage, photo: Path) -> Image.Image:
    """The photo as the form will send it."""
    form.set_input_files("#photos", photo)
    ready = "document.querySelector('[data-photos-list]').textContent.includes({})"
    form.wait_for_function(ready.format(json.dumps(photo.name)))
    return seen_on(form, "document.querySelector('#photos').files[0]")


@pytest.mark.parametrize("byte_order", [">", "<"])
def test_however_the_phone_was_held_the_photo_is_upright(
    form: OldPage, tmp_path: Path, byte_order: str
) -> None:
    assert form.evaluate("CSS.supports('image-orientation', 'from-image')") is False
    for turn in (UNKNOWN, 1, 2, 3, 4, 5, 6, 7, 8):
        small = reduced(form, a_photo_held(tmp_path, turn, byte_order=byte_order))
        assert (turn, small.size, corners(small)) == (turn, (90, 120), UPRIGHT)
        assert TURN not in small.getexif()


@pytest.mark.parametrize("ending", ["png", "jpg"])
def test_a_picture_that_says_nothing_of_its_turn_stays_as_it_is(
    form: OldPage, tmp_path: Path, ending: str
) -> None:
    picture = tmp_path / f"screen.{ending}"
    Image.open(a_photo_held(tmp_path, 1)).save(picture, exif=b"")
    assert corners(reduced(form, picture)) == UPRIGHT


def test_what_an_editor_wrote_before_the_turn_is_passed_over(form: OldPage, tmp_path: Path) -> None:
    photo = a_photo_held(tmp_path, 6)
    words = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"
    note = b"\xff\xe1" + (len(words) + 2).to_bytes(2) + words
    photo.write_bytes(photo.read_bytes().replace(b"\xff\xd8", b"\xff\xd8" + note, 1))
    assert corners(reduced(form, photo)) == UPRIGHT


def test_a_broken_turn_is_no_reason_to_send_a_large_photo(form: OldPage, tmp_path: Path) -> None:
    photo = a_photo_held(tmp_path, 1, size=(1500, 2000))
    whole = photo.read_bytes()
    tiff = whole.index(b"Exif\0\0") + 6
    photo.write_bytes(whole[: tiff + 4] + b"\x7f\xff\xff\xff" + whole[tiff + 8 :])
    small = reduced(form, photo)
    assert corners(small) == UPRIGHT
    assert form.evaluate("document.querySelector('#photos').files[0].size") <= 100 * 1024
