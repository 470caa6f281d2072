"""What was stored is there after the lights go out; what was not is not half there."""

import subprocess
import sys
from pathlib import Path

import pytest

from backend.files.store import DiskStore, NotStored, StoreFailed, StoreFull

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def store(tmp_path: Path) -> DiskStore:
    return DiskStore(tmp_path / "deep" / "photos")


def files(store: DiskStore) -> list[Path]:
    return [path for path in store.root.rglob("*") if path.is_file()]


def test_what_amina_sent_comes_back(store: DiskStore) -> None:
    hers, bos = store.put(b"her photo"), store.put(b"his photo")
    assert (store.read(hers), store.read(bos)) == (b"her photo", b"his photo")
    assert len(files(store)) == 2


def test_the_same_photo_twice_is_two_files(store: DiskStore) -> None:
    one, other = store.put(b"the same"), store.put(b"the same")
    store.delete(one)
    assert store.read(other) == b"the same"


def test_a_deleted_file_is_gone(store: DiskStore) -> None:
    name = store.put(b"her photo")
    store.delete(name)
    store.delete(name)
    with pytest.raises(NotStored):
        store.read(name)
    assert files(store) == []


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../../etc/passwd", "/etc/passwd", "a" * 31, "A" * 32, "a" * 32 + "\n",
     "a" * 32 + ".part", "%2e%2e", "a\0b", "ñ" * 32],
)  # fmt: skip
def test_eve_asks_for_another_file_and_there_is_none(store: DiskStore, name: str) -> None:
    store.put(b"her photo")
    with pytest.raises(NotStored):
        store.read(name)
    store.delete(name)
    assert len(files(store)) == 1


FULL = """
import resource, sys
from pathlib import Path
from backend.files.store import DiskStore, StoreFull
store = DiskStore(Path(sys.argv[1]))
small = store.put(b"x" * 4096)
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
try:
    store.put(b"x" * 100_000)
except StoreFull:
    print("full")
assert store.read(small) == b"x" * 4096
print(sum(path.is_file() for path in store.root.rglob("*")))
"""


def test_a_full_disk_is_said_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path / "photos")],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["full", "1"]


def test_a_failing_disk_is_said(tmp_path: Path) -> None:
    (tmp_path / "photos").write_text("a file where the folder should be")
    with pytest.raises(StoreFailed) as failed:
        DiskStore(tmp_path / "photos").put(b"her photo")
    assert not isinstance(failed.value, StoreFull)
