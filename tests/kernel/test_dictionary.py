"""Bo's phone holds the offline page, so a page costs him what it does not share with it."""

import base64
import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import zstandard
from flask import Flask
from werkzeug.test import TestResponse

from backend.kernel.dictionary import MAGIC, MOST_KEPT, Dictionaries
from tests.page import Person
from tests.people import a_fault

CHROMIUM = "gzip, deflate, br, zstd, dcb, dcz"


def named(page: bytes) -> str:
    return f":{base64.b64encode(hashlib.sha256(page).digest()).decode()}:"


def asks(person: Person, path: str, held: str, accept: str = CHROMIUM) -> TestResponse:
    headers = {"Accept-Encoding": accept, "Available-Dictionary": held}
    return person.client.get(path, headers=headers)


def read(answer: TestResponse, dictionary: bytes) -> str:
    """The page as a phone with ``dictionary`` reads it."""
    assert answer.data[:8] == MAGIC
    assert answer.data[8:40] == hashlib.sha256(dictionary).digest()
    known = zstandard.ZstdCompressionDict(dictionary, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    return zstandard.ZstdDecompressor(dict_data=known).decompress(answer.data[40:]).decode()


@pytest.fixture
def offline(bo: Person) -> bytes:
    """The offline page as Bo's worker fetched it."""
    answer = bo.client.get("/offline")
    assert answer.headers["Use-As-Dictionary"] == 'match="/*"'
    return answer.data


@pytest.mark.parametrize("path", ["/", "/privacy", "/reports", "/outbox", "/reports/new"])
def test_a_public_page_comes_as_its_difference(bo: Person, offline: bytes, path: str) -> None:
    answer = asks(bo, path, named(offline))
    assert answer.headers["Content-Encoding"] == "dcz"
    assert {"Accept-Encoding", "Available-Dictionary"} <= answer.vary.as_set(preserve_casing=True)
    plain = bo.client.get(path, headers={"Accept-Encoding": "br"})
    assert len(answer.data) < 0.75 * len(plain.data)
    assert read(answer, offline).endswith("</html>")


def test_home_costs_a_few_hundred_bytes(bo: Person, offline: bytes) -> None:
    assert len(asks(bo, "/", named(offline)).data) < 700


def test_each_language_has_its_own(bo: Person) -> None:
    english = bo.client.get("/en/offline")
    assert english.headers["Use-As-Dictionary"] == 'match="/en/*"'
    assert "What do you need today?" in read(asks(bo, "/en/", named(english.data)), english.data)


def test_the_dictionary_is_the_same_bytes_every_time(bo: Person, amina: Person) -> None:
    amina.posts("/reports/new", a_fault())
    assert bo.client.get("/offline").data == amina.client.get("/offline").data


def test_a_page_made_for_amina_is_never_a_difference(amina: Person, offline: bytes) -> None:
    address = amina.posts("/reports/new", a_fault()).location
    for path in (address, "/", "/reports"):
        answer = asks(amina, path, named(offline))
        assert answer.headers["Content-Encoding"] == "br"
        assert "Available-Dictionary" not in answer.headers["Vary"]


@pytest.mark.parametrize(
    "held",
    [
        "", "x", ":x:", ":::", f":{'A' * 43}=:", f":{'/' * 43}=:", f":{'A' * 43}=:, :x:",
        ":../../../../../etc/passwd:", "A" * 5000,
    ],
)  # fmt: skip
def test_a_dictionary_that_is_not_ours_gets_brotli(bo: Person, offline: bytes, held: str) -> None:
    answer = asks(bo, "/privacy", held)
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "br"


@pytest.mark.parametrize("accept", ["br, gzip", "br, dcz;q=0"])
def test_a_browser_that_reads_no_difference_gets_none(
    bo: Person, offline: bytes, accept: str
) -> None:
    assert asks(bo, "/privacy", named(offline), accept).headers["Content-Encoding"] == "br"


def test_an_error_is_never_a_difference(bo: Person, offline: bytes) -> None:
    assert asks(bo, "/nothing-here", named(offline)).headers["Content-Encoding"] == "br"


def test_another_process_and_an_earlier_build_are_known_by_the_folder(
    app: Flask, bo: Person
) -> None:
    held: Dictionaries = app.extensions["dictionaries"]
    old = b"<!doctype html> the offline page of an earlier build " * 20
    Dictionaries(held.folder).hold(old)
    assert read(asks(bo, "/privacy", named(old)), old).endswith("</html>")


def test_a_spoilt_file_is_no_dictionary(app: Flask, bo: Person) -> None:
    held: Dictionaries = app.extensions["dictionaries"]
    page = b"what it was"
    (held.folder / hashlib.sha256(page).hexdigest()).write_bytes(b"what the disk made of it")
    assert asks(bo, "/privacy", named(page)).headers["Content-Encoding"] == "br"


def test_the_oldest_make_room(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("held")
    held = Dictionaries(folder)
    for number in range(MOST_KEPT + 5):
        held.hold(f"page {number}".encode())
    assert len(list(folder.iterdir())) == MOST_KEPT
    assert (folder / hashlib.sha256(f"page {MOST_KEPT + 4}".encode()).hexdigest()).exists()


def test_many_phones_may_meet_a_new_build_at_the_same_moment(tmp_path: Path) -> None:
    dictionaries = Dictionaries(tmp_path / "held")
    others = Dictionaries(tmp_path / "held")  # another process, as good as
    pages = [f"page {number}".encode() * 400 for number in range(MOST_KEPT + 6)]
    with ThreadPoolExecutor(16) as phones:
        asked = [phones.submit(who.hold, page) for page in pages for who in (dictionaries,) * 8]
        assert [each.exception() for each in asked] == [None] * len(asked)
    others.hold(pages[-1])
    kept = [path.name for path in (tmp_path / "held").iterdir()]
    assert len(kept) <= MOST_KEPT
    assert hashlib.sha256(pages[-1]).hexdigest() in kept
