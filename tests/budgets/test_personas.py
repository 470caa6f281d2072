"""Who meets the pages: a small file says how they sign in, and each slip in it is named."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from backend.budgets.budget import Budget
from backend.budgets.fetch import Phone
from backend.budgets.scales import Scales
from backend.budgets.sources.persona import Listed, Persona, Step
from backend.budgets.sources.session import NotSignedIn, begin
from backend.budgets.sources.toml import PersonasError, read_plan
from backend.budgets.target import Target
from tests.budgets.shop import app

TARGET = Target(app)
AMINA = Persona("amina", sign_in=Step("/login", {"name": "Amina", "password": "lamp"}, "Amina has"))


def mine(persona: Persona) -> str:
    return Phone(app, cookies=begin(persona, TARGET)).fetch("/mine").text()


def test_amina_signs_in_by_the_form_with_what_is_hidden_in_it() -> None:
    assert mine(AMINA).startswith("Amina has 0 things")


def test_amina_brings_a_state_about() -> None:
    twice = replace(AMINA, before=(Step("/take", {"what": "lamp"}),) * 2)
    assert mine(twice).startswith("Amina has 2 things")


def test_somebody_new_has_no_session() -> None:
    assert begin(Persona(), TARGET) == {}
    assert begin(Persona(cookies={"a": "1"}), TARGET) == {"a": "1"}


@pytest.mark.parametrize("domain", ["shop.example", ".shop.example"])
def test_a_session_may_be_of_the_whole_domain(domain: str) -> None:
    def site(environ: Any, start: Any) -> list[bytes]:
        start("200 OK", [("Set-Cookie", f"who=amina; Domain={domain}; Path=/")])
        return [b"in"]

    target = Target(site, "https://www.shop.example")
    assert begin(Persona("amina", sign_in=Step("/")), target) == {"who": "amina"}
    asked = list[str]()

    def after(environ: Any, start: Any) -> list[bytes]:
        asked.append(environ.get("HTTP_COOKIE", ""))
        return site(environ, start)

    phone = Phone(after, origin="https://www.shop.example")
    for _ in range(2):
        phone.fetch("/")
    assert asked == ["", "who=amina"]


def test_what_says_who_she_is_goes_with_all_that_a_page_pulls_in(make_site: Any) -> None:
    site = make_site({"/": "<img src=/p.png>", "/p.png": "p", "/favicon.ico": "i"})
    amina = Persona("amina", headers={"Authorization": "Basic YQ=="})
    scales, law = Scales(Target(site)), Budget("/*", {"first-visit": 9_000})
    scales.weigh(amina.page(Listed("/", headers={"X-Page": "1"}), {}), law)
    assert {each.headers.get("Authorization") for each in site.asked} == {"Basic YQ=="}
    assert [each.headers.get("X-Page") for each in site.asked] == ["1", None, None]


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (Step("/login", {"name": "A", "password": "no"}), "signing in did not take: .*/login asks"),
        (Step("/login", {"user": "A"}), "/login has no form with the fields user"),
        (Step("/gone", {"a": "b"}), "/gone answers 404"),
        (Step("/broken"), "/broken answers 500"),
        (Step("/about", {"words": "no"}), "the form of /about is answered 422"),
        (Step("/about", expect="welcome"), '"welcome" is not on https://localhost/about'),
        (Step("https://eve.example/"), "https://eve.example/ is not served by this application"),
    ],
)
def test_where_signing_in_breaks_off_is_said(step: Step, why: str) -> None:
    with pytest.raises(NotSignedIn, match=f"amina: {why}"):
        begin(Persona("amina", sign_in=step), TARGET)


PLAN = """
worker = ""
skip = ["/export*"]
pages = ["/", { path = "/say", form = { words = "x" }, status = 422, state = "with errors" }]

[persona.nobody]

[persona.amina]
language = "nah"
state = "two things"
phone = "new"
screen = "412x915@2.6"
encodings = ["gzip"]
headers = { X-Test = "yes" }
sign-in = { open = "/login", form = { name = "Amina", password = "env:LAMP" }, expect = "has" }
before = [{ open = "/take", form = { what = "lamp" } }]
pages = ["/mine"]
skip = ["/admin"]
app = "tests.budgets.shop:app"
"""


def plan_of(text: str, folder: Path, **environment: str) -> list[str]:
    """What is wrong with it."""
    file = folder / "personas.toml"
    file.write_text(text)
    with pytest.raises(PersonasError) as told:
        read_plan(file, environment)
    return told.value.sentences


def test_dora_writes_down_who_meets_the_pages(tmp_path: Path) -> None:
    file = tmp_path / "personas.toml"
    file.write_text(PLAN)
    plan = read_plan(file, {"LAMP": "lamp"})
    assert plan.worker == ""
    assert plan.pages[1] == Listed("/say", "POST", {"words": "x"}, {}, 422, "with errors")
    nobody, amina = plan.personas
    assert nobody == Persona("nobody")
    assert amina.sign_in == Step("/login", {"name": "Amina", "password": "lamp"}, "has")
    assert (amina.device.width, amina.device.density) == (412, 2.6)
    assert amina.device.encodings == ("gzip",)
    assert amina.avoids("/admin")
    assert amina.avoids("/logout")
    page = amina.page(plan.pages[1], {"session": "s"})
    assert page.name == "/say (nah, amina, two things, with errors)"
    assert (page.cookies, page.headers, page.status) == ({"session": "s"}, {"X-Test": "yes"}, 422)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("worker = 5", "personas.toml, worker: has to be a text"),
        ("wroker = ''", "personas.toml, wroker: is not a word of this file; write one of pages, "),
        (
            "[persona]\namina = 5",
            "personas.toml, persona.amina: has to be a table: [persona.amina]",
        ),
        (
            "[persona.a]\nlang = 'es'",
            "persona.a.lang: is not a word of this file; write one of app",
        ),
        ("[persona.a]\nphone = 'red'", 'persona.a.phone: "red" is not known; write old or new'),
        ("[persona.a]\nscreen = 'big'", "persona.a.screen: a screen is written as 360x640@2"),
        ("[persona.a]\nencodings = ['rar']", 'persona.a.encodings: "rar" is no encoding known'),
        ("[persona.a]\nsign-in = '/login'", "persona.a.sign-in: has to say which page to open"),
        ("[persona.a]\nbefore = [{open='/', click='x'}]", "persona.a.before.click: is not a word"),
        (
            "[persona.a]\nsign-in = {open='/', form={p='env:NO'}}",
            "the environment has no NO; set it",
        ),
        ("pages = ['about']", "personas.toml, pages: 'about' is no page; write \"/path\""),
        ("pages = [{path='/', status='ok'}]", "personas.toml, pages.status: has to be a number"),
        ("skip = [5]", "personas.toml, skip: has to be a list of texts"),
        ("pages = [", "personas.toml: not TOML: "),
    ],
)
def test_dora_slips_and_is_told_the_key(text: str, sentence: str, tmp_path: Path) -> None:
    assert sentence in "\n".join(plan_of(text, tmp_path))


def test_dora_is_told_of_every_slip_at_once(tmp_path: Path) -> None:
    assert len(plan_of("worker = 5\nskip = 6\n[persona.a]\nlanguage = 7", tmp_path)) == 3


def test_dora_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PersonasError, match=r"gone\.toml: cannot be read: No such file"):
        read_plan(tmp_path / "gone.toml")
