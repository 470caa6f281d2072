"""Dora at her terminal: what she types, what it says, how it ends."""

import io
import json
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from backend.budgets import plugin
from backend.budgets.browser.serve import Served
from backend.budgets.cli import main
from tests.budgets import shop

ROOT = Path(__file__).resolve().parents[2]
APP = "tests.budgets.shop:make_app()"
PERSONAS = """
skip = ["/static/*", "/thing*", "/broken", "/find*", "/sitemap.xml", "/style.css"]
[persona.nobody]
[persona.amina]
language = "es"
sign-in = { open = "/login", form = { name = "Amina", password = "lamp" } }
"""
BADLY = {
    "made": """
async def asgi(scope, receive, send): ...
def make(): ...
def fail(): raise RuntimeError("no database")
class Plain: ...
class Asked:
    def __init__(self, settings): ...
""",
    "ends": "raise SystemExit(3)",
    "writ": "def app(: ...",
}
GENEROUS = '[{"path": "/*", "resourceSizes": [{"resourceType": "total", "budget": 9}]}]'
TIGHT = '[{"path": "/*", "resourceSizes": [{"resourceType": "total", "budget": 1}]}]'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Dora stands, with a law and personas."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    (tmp_path / "budgets.json").write_text(GENEROUS)
    (tmp_path / "personas.toml").write_text(PERSONAS)
    return tmp_path


def run(*words: str) -> tuple[int, str, str]:
    out, errors = io.StringIO(), io.StringIO()
    return main(words, out, errors), out.getvalue(), errors.getvalue()


def test_dora_checks_an_application_in_process() -> None:
    status, said, errors = run("check", "--app", APP)
    assert (status, errors) == (0, "")
    assert said.endswith("10 pages weighed: all within budget.\n")
    assert "es, amina" in said


def test_dora_checks_a_running_site_and_gets_the_same_figures(folder: Path) -> None:
    words = ("--json", "a.json", "--from", "crawl")
    assert run("check", "--app", APP, "--origin", "http://localhost", *words)[0] == 0
    with Served(APP) as served:
        assert run("check", "--url", served.origin, *words[:1], "b.json", *words[2:])[0] == 0
    one, other = (json.loads((folder / name).read_text()) for name in ("a.json", "b.json"))
    assert [page["page"] for page in one["pages"]] == [page["page"] for page in other["pages"]]
    assert [page["sizes"] for page in one["pages"]] == [page["sizes"] for page in other["pages"]]


def test_what_is_over_ends_with_one_and_says_what_to_do(folder: Path) -> None:
    (folder / "budgets.json").write_text(TIGHT)
    status, said, _ = run("check", "--app", APP)
    assert status == 1
    assert "/mine (es, amina): total 2," in said
    assert "    to get back under: compress /style.css (2,400 B to " in said


def test_every_way_of_saying_it_is_written(folder: Path) -> None:
    (folder / "budgets.json").write_text(TIGHT)
    status, said, _ = run(
        "check", "--app", APP, "--json", "f.json", "--junit", "f.xml", "--markdown", "f.md",
        "--treemap", "f.svg", "--github", "--by-kind",
    )  # fmt: skip
    assert status == 1
    assert said.startswith("bytes on the wire")
    assert "\n::error file=budgets.json,line=1,title=/ (en%2C nobody)::total " in said
    assert json.loads((folder / "f.json").read_text())["exit"] == 1
    assert Xml.parse(folder / "f.xml").getroot().get("failures") == "3"
    assert Xml.parse(folder / "f.svg").getroot().tag.endswith("svg")
    assert (folder / "f.md").read_text().startswith("### Page budgets\n")


def test_dora_sees_what_changed_since(folder: Path) -> None:
    assert run("check", "--app", APP, "--json", "then.json")[0] == 0
    whole = json.loads((folder / "then.json").read_text())
    first, second, *_ = whole["pages"]
    first["sizes"]["total"] -= 312
    second["page"] = "/elsewhere (en, nobody)"
    (folder / "then.json").write_text(json.dumps(whole))
    status, said, _ = run("check", "--app", APP, "--against", "then.json")
    assert status == 0
    lines = said.splitlines()
    assert lines[0].endswith("since")
    assert lines[1].endswith("+312 B")
    assert lines[2].endswith("new")
    assert lines[3].endswith("same")
    assert "/elsewhere (en, nobody): no longer there" in lines


def test_who_asks_for_one_page_is_not_told_of_all_the_others(folder: Path) -> None:
    assert run("check", "--app", APP, "--json", "then.json")[0] == 0
    status, said, _ = run("check", "/about", "--app", APP, "--against", "then.json")
    assert status == 0
    assert "no longer there" not in said


def test_a_page_may_be_named_by_its_whole_address(folder: Path) -> None:
    with Served(APP) as served:
        where = served.origin.replace("localhost", "LocalHost")
        status, said, errors = run("check", f"{where}/about", "--url", f"{where}/")
    assert (status, errors) == (0, "")
    assert said.splitlines()[1].startswith("/about  en, nobody")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "x"}', '{"format": null}'])
def test_a_baseline_that_is_none_is_said(folder: Path, text: str) -> None:
    (folder / "then.json").write_text(text)
    status, _, errors = run("check", "--app", APP, "--against", "then.json")
    assert status == 2
    assert "write it with --json then.json where the site is as it was" in errors


def test_dora_begins_with_what_is_there(folder: Path) -> None:
    assert run("init", "--app", APP)[2] == "budgets.json is there already; --force writes over it\n"
    status, said, _ = run("init", "--app", APP, "--force")
    assert (status, said) == (0, "budgets.json: 3 budgets for 10 pages\n")
    law = json.loads((folder / "budgets.json").read_text())
    assert [entry["path"] for entry in law] == ["/*", "/$", "/mine$"]
    status, said, _ = run("check", "--app", APP)
    assert (status, said.splitlines()[-1]) == (0, "10 pages weighed: all within budget.")
    (folder / "budgets.json").unlink()
    assert run("init", "--app", APP, "--room", "0")[0] == 0
    assert run("check", "--app", APP)[0] == 0, "what is there today is within, to the byte"


def test_a_law_for_some_pages_does_not_keep_the_others_from_being_found(folder: Path) -> None:
    (folder / "personas.toml").unlink()
    words = ("--app", "tests.budgets.shop:app.wsgi_app")
    assert run("init", *words, "--force")[1] == "budgets.json: 3 budgets for 6 pages\n"
    assert run("check", *words)[1].splitlines()[-1] == "6 pages weighed: all within budget."


def test_why_there_is_no_page_is_said() -> None:
    words = ("--from", "sitemap", "--sitemap", "/gone.xml")
    status, said, _ = run("check", "--app", APP, *words)
    assert status == 2
    assert "the sitemap https://localhost/gone.xml answers 404\n" in said


def test_dora_opens_one_page_byte_by_byte() -> None:
    status, said, _ = run("explain", "/", "--app", APP, "--persona", "amina")
    assert status == 0
    lines = said.splitlines()
    assert lines[0] == "GET / (es, amina)"
    assert lines[1].endswith(" B in 2 requests, 14 elements")
    assert any(line.split()[:2] == ["/style.css", "stylesheet"] for line in lines)
    assert "stylesheet in /" in said
    assert any(line.startswith("  text and markup") for line in lines)
    assert any(line.startswith("  Content-Type ") for line in lines)
    assert any(line.startswith("The next day: ") for line in lines)


def test_what_cannot_be_told_of_the_worker_is_said_of_an_opened_page_too() -> None:
    status, said, _ = run("explain", "/", "--app", APP, "--worker", "/gone.js")
    assert (status, said.splitlines()[-1]) == (2, "the service worker /gone.js answers 404")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["check", "--app", "tests.budgets.gone:app"], "tests.budgets.gone cannot be imported: "),
        (["check", "--app", "tests.budgets.shop:gone"], 'there is no "gone" in tests.budgets.shop'),
        (["check", "--app", "tests.budgets.shop:STYLE"], "is no WSGI application: it cannot be"),
        (["check", "--url", "localhost:8000"], "localhost:8000 is no address; write --url http://"),
        (["check", "--url", "http://["], "http://[ is no address (Invalid IPv6 URL); write --url"),
        (["check", "--url", "http://localhost:99999"], "is no address (Port out of range"),
        (["check", "--url", "http://localhost/shop"], "is more than a site's address; write --url"),
        (
            ["check", "--app", APP, "--origin", "shop"],
            "shop is no address; write --origin https://",
        ),
        (["check", "about", "--app", APP], "about is no page of the site; write /path"),
        (["check", "--app", APP, "--screen", "0x0"], "a screen is written as 360x640@2"),
        (["check", "--app", "shop/app.py"], '"shop/app.py" names no module; write package.module'),
        (["check", "--app", ""], '"" names no module; write package.module:app'),
        (["check", "--app", "badly.made:asgi"], "badly.made:asgi is an ASGI application, and only"),
        (["check", "--app", "badly.made:Asked()"], "Asked() fails: TypeError: "),
        (["check", "--app", "badly.made:Plain"], "badly.made:Plain is a class and no application"),
        (["check", "--app", "badly.made:make"], "is no WSGI application: too many positional arg"),
        (["check", "--app", "badly.made:fail()"], "fail() fails: RuntimeError: no database"),
        (["check", "--app", "badly.ends:app"], "badly.ends cannot be imported: SystemExit: 3"),
        (["check", "--app", "badly.writ:app"], "badly.writ cannot be imported: SyntaxError: "),
        (
            ["check", "--app", APP, "--json", "gone/f.json"],
            "gone/f.json cannot be written: No such",
        ),
        (
            ["init", "--app", APP, "--budgets", "gone/b.json"],
            "gone/b.json cannot be written: No suc",
        ),
        (["check", "--url", "http://example.com"], "If the site is yours, say so with --host exam"),
        (["check", "--app", APP, "--screen", "big"], "a screen is written as 360x640@2"),
        (["check", "--app", APP, "--encodings", "br,rar"], '"rar" is no encoding known here'),
        (["check", "--app", APP, "--budgets", "no.json"], "no.json: cannot be read: No such file"),
        (["check", "--app", APP, "--personas", "no.toml"], "no.toml: cannot be read: No such"),
        (["explain", "/", "--app", APP, "--persona", "eve"], "no persona eve; there are: nobody,"),
        (["check", "--app", APP, "--browser", "--chromium", "nope"], "there is no nope; name "),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    folder: Path, words: list[str], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(folder)
    (folder / "badly").mkdir()
    for name, text in BADLY.items():
        (folder / "badly" / f"{name}.py").write_text(text)
    status, _, errors = run(*words)
    assert status == 2
    assert sentence in errors


def test_a_persona_who_cannot_sign_in_stops_it(folder: Path) -> None:
    (folder / "personas.toml").write_text(PERSONAS.replace("lamp", "wrong"))
    status, _, errors = run("check", "--app", APP)
    assert (status, errors) == (
        2,
        "amina: signing in did not take: https://localhost/login asks again\n",
    )


@pytest.mark.parametrize(
    ("more", "seen"),
    [
        ([], "gzip, deflate, br"),
        (["--phone", "new"], "gzip, deflate, br, zstd"),
        (["--encodings", "none"], "identity"),
        (["--encodings", "identity"], "identity"),
        (["--encodings", "gzip,br", "--origin", "http://shop.example"], "gzip"),
    ],
)
def test_dora_says_which_phone(more: list[str], seen: str) -> None:
    asked = []
    app = shop.make_app()
    app.before_request(lambda: asked.append(shop.request.headers["Accept-Encoding"]))
    shop.watched = app  # type: ignore[attr-defined]
    run("check", "/", "--app", "tests.budgets.shop:watched", *more)
    assert set(asked) == {seen}


@pytest.mark.parametrize(
    ("group", "expected"),
    [("console_scripts", main), ("pytest11", plugin)],
    ids=["the command", "the plugin"],
)
def test_whoever_installs_it_finds_it_by_its_name(group: str, expected: object) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = {"console_scripts": project["scripts"], **project["entry-points"]}[group]
    assert EntryPoint("page-budgets", named["page-budgets"], group).load() is expected


@pytest.mark.parametrize(("law", "ends"), [(GENEROUS, 0), (TIGHT, 1)])
def test_a_commit_is_held_to_the_budgets(folder: Path, law: str, ends: int) -> None:
    hook = (ROOT / ".pre-commit-hooks.yaml").read_text()
    (command, *words) = re.findall(r"^  entry: (.+)$", hook, re.M)[0].split()
    assert command == "page-budgets"
    assert "  pass_filenames: false\n" in hook, "a page is no file"
    (folder / "budgets.json").write_text(law)
    assert run(*words, "--app", APP)[0] == ends


def test_it_is_a_command_of_its_own(folder: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "backend.budgets", "check", "/about", "--app", APP],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.endswith("2 pages weighed: all within budget.\n")
    helped = subprocess.run(
        [sys.executable, "-m", "backend.budgets", "--help"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert all(command in helped.stdout for command in ("check", "init", "explain"))
