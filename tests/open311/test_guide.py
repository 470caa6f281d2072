"""The guide for whoever writes an app does what it says, line by line."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from flask import Flask
from werkzeug.serving import make_server

from tests.open311.apps import App, an_app

BLOCK = re.compile(r"^```\n(.*?)^```$", re.M | re.S)


@pytest.fixture
def commands(repository: Path) -> list[str]:
    """Every command of the guide, in its order."""
    text = (repository / "docs" / "guides" / "open311.md").read_text("utf-8")
    joined = "".join(BLOCK.findall(text)).replace("\\\n", "")
    return [line for line in joined.splitlines() if line.startswith("curl ")]


@pytest.fixture
def baches(app: Flask) -> App:
    """The app of the guide."""
    return an_app(app)


@pytest.fixture
def site_address(app: Flask) -> Iterator[str]:
    """Where curl finds the site."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def test_every_command_of_the_guide_is_answered(
    site_address: str, baches: App, commands: list[str]
) -> None:
    said = {**os.environ, "SITE": site_address, "KEY": baches.key, "FOLIO": "", "no_proxy": "*"}
    answers: dict[str, Any] = {}
    for command in commands:
        ran = subprocess.run(
            ["bash", "-c", f"{command} -w '\\n%{{http_code}}'"],
            env=said, capture_output=True, text=True, check=True, timeout=30,
        )  # fmt: skip
        body, _, status = ran.stdout.rpartition("\n")
        assert status == ("404" if "dragons" in command else "200"), (command, body)
        told = fromstring(body) if ".xml" in command else json.loads(body)
        answers[command] = told
        if "Idempotency-Key" in command:
            said["FOLIO"] = told[0]["service_request_id"]
            assert list(told[0]) == ["service_request_id", "service_notice", "account_id"]
    assert len(answers) == len(commands) == 18
    english = [
        told for command, told in answers.items() if "/en/" in command or "-H 'Acc" in command
    ]
    assert [told[1]["service_name"] for told in english] == ["Pothole", "Pothole"]
    (last,) = baches.gets(f"requests/{said['FOLIO']}")
    assert last["status"] == "closed"


def test_the_guide_names_every_address(app: Flask, commands: list[str]) -> None:
    views = {rule.endpoint for rule in app.url_map.iter_rules() if "open311" in rule.endpoint}
    adapter = app.url_map.bind("localhost")
    asked = set()
    for command in commands:
        path = re.search(r"\$SITE(/[^\s?\"]*)", command)
        assert path
        method = "POST" if " -d " in command else "GET"
        plain = path[1].removeprefix("/en").replace("$FOLIO", "K7Q42M9XC")
        asked.add(adapter.match(plain, method=method)[0])
    assert asked == views
