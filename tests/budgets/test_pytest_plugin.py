"""A test of somebody's own holds a page to its budget in a line."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client

from backend.budgets.config import BudgetsError
from backend.budgets.plugin import told, weigh
from tests.budgets.shop import app

ROOT = Path(__file__).resolve().parents[2]
Write = Callable[..., Path]

TESTS = """
import pytest
from tests.budgets.shop import app

@pytest.fixture
def client():
    return app.test_client()

def test_about_is_light(client, assert_within_budget):
    weighed = assert_within_budget(client, "/about")
    assert weighed.weight.sizes["total"] < 900

def test_mine_is_light(client, assert_within_budget):
    client.post("/login", data={"name": "Amina", "password": "lamp", "token": "t"},
                base_url="https://localhost")
    assert_within_budget(client, "/mine", language="es")

def test_thanks_are_light(client, assert_within_budget):
    form = {"words": "a", "token": "t", "yes": "on"}
    assert_within_budget(client, "/say", method="POST", form=form, status=422)
"""


def test_a_test_passes_or_fails_with_the_sentence(tmp_path: Path, budgets: Write) -> None:
    law = budgets(total=1)
    (tmp_path / "test_pages.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text(f"[pytest]\npage_budgets = {law.name}\n")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "backend.budgets.plugin", "-p",
         "no:cacheprovider"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert "2 failed, 1 passed" in ran.stdout, ran.stdout
    assert "/mine (es, test): total 2," in ran.stdout
    assert "/say (en, test): total 3," in ran.stdout
    assert "    to get back under: " in ran.stdout
    assert "Traceback" not in ran.stdout


def test_a_client_is_asked_with_the_cookies_it_has(budgets: Write) -> None:
    client = app.test_client()
    assert weigh(client, "/mine", budgets(total=1)).weight.counts["document"] == 2, (
        "sent to sign in"
    )
    with client.session_transaction(base_url="https://localhost") as session:
        session["who"] = "Amina"
    weighed = weigh(client, "/mine", budgets(total=1))
    assert weighed.weight.counts["document"] == 1
    assert told(weighed)[0].startswith("/mine (en, test): total 2,")


@pytest.mark.parametrize("client", [app, Client(app), app.test_client()])
def test_any_client_will_do(client: Any, budgets: Write) -> None:
    assert told(weigh(client, "/about", budgets(total=1))) == []


def test_what_cannot_be_told_fails_as_well(budgets: Write) -> None:
    law = budgets(first_visit=9)
    assert told(weigh(app, "/gone", law)) == [
        "/gone (en, test): answers 404, where 200 was expected"
    ]
    assert told(weigh(app, "/about", law, worker="/sw.js")) == [
        "the service worker /sw.js answers 404"
    ]


def test_a_mistake_in_the_law_is_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(BudgetsError, match="cannot be read"):
        weigh(app, "/about", tmp_path / "none.json")
