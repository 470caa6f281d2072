"""What is written down is so: links lead somewhere, and commands, files and settings exist."""

import re
from pathlib import Path

import pytest
from flask import Flask

from backend.cli import init_app
from backend.config import PREFIX, ROOT, Settings
from tests.contracts.test_repository import sources

PAGES = [path for path in sources() if path.suffix == ".md"]
CODE = [path for path in sources() if path.suffix in {".py", ".js", ".toml", ".sh", ".yml"}]
FENCE = re.compile(r"^```.*?^```", re.M | re.S)
LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
# Folders whose files are named in prose with their whole path.
PLACE = re.compile(
    r"`((?:backend|pwa|tests|docs|translations|\.ci)/[\w./-]+|[A-Z]+\.md|\w+\.json)`"
)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def anchors(page: Path) -> set[str]:
    """The anchors that a forge gives the headings of ``page``."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if link.startswith(("https://", "mailto:")):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{named(page)} links to {link}"
        assert not anchor or anchor in anchors(target), f"{named(page)} links to {link}"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_file_spoken_of_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for place in PLACE.findall(text):
        assert (ROOT / place).exists(), f"{named(page)} speaks of {place}"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_of_make_is_there(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    told = set(re.findall(r"`(?:[A-Z_]+=\S+ )*make ([a-z]+)", page.read_text(encoding="utf-8")))
    told |= set(re.findall(r"^make ([a-z]+)$", page.read_text(encoding="utf-8"), re.M))
    assert told <= targets, f"{named(page)} speaks of them"


def test_the_readme_names_both_commands_that_do_all() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in ("run", "test"):
        assert re.search(rf"^make {command}$", text, re.M)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_of_flask_is_there(app: Flask, page: Path) -> None:
    init_app(app)
    for words in re.findall(
        r"\bflask ([a-z][a-z0-9]*(?: [a-z]+)?)", page.read_text(encoding="utf-8")
    ):
        first, _, second = words.partition(" ")
        command = app.cli.commands.get(first)
        assert command, f"{named(page)} speaks of flask {first}"
        if first == "reports" and second:
            assert second in command.commands, f"{named(page)} speaks of flask {words}"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_setting_spoken_of_is_one(page: Path) -> None:
    told = set(re.findall(rf"\b{PREFIX}([A-Z_]+)\b", page.read_text(encoding="utf-8")))
    assert {name.lower() for name in told} <= set(Settings.__dataclass_fields__)


@pytest.mark.parametrize("path", CODE, ids=named)
def test_what_code_says_of_documents_is_so(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for number in re.findall(r"\bdecision (\d{4})\b", text):
        assert list(ROOT.glob(f"docs/decisions/{number}-*.md")), f"there is no decision {number}"
    for page in re.findall(r"\bdocs/[\w/-]+\.md\b", text):
        assert (ROOT / page).exists(), page


def test_decisions_are_numbered_without_gaps_and_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    pages = sorted(folder.glob("[0-9]*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        title = text.splitlines()[0].removeprefix("# ")
        assert title.startswith(page.name[:4])
        assert f"[{title}]({page.name})" in listed
        parts = re.findall(r"^\*\*(\w+)\.\*\*", text, re.M)
        assert parts == ["Context", "Decision", "Cost"], page.name


def test_the_page_of_the_house_names_every_room() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for path in (ROOT / "backend").iterdir():
        name = path.name if path.suffix == ".py" else f"{path.name}/"
        if not name.startswith("__"):
            assert re.search(rf"^  (\S+ )?{re.escape(name)}", text, re.M), f"{name} is not in it"


def test_what_is_served_has_a_licence_and_a_version() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    version = re.search(r'^version = "(.+)"$', project, re.M)
    assert version
    assert f"## [{version[1]}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert 'license = "MIT"' in project
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
