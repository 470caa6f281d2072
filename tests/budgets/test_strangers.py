"""Dora's neighbour has an application of his own, and weighs it as it is."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.budgets.strangers.weigh import PYTHON, Stranger, django, httpbin

pytestmark = pytest.mark.skipif(
    not PYTHON.exists(), reason="applications that are not ours come with `make strangers`"
)


def run(
    stranger: Stranger, folder: Path, *words: str
) -> tuple[subprocess.CompletedProcess[str], list[dict[str, object]]]:
    ran = stranger.run(folder, *words, "--json", "figures.json")
    return ran, json.loads((folder / "figures.json").read_text())["pages"]


@pytest.fixture(scope="module")
def flask_one(tmp_path_factory: pytest.TempPathFactory) -> tuple[Stranger, Path]:
    return httpbin(), tmp_path_factory.mktemp("flask")


@pytest.fixture(scope="module")
def django_one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stranger, Path]]:
    folder = tmp_path_factory.mktemp("django")
    with django(folder) as stranger:
        yield stranger, folder


@pytest.mark.parametrize("which", ["flask_one", "django_one"])
def test_what_is_there_becomes_the_law_and_holds(
    which: str, request: pytest.FixtureRequest
) -> None:
    stranger, folder = request.getfixturevalue(which)
    began = stranger.run(folder, "init", "--force")
    assert re.search(r"budgets\.json: \d+ budgets for \d+ pages", began.stdout), began
    first, pages = run(stranger, folder, "check")
    assert first.returncode == began.returncode == 0, first.stdout + first.stderr
    second, again = run(stranger, folder, "check")
    assert first.stdout == second.stdout
    assert pages == again
    assert len(pages) > 5


def test_the_flask_ones_front_page_is_heavy_and_it_is_said_with_what(
    flask_one: tuple[Stranger, Path],
) -> None:
    stranger, folder = flask_one
    law = [{"path": "/", "resourceSizes": [{"resourceType": "total", "budget": 100}]}]
    (folder / "budgets.json").write_text(json.dumps(law))
    ran, pages = run(stranger, folder, "check")
    assert ran.returncode == 1
    assert re.search(r"^/ \(en, anyone\): total [\d,]+ B, budget 102,400 B", ran.stdout, re.M)
    assert "    to get back under: " in ran.stdout
    assert [page["path"] for page in pages if page["over"]] == ["/"]


def test_the_django_ones_pages_behind_the_door_are_met_by_who_has_the_key(
    django_one: tuple[Stranger, Path],
) -> None:
    stranger, folder = django_one
    stranger.run(folder, "init", "--force")
    _, pages = run(stranger, folder, "check")
    met = {(page["path"], page["persona"]) for page in pages}
    assert ("/admin/auth/user/add/", "es, dora, signed in") in met
    assert ("/admin/auth/user/add/", "en, nobody") not in met
    assert ("/admin/", "en, nobody") in met, "she is sent to the door"
    assert not any("logout" in str(path) for path, _ in met)
