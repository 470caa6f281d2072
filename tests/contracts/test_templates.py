"""One name all the way down: address, view and template, and nothing drawn that nobody asks for."""

import importlib
import re
from collections.abc import Iterator
from functools import cache

import pytest
from flask import Flask
from jinja2 import Environment, FileSystemLoader, nodes
from jinja2.meta import find_referenced_templates

from backend.config import ROOT
from tests.contracts.tour import Visit

FOLDER = ROOT / "pwa" / "templates"
NAMES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))
ERRORS = "error.html"
REFUSED = {401, 403}
"""What the door answers stands in no row: it may stand at any address."""

Row = tuple[str, str, str]


@cache
def syntax(name: str) -> nodes.Template:
    loader = Environment(loader=FileSystemLoader(FOLDER), autoescape=True)
    return loader.parse((FOLDER / name).read_text(encoding="utf-8"))


def table(room: str) -> Iterator[Row]:
    """The rows at the top of a room: address, view and what it draws."""
    doc = importlib.import_module(room).__doc__ or ""
    border = re.search(r"^=+  +=+  +=+$", doc, re.M)
    assert border, f"{room} opens with no table of address, view and template"
    rows = doc[border.start() :].split(border.group())
    for row in rows[2].strip().splitlines():
        address, view, template = re.split(r"  +", row.strip(), maxsplit=2)
        yield address, view, template


def room_of(app: Flask, endpoint: str) -> str:
    """Where the table of a view's room stands: in the room, or in the kernel's own file."""
    module = app.blueprints[endpoint.partition(".")[0]].import_name
    first, second, *_ = module.split(".")
    return module if second == "kernel" else f"{first}.{second}"


def addresses(app: Flask) -> dict[str, set[tuple[str, str]]]:
    """Of each room the addresses and views that the site has."""
    found: dict[str, set[tuple[str, str]]] = {}
    for rule in app.url_map.iter_rules():
        plain = re.sub(r"<\w+:", "<", rule.rule)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            room = room_of(app, rule.endpoint)
            found.setdefault(room, set()).add((f"{method} {plain}", rule.endpoint))
    return found


def drawn_by(app: Flask) -> set[tuple[str, str]]:
    """Each view with the template, or the templates, that its room's table says it draws."""
    return {
        (view, f"{folder}{name}.html")
        for room in addresses(app)
        for _, view, template in table(room)
        for folder, names in re.findall(r"^(\w+/)\{?([\w,]+)\}?\.html", template)
        for name in names.split(",")
    }


def test_the_table_of_each_room_is_what_the_site_answers(app: Flask) -> None:
    for room, there in addresses(app).items():
        assert {(address, view) for address, view, _ in table(room)} == there, room


def test_a_view_draws_the_template_of_its_name(app: Flask) -> None:
    drawn = drawn_by(app)
    for view, template in drawn:
        room, _, name = view.partition(".")
        assert template.startswith(f"{room}/"), f"{view} draws {template}"
        if (FOLDER / room / f"{name}.html").exists():
            assert (view, f"{room}/{name}.html") in drawn, f"{view} draws {template}"


def test_each_view_drew_on_the_tour_what_its_table_says(app: Flask, tour: list[Visit]) -> None:
    said = drawn_by(app)
    drew = {
        (visit.view, template)
        for visit in tour
        for template in visit.templates
        if visit.answer.status_code not in REFUSED
    }
    assert drew - {(view, ERRORS) for view, _ in drew} == said


def test_every_template_is_drawn_or_is_part_of_one(tour: list[Visit]) -> None:
    used = {template for visit in tour for template in visit.templates}
    for name in NAMES:
        used |= set(find_referenced_templates(syntax(name)))
    assert set(NAMES) - used == set(), "delete them, or let a view draw them"
    assert used - set(NAMES) == set()


def called_in(name: str) -> set[str]:
    """What a template calls by a bare name, and what those call that are built on it."""
    called = {
        call.node.name
        for call in syntax(name).find_all(nodes.Call)
        if isinstance(call.node, nodes.Name)
    }
    for other in NAMES:
        extends = syntax(other).find(nodes.Extends)
        if extends and isinstance(extends.template, nodes.Const) and extends.template.value == name:
            called |= called_in(other)
    return called


def test_every_macro_is_used() -> None:
    made: set[tuple[str, str]] = set()
    used: set[tuple[str, str]] = set()
    for name in NAMES:
        tree = syntax(name)
        called = called_in(name)
        made |= {(name, macro.name) for macro in tree.find_all(nodes.Macro)}
        used |= {(name, macro.name) for macro in tree.find_all(nodes.Macro) if macro.name in called}
        for taken in tree.find_all(nodes.FromImport):
            for each in taken.names:
                macro, alias = each if isinstance(each, tuple) else (each, each)
                assert alias in called, f"{name} takes {macro} and does nothing with it"
                used.add((taken.template.value, macro))
    assert made == used


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_template_is_the_translators(name: str) -> None:
    source = (FOLDER / name).read_text(encoding="utf-8")
    plain = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", source, flags=re.S)
    read_out = re.findall(r'\b(?:aria-label|title|placeholder|alt)="([^"]+)"', plain)
    # In data-... a lone small word is for scripts, anything else for people.
    read_out += re.findall(r'\bdata-[\w-]+="([^"]*[^a-z\d"-][^"]*)"', plain)
    read_out += re.sub(r'<[^>]*>|[\w-]+="[^"]*"', " ", plain).split()
    words = [text for text in read_out if re.search(r"[^\W\d_]{2,}", text)]
    assert words == [], f"put _() around {words}"


def test_a_page_of_templates_is_short() -> None:
    for name in NAMES:
        lines = (FOLDER / name).read_text(encoding="utf-8").count("\n")
        assert lines <= 120, f"{name} has {lines} lines: take a part out of it"


def test_the_folder_of_a_room_is_named_after_it(app: Flask) -> None:
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir()} - {"_parts"}
    assert folders <= set(app.blueprints)
