"""Eve sends a feed that means harm: it is refused in a sentence, and takes no room."""

import os
import struct
import zipfile
from pathlib import Path

import pytest

from backend.transit.gtfs import FeedError, read_feed, source, table
from tests.transit.feeds import FILES, in_folder, in_zip


def _refused(path: Path) -> str:
    with pytest.raises(FeedError) as refused:
        read_feed(path)
    assert len(refused.value.faults) == 1
    return refused.value.faults[0]


def test_nothing_is_there(tmp_path: Path) -> None:
    assert _refused(tmp_path / "no.zip").endswith("no.zip: there is no such file or folder.")


def test_what_is_no_zip(tmp_path: Path) -> None:
    path = tmp_path / "feed.zip"
    path.write_text("<html>Sign in to the WiFi</html>")
    assert _refused(path).startswith("feed.zip: is no ZIP that can be read")


def test_a_zip_cut_short(tmp_path: Path) -> None:
    path = in_zip(tmp_path / "feed.zip", FILES)
    path.write_bytes(path.read_bytes()[:-200])
    assert _refused(path).startswith("feed.zip: is no ZIP that can be read")


def test_a_zip_damaged_within(tmp_path: Path) -> None:
    path = in_zip(tmp_path / "feed.zip", FILES)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        about = archive.getinfo("stop_times.txt")
    at = about.header_offset + 30 + len(about.filename) + 20
    content[at : at + 40] = bytes(40)
    path.write_bytes(content)
    assert _refused(path).startswith("stop_times.txt: is damaged")


@pytest.mark.parametrize(
    "name", ["../stops.txt", "/etc/passwd", "a/../../stops.txt", "..\\stops.txt", "C:\\stops.txt"]
)
def test_a_name_that_leads_outside(name: str, tmp_path: Path) -> None:
    said = _refused(in_zip(tmp_path / "feed.zip", {**FILES, name: "x"}))
    assert said.endswith("which leads outside; make the ZIP anew.")


def test_files_in_a_folder_of_the_zip(tmp_path: Path) -> None:
    path = in_zip(tmp_path / "feed.zip", FILES, prefix="gtfs/")
    assert _refused(path) == (
        "feed.zip: has its files in the folder 'gtfs'; they must stand at the top of the ZIP."
    )


def test_a_file_twice(tmp_path: Path) -> None:
    path = in_zip(tmp_path / "feed.zip", FILES)
    with pytest.warns(UserWarning), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("stops.txt", "stop_id\n")
    assert _refused(path) == "feed.zip: holds stops.txt twice; keep one of them."


def test_a_zip_with_a_password(tmp_path: Path) -> None:
    path = in_zip(tmp_path / "feed.zip", FILES)
    content = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = -1
        while (at := content.find(mark, at + 1)) >= 0:
            content[at + flags] |= 1
    path.write_bytes(content)
    assert _refused(path) == "agency.txt: is locked with a password; make the ZIP without one."


def test_a_way_of_packing_that_nobody_knows(tmp_path: Path) -> None:
    path = in_zip(tmp_path / "feed.zip", FILES)
    content = path.read_bytes()
    for mark, at in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        start = content.find(mark)
        content = content[: start + at] + struct.pack("<H", 97) + content[start + at + 2 :]
    path.write_bytes(content)
    assert _refused(path).startswith("agency.txt: cannot be unpacked")


def test_a_bomb_that_says_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MOST_BYTES", 1024**2)
    bomb = in_zip(tmp_path / "feed.zip", {**FILES, "stop_times.txt": b"0\n" * 2**20})
    assert bomb.stat().st_size < 10_000
    assert _refused(bomb) == f"feed.zip: {source.TOO_LARGE}"


def test_a_bomb_that_hides_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MOST_BYTES", 2**40)
    monkeypatch.setattr(table, "MOST_BYTES", 1024**2)
    rows = "1-sur,5:00:00,5:00:00,norte,1\n" * 2**16
    times = FILES["stop_times.txt"] + rows
    said = _refused(in_zip(tmp_path / "feed.zip", {**FILES, "stop_times.txt": times}))
    assert said.startswith("stop_times.txt, line ")
    assert said.endswith("load one agency's feed at a time.")


def test_an_archive_that_is_huge_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "feed.zip"
    with path.open("wb") as sparse:
        sparse.truncate(source.MOST_ARCHIVE_BYTES + 1)
    assert _refused(path) == f"feed.zip: {source.TOO_LARGE}"


def test_a_file_that_is_huge_on_disk(tmp_path: Path) -> None:
    folder = in_folder(tmp_path, FILES)
    with (folder / "stops.txt").open("wb") as sparse:
        sparse.truncate(source.MOST_BYTES + 1)
    assert _refused(folder) == f"stops.txt: {source.TOO_LARGE}"


def test_ten_thousand_files(tmp_path: Path) -> None:
    many = {f"{number}.txt": "" for number in range(source.MOST_ENTRIES + 1)}
    said = _refused(in_zip(tmp_path / "feed.zip", many))
    assert said == "feed.zip: holds 10001 files; a feed has about a dozen."


def test_a_link_that_leads_out_of_the_folder(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(FILES["stops.txt"])
    folder = in_folder(tmp_path / "feed", FILES)
    (folder / "stops.txt").unlink()
    (folder / "stops.txt").symlink_to(secret)
    assert _refused(folder).startswith("stops.txt: cannot be opened")


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    folder = in_folder(tmp_path, FILES)
    (folder / "stops.txt").unlink()
    os.mkfifo(folder / "stops.txt")
    assert _refused(folder) == "stops.txt: is not a file; put one there."


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    folder = in_folder(tmp_path, FILES)
    (folder / "stops.txt").unlink()
    (folder / "stops.txt").mkdir()
    assert _refused(folder).startswith("stops.txt: ")


def test_one_line_of_a_hundred_megabytes_is_not_taken_in(tmp_path: Path) -> None:
    long = in_zip(tmp_path / "feed.zip", {**FILES, "agency.txt": b"x" * 100 * 1024**2})
    assert _refused(long) == "agency.txt, line 1: is longer than 64 KB; is this a table?"
