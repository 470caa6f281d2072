"""Dora changes a template and is told what it costs before it is merged."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from backend.budgets.page import Page
from tests.budgets import weigh

SENTENCE = re.compile(
    r"(?P<page>.+): (?P<figure>\S+) (?P<is>[\d,]+) B, "
    r"budget (?P<may>[\d,]+) B: (?P<over>[\d,]+) B over"
)


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
        [sys.executable, "-m", "tests.budgets.weigh", "empty"],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert weighed.returncode == 1, weighed.stderr
    said = [found for line in weighed.stdout.splitlines() if (found := SENTENCE.fullmatch(line))]
    of_documents = {found["page"]: found for found in said if found["figure"] == "document"}
    assert of_documents.keys() == {"/ (es, empty)", "/en/ (en, empty)"}, weighed.stdout
    for found in of_documents.values():
        measured, budget, over = (int(found[n].replace(",", "")) for n in ("is", "may", "over"))
        assert budget == 5 * 1024
        assert over == measured - budget
        assert over > 8 * 1024  # what is left of twenty once they are packed


def test_no_test_passes_without_the_weighing(repository: Path) -> None:
    steps = subprocess.run(
        ["make", "--dry-run", "test"], cwd=repository, capture_output=True, text=True, check=True
    )
    assert re.search(r"-m tests\.budgets\.weigh$", steps.stdout, re.M), "of all states"


def test_a_page_that_nobody_weighs_is_found(app: Flask) -> None:
    assert weigh.unlisted(app, [Page("/", "es", "empty")]) != []
    assert "/privacy" not in weigh.unlisted(app, [Page("/en/privacy", "en", "empty")])
