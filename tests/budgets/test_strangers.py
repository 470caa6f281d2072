"""Dora's neighbour has an application of his own, and weighs it as it is."""

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.budgets.strangers.weigh import PYTHON, Stranger, django, httpbin

pytestmark = pytest.mark.skipif(
    not PYTHON.exists(), reason="applications that are not ours come with `make strangers`"
)


@dataclass(frozen=True)
class Weighed:
    """What was said of an application: its first law, and a check against it."""

    stranger: Stranger
    folder: Path
    began: subprocess.CompletedProcess[str]
    checked: subprocess.CompletedProcess[str]
    pages: list[dict[str, object]]

    @classmethod
    def of(cls, stranger: Stranger, folder: Path) -> "Weighed":
        began = stranger.run(folder, "init")
        checked = stranger.run(folder, "check", "--json", "a.json")
        return cls(
            stranger, folder, began, checked, json.loads((folder / "a.json").read_text())["pages"]
        )


@pytest.fixture(scope="module")
def flask_one(tmp_path_factory: pytest.TempPathFactory) -> Weighed:
    return Weighed.of(httpbin(), tmp_path_factory.mktemp("flask"))


@pytest.fixture(scope="module")
def django_one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Weighed]:
    folder = tmp_path_factory.mktemp("django")
    with django(folder) as stranger:
        yield Weighed.of(stranger, folder)


@pytest.mark.parametrize("which", ["flask_one", "django_one"])
def test_what_is_there_becomes_the_law_and_holds(
    which: str, request: pytest.FixtureRequest
) -> None:
    weighed: Weighed = request.getfixturevalue(which)
    assert re.search(r"budgets\.json: \d+ budgets? for \d+ pages", weighed.began.stdout)
    checked = weighed.checked
    assert weighed.began.returncode == checked.returncode == 0, checked.stdout + checked.stderr
    assert len(weighed.pages) > 15


@pytest.mark.parametrize(
    "which", ["flask_one", pytest.param("django_one", marks=pytest.mark.proof)]
)
def test_asked_again_it_says_the_same(which: str, request: pytest.FixtureRequest) -> None:
    weighed: Weighed = request.getfixturevalue(which)
    again = weighed.stranger.run(weighed.folder, "check", "--json", "b.json")
    assert again.stdout == weighed.checked.stdout
    first, second = ((weighed.folder / name).read_text() for name in ("a.json", "b.json"))
    assert first == second


def test_the_flask_ones_front_page_could_be_packed_and_it_is_said(flask_one: Weighed) -> None:
    law = [{"path": "/*", "resourceSizes": [{"resourceType": "total", "budget": 12}]}]
    file = flask_one.folder / "tight.json"
    file.write_text(json.dumps(law))
    ran = flask_one.stranger.run(flask_one.folder, "check", "--budgets", file.name)
    assert ran.returncode == 1
    over = re.findall(r"^(\S+) \(en, anyone\): total [\d,]+ B, budget 12,288 B: ", ran.stdout, re.M)
    assert over == ["/encoding/utf8", "/", "/image/jpeg"]
    assert re.search(
        r"^    to get back under: compress / \([\d,]+ B to [\d,]+ B\); ", ran.stdout, re.M
    )
    assert "    to get back under: lighten or drop /image/jpeg (35,782 B)\n" in ran.stdout


def test_the_django_ones_pages_behind_the_door_are_met_by_who_has_the_key(
    django_one: Weighed,
) -> None:
    met = {(page["path"], page["persona"]) for page in django_one.pages}
    assert ("/admin/auth/user/add/", "es, dora, signed in") in met
    assert ("/admin/auth/user/add/", "en, nobody") not in met
    assert ("/admin/", "en, nobody") in met, "she is sent to the door"
    assert not any("logout" in str(path) for path, _ in met)
    form = next(page for page in django_one.pages if page["path"] == "/admin/auth/user/add/")
    pulled = {str(item["url"]).rpartition("/")[2] for item in form["items"]}  # type: ignore[attr-defined]
    assert {"base.css", "widgets.css", "jquery.js"} <= pulled
