"""Dora runs a server: every setting has its sentence, and the page she reads is the code's."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated

import pytest

from backend.config import PREFIX, Settings
from backend.reference import main, settings_page


def test_every_setting_is_on_the_page_with_its_sentence() -> None:
    page = settings_page()
    for field in fields(Settings):
        assert f"| `{PREFIX}{field.name.upper()}` | " in page


def test_a_new_setting_gets_its_row() -> None:
    @dataclass(frozen=True)
    class Larger(Settings):
        loud: Annotated[bool, "Speak up | or not."] = True

    assert settings_page(Larger).count("\n") == settings_page().count("\n") + 1
    assert "| `VENTANILLA_LOUD` | Speak up \\| or not. | `1` |\n" in settings_page(Larger)


def test_a_setting_without_a_sentence_is_named() -> None:
    @dataclass(frozen=True)
    class Larger(Settings):
        loud: bool = False

    with pytest.raises(ValueError, match="loud of Settings has no sentence"):
        settings_page(Larger)


def test_the_page_in_the_repository_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().out


def test_the_page_is_written_once_and_the_same_each_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = ["--folder", str(tmp_path / "reference")]
    assert main([*here, "--check"]) == 1
    assert not (tmp_path / "reference").exists()
    assert main(here) == 0
    pages = {path.name: path.read_bytes() for path in (tmp_path / "reference").iterdir()}
    assert set(pages) == {"settings.md", "kept.md", "services.md"}
    assert main(here) == main([*here, "--check"]) == 0
    assert pages == {path.name: path.read_bytes() for path in (tmp_path / "reference").iterdir()}
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in said] == [
        *["out of date, run make reference"] * 3,
        *["updated"] * 3,
    ]


def test_no_other_file_reads_the_environment(repository: Path) -> None:
    readers = {
        path.relative_to(repository).as_posix()
        for path in (repository / "backend").rglob("*.py")
        if "os" in set(_environment(ast.parse(path.read_text())))
    }
    hands_it_to_config_load, weighs_any_site = "backend/wsgi.py", "backend/budgets/environment.py"
    assert readers == {hands_it_to_config_load, weighs_any_site}


def _environment(tree: ast.Module) -> Iterator[str]:
    """The module behind each mention of the process environment."""
    names = {"environ", "environb", "getenv", "getenvb"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in names:
            yield node.value.id if isinstance(node.value, ast.Name) else ""
        elif isinstance(node, ast.ImportFrom) and names & {alias.name for alias in node.names}:
            yield node.module or ""
