"""Dora changes a template and is told what it costs before it is merged."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from backend.budgets.page import Page
from tests.budgets import weigh


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what is weighed, to spoil."""
    here = Path(__file__).parent.parent.parent
    copy = tmp_path_factory.mktemp("copy")
    for name in ("backend", "pwa", "translations", "tests"):
        leave = shutil.ignore_patterns("node_modules", ".tools", "__pycache__")
        shutil.copytree(here / name, copy / name, ignore=leave)
    shutil.copy(here / "budgets.json", copy)
    return copy


def test_twenty_kilobytes_more_in_a_template_are_refused_in_a_sentence(copy: Path) -> None:
    words = "".join(chr(0x4E00 + (number * 7919) % 20000) for number in range(20 * 1024 // 3))
    template = copy / "pwa" / "templates" / "mine" / "home.html"
    spoiled = template.read_text().replace("<h1>", f"<p>{words}</p>\n<h1>", 1)
    template.write_text(spoiled)
    weighed = subprocess.run(
        [sys.executable, "-m", "tests.budgets.weigh"],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert weighed.returncode == 1, weighed.stderr
    said = [line for line in weighed.stdout.splitlines() if line.endswith("over")]
    assert any(line.startswith("/ (es, empty): document ") for line in said), said
    assert any(line.startswith("/en/ (en, full): document ") for line in said), said
    assert not any(line.startswith("/privacy") and "document" in line for line in said), said


def test_a_page_that_nobody_weighs_is_found(app: Flask) -> None:
    assert weigh.unlisted(app, [Page("/", "es", "empty")]) != []
    assert "/privacy" not in weigh.unlisted(app, [Page("/en/privacy", "en", "empty")])
