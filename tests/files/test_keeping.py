"""A photo is kept with a row that says what it weighs, and given back with care."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from PIL import Image

from backend import files
from backend.files.actions import keep_photo
from backend.files.encode import Photo, photo_from
from backend.files.models import StoredPhoto
from backend.files.queries import photo as find_photo
from backend.files.serve import photo_response
from backend.files.store import STORE, DiskStore, StoreFull
from backend.kernel import db as database
from backend.kernel.db import db


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """The room alone, with one address that lets everybody see everything."""
    app = Flask(__name__)
    database.init_app(app, f"sqlite:///{tmp_path / 'files.db'}")
    files.init_app(app, tmp_path / "photos")

    @app.get("/<int:id>/<size>")
    def show(id: int, size: str) -> Response:
        stored = find_photo(id)
        assert stored is not None
        return photo_response(stored, thumb=size == "thumb")

    with app.app_context():
        db.create_all()
        keep_photo(a_photo("grey"))  # somebody else's
        db.session.commit()
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def a_photo(colour: str = "red") -> Photo:
    file = BytesIO()
    Image.new("RGB", (640, 480), colour).save(file, "JPEG")
    return photo_from(BytesIO(file.getvalue()))


def kept(photo: Photo) -> StoredPhoto:
    stored = keep_photo(photo)
    db.session.commit()
    return stored


def test_the_row_says_what_the_photo_weighs(app: Flask) -> None:
    photo = a_photo()
    stored = kept(photo)
    assert (stored.bytes, stored.thumb_bytes) == (len(photo.full), len(photo.thumb))
    assert (stored.width, stored.height) == (640, 480)
    assert stored.created.tzinfo is not None
    assert find_photo(stored.id) is stored
    assert find_photo(stored.id + 1) is None


@pytest.mark.parametrize("size", ["full", "thumb"])
def test_amina_sees_her_photo(app: Flask, client: FlaskClient, size: str) -> None:
    photo = a_photo()
    answer = client.get(f"/{kept(photo).id}/{size}")
    assert answer.data == getattr(photo, size)
    assert answer.content_type == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == 'inline; filename="photo.webp"'
    assert answer.cache_control.private
    assert answer.cache_control.max_age == 86_400


def test_a_phone_that_has_it_is_not_sent_it_again(app: Flask, client: FlaskClient) -> None:
    address = f"/{kept(a_photo()).id}/full"
    tag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(f"{address[:-4]}thumb").headers["ETag"] != tag


def test_a_lost_file_is_not_found(app: Flask, client: FlaskClient) -> None:
    stored = kept(a_photo())
    app.extensions[STORE].delete(stored.name)
    assert client.get(f"/{stored.id}/full").status_code == 404
    assert client.get(f"/{stored.id}/thumb").status_code == 200


class RoomForOne(DiskStore):
    """A disk that fills up after one more file."""

    left = 1

    def put(self, content: bytes) -> str:
        if not self.left:
            raise StoreFull
        self.left -= 1
        return super().put(content)


def test_no_room_for_the_thumbnail_keeps_nothing(app: Flask, tmp_path: Path) -> None:
    app.extensions[STORE] = RoomForOne(tmp_path / "small")
    with pytest.raises(StoreFull):
        keep_photo(a_photo())
    assert not [path for path in (tmp_path / "small").rglob("*") if path.is_file()]
    assert db.session.query(StoredPhoto).count() == 1


def test_one_name_on_disk_tells_nothing_of_another(app: Flask) -> None:
    stored = kept(a_photo())
    assert len({stored.name, stored.thumb_name}) == 2
    assert all(len(name) == 32 for name in (stored.name, stored.thumb_name))
