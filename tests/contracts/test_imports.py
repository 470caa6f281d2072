"""Rooms lean downward only, and whoever leans another way is told so by name."""

import pkgutil
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import backend
import backend.kernel

LINT = ("lint-imports", "--no-logo", "--no-cache")

# contract: (who leans, on whom) in a way that it forbids
SLIPS = {
    "The ladder: strictly downward, never on the same rung": (
        "backend.mine.views.home",
        "backend.offline.worker",
    ),
    "Budgets stand aside: nobody but cli names them": (
        "backend.demo.reports",
        "backend.budgets.verdict",
    ),
    "Budgets stand aside: they name no other room, no Flask and no database": (
        "backend.budgets.verdict",
        "sqlalchemy",
    ),
    "Forms know neither Flask nor the database": ("backend.forms.text", "flask"),
    "What decides is pure: neither Flask nor the database": (
        "backend.reports.status",
        "sqlalchemy",
    ),
    "Inside a room: models <- queries <- actions <- views": (
        "backend.reports.queries",
        "backend.reports.actions",
    ),
    "Inside reports": ("backend.reports.form", "backend.reports.story"),
    "Inside files": ("backend.files.check", "backend.files.decode"),
    "The tables of reports, their pages and words are the room's own": (
        "backend.mine.views.home",
        "backend.reports.models",
    ),
    "The form and words of reports are the room's and the desk's": (
        "backend.mine.views",
        "backend.reports.story",
    ),
    "Photos of a form are decoded in one place, for who takes photos": (
        "backend.mine.views",
        "backend.reports.pictures",
    ),
    "The tables of files and the way to their store are the room's own": (
        "backend.reports.queries",
        "backend.files.models",
    ),
    "No cycles within any room": ("backend.kernel.geo", "backend.kernel.city"),
}


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    bin_folder = Path(sys.executable).parent
    return subprocess.run(
        [bin_folder / LINT[0], *LINT[1:]], cwd=root, capture_output=True, text=True, check=False
    )


def contracts(root: Path) -> list[dict[str, list[str]]]:
    settings = tomllib.loads((root / "pyproject.toml").read_text())
    found: list[dict[str, list[str]]] = settings["tool"]["importlinter"]["contracts"]
    return found


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each contract says of a copy of the house in which every slip was made."""
    copy = tmp_path_factory.mktemp("house")
    top = Path(backend.__file__).parent
    shutil.copytree(top, copy / "backend", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(top.parent / "pyproject.toml", copy)
    for importer, imported in SLIPS.values():
        place = copy / importer.replace(".", "/")
        path = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        path.write_text(f"{path.read_text()}\nimport {imported}\n")
    said = lint(copy)
    assert said.returncode == 1, said.stdout + said.stderr
    _, _, broken = said.stdout.partition("Broken contracts")
    titles_and_texts = re.split(r"\n([^\n]+)\n-{3,}\n", broken)[1:]
    return dict(zip(titles_and_texts[::2], titles_and_texts[1::2], strict=True))


def test_the_rooms_lean_downward_only(repository: Path) -> None:
    said = lint(repository)
    assert said.returncode == 0, said.stdout + said.stderr


@pytest.mark.parametrize("contract", SLIPS)
def test_a_slip_is_named(told: dict[str, str], contract: str) -> None:
    importer, imported = SLIPS[contract]
    assert contract in told, f"nobody noticed that {importer} imports {imported}"
    if contract == "No cycles within any room":  # names both by the last of their names
        importer, imported = (f".{name.rpartition('.')[2]}" for name in SLIPS[contract])
    assert re.search(rf"{re.escape(importer)} -> {re.escape(imported)} \(", told[contract])


def test_every_contract_has_its_slip(repository: Path) -> None:
    assert {str(contract["name"]) for contract in contracts(repository)} == set(SLIPS)


def test_every_room_keeps_its_reads_below_its_writes(repository: Path) -> None:
    listed = {
        room
        for contract in contracts(repository)
        if str(contract["name"]).startswith("Inside a room")
        for room in contract["containers"]
    }
    parts = {"models", "queries", "actions", "views"}
    for room in pkgutil.iter_modules(backend.__path__):
        path = Path(backend.__path__[0]) / room.name
        if room.ispkg and parts & {module.name for module in pkgutil.iter_modules([str(path)])}:
            assert f"backend.{room.name}" in listed, (
                f"backend.{room.name} is not among the containers of 'Inside a room' in "
                "pyproject.toml; add it."
            )


def test_the_ladder_in_the_code_names_every_room() -> None:
    for room in pkgutil.iter_modules(backend.__path__):
        assert re.search(rf"\b{room.name}\b", backend.__doc__ or ""), (
            f"{room.name} is not in the docstring of backend/__init__.py; put it on its rung."
        )


def test_the_kernel_is_a_closed_list() -> None:
    there = {module.name for module in pkgutil.iter_modules(backend.kernel.__path__)}
    listed = set(re.findall(r"^(\w+)  +\S", backend.kernel.__doc__ or "", re.M))
    assert there == listed, "a further kernel file needs a line there and a decision record"


@pytest.mark.parametrize("room", ["backend.forms", "backend.budgets"])
def test_a_form_can_be_checked_and_a_page_weighed_without_flask_or_a_database(room: str) -> None:
    """Also what is imported from within functions, or by what they import, shows here."""
    program = (
        f"import sys, pkgutil, importlib, {room} as room\n"
        "for module in pkgutil.iter_modules(room.__path__, room.__name__ + '.'):\n"
        "    importlib.import_module(module.name)\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(said.stdout.split())
    assert "backend" in loaded
    assert not loaded & {"flask", "flask_babel", "flask_sqlalchemy", "sqlalchemy", "alembic"}
