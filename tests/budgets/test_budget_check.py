"""A developer runs the check: what it prints, and how it ends."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from backend.budgets.check import check
from backend.budgets.page import Page

HOME = Page("/", "es", "empty")
ERRORS = Page("/reports/new", "es", "with errors")
Write = Callable[..., Path]


def run(site: Any, pages: list[Page], file: Path, **more: Any) -> tuple[int, str]:
    out = io.StringIO()
    return check(site, pages, file, out, **more), out.getvalue()


def test_a_light_page_passes_and_its_figures_are_shown(make_site: Any, budgets: Write) -> None:
    site = make_site({"/": "hola" + "x" * 1500, "/reports/new": "form"})
    status, said = run(site, [HOME, ERRORS], budgets(document=5, counts={"total": 5}))
    assert status == 0
    heading, home, form, _, last = said.splitlines()
    for title in ("page", "persona", "figure", "weighs", "budget", "headroom", "weighs most"):
        assert title in heading
    assert home.split()[:5] == ["/", "es,", "empty", "document", "1,624"]
    assert "5,120 B" in home
    assert "3,496 B" in home
    assert home.endswith("/ 1,624 B")
    assert form.startswith("/reports/new")
    assert heading.index("persona") == form.index("es, with errors"), "columns stand in line"
    assert last == "2 pages weighed: all within budget."


def test_twenty_kilobytes_of_text_are_refused_by_name(make_site: Any, budgets: Write) -> None:
    light = make_site({"/": "hola", "/reports/new": "f" * 4000})
    heavy = make_site({"/": "hola", "/reports/new": "f" * 24_480})
    law = budgets(document=5, total=12)
    assert run(light, [HOME, ERRORS], law)[0] == 0
    status, said = run(heavy, [HOME, ERRORS], law)
    assert status == 1
    size = 24_480 + len(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 24480\r\n"
        "server: granian\r\ndate: Tue, 24 Nov 2026 09:12:00 GMT\r\n\r\n"
    )
    name = "/reports/new (es, with errors)"
    assert f"{name}: document {size:,} B, budget 5,120 B: {size - 5120:,} B over\n" in said
    assert f"{name}: total {size:,} B, budget 12,288 B: {size - 12288:,} B over\n" in said
    assert f"-{size - 5120:,} B!" in said
    assert "to get back under: compress /reports/new (24,480 B to " in said
    assert "/ (es, empty): " not in said
    assert said.endswith("2 pages weighed: 2 figures over budget.\n")


def test_a_sum_that_is_over_names_what_weighs_most(make_site: Any, budgets: Write) -> None:
    site = make_site({"/": "<script src=/a.js></script><img src=/p.png>", "/a.js": "a" * 9000,
                      "/p.png": "p"})  # fmt: skip
    status, said = run(site, [HOME], budgets(total=5, counts={"total": 2}))
    assert status == 1
    assert "/ (es, empty): requests 3, budget 2: 1 over\n" in said
    assert "    to get back under: compress /a.js (9,000 B to " in said


def test_a_font_and_a_stranger_have_no_place(make_site: Any, budgets: Write) -> None:
    html = "<link rel=preload as=font href=/f.woff2><script src=//eve.example/t.js></script>"
    site = make_site({"/": html, "/f.woff2": "f"})
    status, said = run(site, [HOME], budgets(font=0, counts={"third-party": 0}))
    assert status == 1
    assert "/ (es, empty): font " in said
    assert "/ (es, empty): third-party requests 1, budget 0: 1 over\n" in said
    assert "/ (es, empty): pulls in https://eve.example/t.js, from elsewhere" in said


def test_a_stranger_that_is_allowed_leaves_the_total_unknown(
    make_site: Any, budgets: Write
) -> None:
    site = make_site({"/": "<script src=//eve.example/t.js></script>"})
    status, said = run(site, [HOME], budgets(total=12))
    assert status == 2
    assert said.endswith("1 page weighed, 1 question open: nothing over budget that is known.\n")


def test_a_page_that_fails_is_not_called_light(make_site: Any, budgets: Write) -> None:
    status, said = run(make_site({"/": "hola"}), [HOME, ERRORS], budgets(document=5))
    assert status == 2
    assert "/reports/new (es, with errors): answers 404, where 200 was expected\n" in said
    assert "?" in said


def test_a_page_without_a_budget_is_not_let_through(make_site: Any, budgets: Write) -> None:
    site = make_site({"/": "hola", "/reports/new": "form"})
    status, said = run(site, [HOME, ERRORS], budgets(path="/$", document=5))
    assert status == 2
    assert "/reports/new (es, with errors): no path in budgets.json matches it" in said


def test_over_is_said_even_where_something_else_is_unknown(make_site: Any, budgets: Write) -> None:
    assert run(make_site({"/": "h" * 9000}), [HOME, ERRORS], budgets(document=5))[0] == 1


def test_a_mistake_in_the_file_ends_the_check_in_a_sentence(make_site: Any, tmp_path: Path) -> None:
    file = tmp_path / "budgets.json"
    file.write_text('[{"path": "/*", "resourceSizes": 5}]')
    assert run(make_site({}), [HOME], file) == (
        2,
        "budgets.json, line 1: resourceSizes has to be a list\n",
    )


def test_no_page_at_all_proves_nothing(make_site: Any, budgets: Write) -> None:
    assert run(make_site({}), [], budgets(total=12)) == (2, "No page was given to weigh.\n")


def test_a_heavy_precache_is_found_in_the_first_visit(make_site: Any, budgets: Write) -> None:
    shelf = {"/": "hola", "/en/": "hello", "/o": "o" * 5000, "/en/o": "o" * 5000,
             "/sw.js": 'const SHELL = ["/", "/o"];'}  # fmt: skip
    pages = [HOME, Page("/en/", "en", "empty"), Page("/en/", "en", "full")]
    site = make_site(shelf)
    status, said = run(site, pages, budgets(total=12, first_visit=4))
    assert status == 1
    assert "/en/ (en, full): first-visit 5," in said
    assert "to get back under: compress /en/o (5,000 B to " in said
    assert site.paths.count("/o") == site.paths.count("/en/o") == 1, "once for each language"
    assert run(site, pages, budgets(total=12, first_visit=6))[0] == 0
    assert run(site, pages, budgets(total=12, first_visit=4), worker=None)[0] == 0


def test_a_worker_that_cannot_be_read_is_said_once(make_site: Any, budgets: Write) -> None:
    site = make_site({"/": "hola", "/reports/new": "form"})
    status, said = run(site, [HOME, ERRORS], budgets(first_visit=40))
    assert status == 2
    assert said.count("the service worker /sw.js answers 404") == 1


def test_the_same_site_is_judged_the_same_each_time(make_site: Any, budgets: Write) -> None:
    site = make_site({"/": "<img src=/p.png><img src=/q.png>", "/p.png": "p", "/q.png": "q"})
    law = budgets(image=0)
    assert run(site, [HOME], law) == run(site, [HOME], law)
