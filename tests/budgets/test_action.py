"""What GitHub's runner is given becomes words of the command line, and nothing else."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    """A runner on which page-budgets only says what it was given."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "page-budgets"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\nexit 1\n')
    program.chmod(0o755)
    return tmp_path


def run(folder: Path, **inputs: str) -> tuple[int, list[str]]:
    ran = subprocess.run(
        ["bash", str(ROOT / "backend" / "budgets" / "action.sh")],
        cwd=folder,
        env={"PATH": f"{folder}/bin:{os.environ['PATH']}", "RUNNER_TEMP": str(folder), **inputs},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == ""
    return ran.returncode, ran.stdout.splitlines()


def test_the_inputs_arrive_and_the_exit_code_comes_back(runner: Path) -> None:
    (runner / "then.json").write_text("{}")
    output = runner / "output"
    status, words = run(
        runner, APP="shop:app", BUDGETS="law.json", BROWSER_MODE="true", AGAINST="then.json",
        MORE="--from\ncrawl\n", GITHUB_OUTPUT=str(output),
    )  # fmt: skip
    assert status == 1
    assert words[:4] == ["check", "--budgets", "law.json", "--github"]
    assert words[-7:] == ["--app", "shop:app", "--browser", "--against", "then.json", "--from",
                          "crawl"]  # fmt: skip
    named = dict(line.split("=") for line in output.read_text().splitlines())
    assert named["json"] == words[words.index("--json") + 1]
    assert named["treemap"] == words[words.index("--treemap") + 1]


def test_a_first_run_has_nothing_to_be_compared_with(runner: Path) -> None:
    _, words = run(runner, URL="http://localhost:8000", AGAINST="none.json")
    assert "--against" not in words
    assert words[-2:] == ["--url", "http://localhost:8000"]


def test_an_input_is_never_more_than_a_word(runner: Path) -> None:
    _, words = run(runner, APP="a; touch eve $(touch eve) `touch eve` --github")
    assert words[-1] == "a; touch eve $(touch eve) `touch eve` --github"
    assert not (runner / "eve").exists()


def test_the_action_names_every_input_it_uses() -> None:
    text = (ROOT / "action.yml").read_text()
    for name in ("APP", "URL", "BUDGETS", "PERSONAS", "BROWSER_MODE", "AGAINST", "MORE"):
        assert f"        {name}: ${{{{ inputs." in text
        assert name in (ROOT / "backend" / "budgets" / "action.sh").read_text()
    assert "${{ inputs." not in text.partition("run: bash")[0]
