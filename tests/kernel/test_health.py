"""Whoever watches the server asks two things: does it live, and may people send to it?"""

import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.app import create_app
from backend.config import Settings
from backend.kernel.db import db
from tests.postgres import free_port


def ask(client: FlaskClient, path: str) -> tuple[int, str]:
    answer = client.get(path)
    assert answer.mimetype == "text/plain"
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status_code, answer.text.strip()


def test_a_server_that_can_take_reports_says_so(site: Flask) -> None:
    assert ask(site.test_client(), "/healthz") == (200, "alive")
    assert ask(site.test_client(), "/readyz") == (200, "ready")


def test_a_server_without_its_database_lives_and_is_not_ready(tmp_path: Path) -> None:
    away = f"postgresql://nobody@127.0.0.1:{free_port()}/nothing"
    client = create_app(
        Settings(var=tmp_path, database_url=away, log_level="critical")
    ).test_client()
    assert ask(client, "/healthz") == (200, "alive")
    status, words = ask(client, "/readyz")
    assert status == 503
    assert "the database does not answer" in words


def test_a_database_that_was_never_migrated_is_not_ready(postgres: str, tmp_path: Path) -> None:
    empty = f"{postgres.rpartition('/')[0]}/postgres"
    client = create_app(
        Settings(var=tmp_path, database_url=empty, log_level="critical")
    ).test_client()
    status, words = ask(client, "/readyz")
    assert status == 503
    assert "never migrated" in words


def test_a_server_that_cannot_write_its_folder_is_not_ready(tmp_path: Path) -> None:
    client = create_app(Settings(var=tmp_path / "var", log_level="critical")).test_client()
    assert ask(client, "/readyz")[0] == 200
    shutil.rmtree(tmp_path / "var")
    status, words = ask(client, "/readyz")
    assert status == 503
    assert "the var folder cannot be written" in words


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_the_answer_says_nothing_about_the_machine(app: Flask, path: str) -> None:
    assert len(app.test_client().get(path).data) < 10
    with app.app_context():
        assert db.engine.url.database not in app.test_client().get(path).text
