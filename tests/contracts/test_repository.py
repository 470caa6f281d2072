"""What is in the repository can leave it: finished, and of no one machine."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from backend.config import ROOT

IGNORED = {".git", ".venv", "var", "node_modules", ".tools", "__pycache__", "screenshots"}
WRITTEN_BY_TOOLS = {"package-lock.json", "requirements.lock"}
# Written so that this page does not find itself.
LATER = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "X" * 3 + r"\b", "HA" + "CK"]))
MACHINE = re.compile(r"(?<![\w.:/-])/(?:home|root|Users|tmp|work|mnt)/\w|\b[A-Z]:\\\\?Users\b")


@cache
def sources() -> list[Path]:
    """Every file of the repository; of a copy without git, every file that git would not ignore."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listing.returncode == 0:
        paths = [ROOT / name for name in listing.stdout.split("\0") if name]
    else:
        paths = [
            path for path in ROOT.rglob("*") if not IGNORED & set(path.relative_to(ROOT).parts)
        ]
    return sorted(path for path in paths if path.is_file() and not path.is_symlink())


def texts() -> list[Path]:
    return [path for path in sources() if path.suffix not in {".png"}]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", texts(), ids=named)
def test_it_is_finished_and_of_no_one_machine(path: Path) -> None:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        is_made = path.name in WRITTEN_BY_TOOLS
        assert is_made or not LATER.search(line), f"{named(path)}:{number} is not finished"
        assert not MACHINE.search(line), f"{named(path)}:{number} names a machine's path"


@pytest.mark.parametrize("path", texts(), ids=named)
def test_it_fits_one_reading(path: Path) -> None:
    """300 lines are a smoke alarm; catalogues, packs and locks are lists, which nobody reads."""
    if path.suffix in {".py", ".js", ".css", ".html", ".sh"}:
        lines = path.read_text(encoding="utf-8").count("\n")
        most = 320 if path.parts[len(ROOT.parts)] == "tests" else 300
        assert lines <= most, f"{named(path)} has {lines} lines: does it have one reason?"


def test_what_a_machine_makes_is_not_in_it() -> None:
    for path in sources():
        assert not IGNORED & set(path.relative_to(ROOT).parts), named(path)
        assert path.suffix not in {".pyc", ".mo", ".db", ".log", ".zip", ".part"}, named(path)
        most = 400_000 if path.suffix == ".po" else 200_000
        assert path.stat().st_size < most, f"{named(path)} is large for a source"


def test_what_is_run_by_its_name_can_be_run() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111 == 0o111
    assert script.read_text().splitlines()[-1] == "exec make test"


def test_the_lock_files_were_made_on_no_one_index() -> None:
    for path in sources():
        if path.name in WRITTEN_BY_TOOLS:
            text = path.read_text(encoding="utf-8")
            hosts = set(re.findall(r"https?://([\w.-]+)", text))
            assert hosts <= {"registry.npmjs.org"} | _funding(text), named(path)


def _funding(text: str) -> set[str]:
    """Hosts of pages where authors ask for support, which npm writes down too."""
    return set(re.findall(r'"(?:url|funding)": "https?://([\w.-]+)', text))
