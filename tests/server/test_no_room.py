"""The disk is full: said in words, nothing acknowledged that is not kept, nothing spoilt."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from backend.kernel import receipts
from backend.migrations.upgrade import upgrade
from backend.reports import folio as folios
from tests.browser.city import City
from tests.conftest import DATABASES
from tests.people import a_fault, a_photo, a_receipt
from tests.postgres import Cluster
from tests.refusal import tells_nothing
from tests.server.ledger import pictures_of, reports_of, rows
from tests.server.phone import Answer, get, post

NEW = "/reports/new"
MB = 1024 * 1024
MOST_TRIES = 4000
REFUSALS = 4


@pytest.fixture
def small_disk() -> Iterator[Callable[[Path, int], Path]]:
    """Makes disks of so many MB at a place: real ones, in memory."""
    with ExitStack() as mounted:

        def make(place: Path, size: int) -> Path:
            place.mkdir()
            mount = ["mount", "-t", "tmpfs", "-o", f"size={size}m", "none", str(place)]
            if subprocess.run(mount, capture_output=True, check=False).returncode:
                pytest.skip("mounting a small disk is not permitted here")
            mounted.callback(subprocess.run, ["umount", "--lazy", str(place)], check=True)
            return place

        yield make


class Ballast:
    """A file that takes up what room there is."""

    def __init__(self, disk: Path) -> None:
        self.file = disk / "ballast"

    def leave(self, room: int) -> None:
        """Leave ``room`` bytes, within a page."""
        self.drop()
        state = os.statvfs(self.file.parent)
        self.file.write_bytes(b"x" * max(0, state.f_bavail * state.f_frsize - room))

    def drop(self) -> None:
        self.file.unlink(missing_ok=True)


def is_told(answer: Answer) -> None:
    assert answer.status == 507
    assert answer.is_ours
    assert "No tenemos espacio para guardarlo" in answer.text
    assert "No se registró nada" in answer.text
    assert answer.headers["retry-after"]
    assert not answer.location
    tells_nothing(answer.text)


@pytest.fixture(params=DATABASES)
def city(
    request: pytest.FixtureRequest, small_disk: Callable[[Path, int], Path], tmp_path: Path
) -> Iterator[City]:
    """The database has room; the folder for photos is on a small disk."""
    url = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    if request.param == "postgresql":
        cluster: Cluster = request.getfixturevalue("cluster")
        url = cluster.fresh()
        upgrade(url, tmp_path)
    with City(small_disk(tmp_path / "small", 12), database_url=url, fresh=True) as running:
        yield running


def test_no_room_for_the_photos_keeps_no_report_without_them(city: City) -> None:
    full = Ballast(city.var)
    first = a_fault(near="new")
    address = post(city, NEW, first).location
    full.leave(0)
    fault = {**a_fault(near="new"), "photos": a_photo(size=(900, 600))}
    for _ in range(5):
        is_told(post(city, NEW, fault))
    key = folios.key_of(first["receipt"])
    added = {"receipt": a_receipt(), "key": key, "photo": a_photo()}
    is_told(post(city, f"{address}/photos", added))
    assert len(reports_of(city)) == 1
    assert rows(city, "SELECT count(*) FROM files_photos") == [(0,)]
    assert post(city, NEW, a_fault(near="new")).status == 201, "words alone have room"
    full.drop()
    assert post(city, NEW, fault).status == 201
    assert post(city, f"{address}/photos", added).status == 201
    assert [len(report.photos) for report in reports_of(city)] == [1, 0, 1]
    assert len(pictures_of(city)) == 4


def until_refused(city: City) -> tuple[list[str], dict[str, str]]:
    """File reports until one is refused, and again, and again: the receipts that were acknowledged,
    and that form. What was begun for a refused one leaves pages that a further try may fill."""
    taken = []
    for _ in range(MOST_TRIES):
        fault = a_fault(near="new", description="No prende desde el lunes. " * 30)
        for _ in range(REFUSALS):
            answer = post(city, NEW, fault)
            if answer.status == 201:
                taken.append(receipts.digest(fault["receipt"]))
                break
            is_told(answer)
        else:
            return taken, fault
    raise AssertionError("the disk did not fill up")


def keeps_its_word(city: City, full: Ballast, room: int) -> None:
    """What was acknowledged is there, what was refused is not, and with room all goes on."""
    first = a_fault(near="new")
    assert post(city, NEW, first).status == 201
    full.leave(room)
    taken, refused = until_refused(city)
    taken.insert(0, receipts.digest(first["receipt"]))
    assert [report.receipts[0] for report in reports_of(city)] == taken
    assert get(city, "/reports").status == 200
    full.drop()
    assert post(city, NEW, refused).status == 201
    kept = [report.receipts[0] for report in reports_of(city)]
    assert kept == [*taken, receipts.digest(refused["receipt"])]


def test_no_room_for_the_database_keeps_what_was_acknowledged(
    small_disk: Callable[[Path, int], Path], var: Path
) -> None:
    disk = small_disk(var, 16)
    full = Ballast(disk)
    with City(disk, fresh=True) as city:
        keeps_its_word(city, full, 200_000)
        assert rows(city, "PRAGMA integrity_check") == [("ok",)]
        city.kill()
        city.start()
        assert rows(city, "PRAGMA integrity_check") == [("ok",)]
        assert post(city, NEW, a_fault(near="new")).status == 201


def test_no_room_for_postgresql_keeps_what_was_acknowledged(
    small_disk: Callable[[Path, int], Path], cluster: Cluster, var: Path
) -> None:
    var.mkdir()
    disk = small_disk(cluster.folder / "tablespace", 24)
    url = cluster.fresh(on=disk)
    upgrade(url, var)
    with City(var, database_url=url, fresh=True) as city:
        keeps_its_word(city, Ballast(disk), 800_000)
    cluster.drop(url)


def test_no_room_to_take_a_large_photo_in_is_told(
    small_disk: Callable[[Path, int], Path],
    var: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is too large for memory waits in the temporary folder until it is decoded."""
    temporary = small_disk(tmp_path / "temporary", 4)
    full = Ballast(temporary)
    monkeypatch.setenv("TMPDIR", str(temporary))
    fault = {**a_fault(near="new"), "photos": a_photo() + b"x" * MB}
    with City(var, fresh=True) as city:
        full.leave(100_000)
        is_told(post(city, NEW, fault))
        assert reports_of(city) == []
        full.drop()
        assert post(city, NEW, fault).status == 201
