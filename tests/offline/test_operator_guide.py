"""What the guide tells networks and carriers is so."""

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest
from flask import Flask

from tests.budgets.month import Line, month


@pytest.fixture
def guide(repository: Path) -> str:
    """The guide for whoever runs the WiFi."""
    return (repository / "docs" / "guides" / "wifi-operator.md").read_text("utf-8")


def test_every_path_of_the_site_is_in_the_list(app: Flask, guide: str) -> None:
    rows = re.findall(r"^\| (`/.*?) \|", guide, re.M)
    patterns = [pattern for row in rows for pattern in re.findall(r"`(/[^`]*)`", row)]
    paths = [re.sub(r"<[^>]+>", "x", rule.rule) for rule in app.url_map.iter_rules()]
    paths.append("/static/app.js")
    missing = [path for path in paths if not any(fnmatch(path, each) for each in patterns)]
    assert missing == [], "docs/guides/wifi-operator.md does not list them"
    idle = [each for each in patterns if not any(fnmatch(path, each) for path in paths)]
    assert idle == [], "docs/guides/wifi-operator.md lists what is not there"


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[Line]:
    """A month of typical use."""
    return [*month(tmp_path_factory.mktemp("month"))]


def test_a_month_weighs_what_the_guide_says(lines: list[Line], guide: str) -> None:
    told = re.search(r"typical use weighs under (\d+) KB", guide)
    assert told
    weight = sum(line.total for line in lines)
    most = int(told[1]) * 1024
    assert most * 0.7 < weight <= most, f"{weight / 1024:.0f} KB"


def test_a_month_counts_every_line_as_often_as_it_happens(lines: list[Line]) -> None:
    named = {line.what: line for line in lines}
    assert named["/"].times == 20
    assert 2_000 < named["/"].down <= 5 * 1024
    assert named["/"].total == 20 * named["/"].down
    assert named["first visit"].down <= 40 * 1024
    assert named["its photo, reduced on the phone"].up == 100 * 1024
