"""Dora names no page by hand: they are found where the site itself says it has them."""

import gzip
import re
from typing import Any

import pytest
from werkzeug import Response
from werkzeug.routing import Map, Rule
from werkzeug.utils import redirect

from backend.budgets.answer import CannotTell
from backend.budgets.budget import Budget
from backend.budgets.fetch import Phone
from backend.budgets.sources.crawl import crawl
from backend.budgets.sources.pages import Finder, Search, listed_in
from backend.budgets.sources.persona import Listed, Persona, Plan
from backend.budgets.sources.sitemap import sitemap_paths
from backend.budgets.sources.url_map import map_of, plain_paths, unlisted
from backend.budgets.target import Target
from tests.budgets.shop import app

DORA = Persona("dora")


def paths(found: list[Listed]) -> list[str]:
    return [page.path for page in found]


def test_a_crawl_follows_links_and_forms_that_read() -> None:
    found = crawl(Phone(app), DORA)
    assert paths(found.pages) == ["/", "/about", "/thing/1", "/thing/2", "/mine",
                                  "/find?q=lamp&by=name"]  # fmt: skip
    assert found.left == 0
    assert found.doubts == []


def test_a_crawl_never_signs_anybody_out() -> None:
    assert DORA.avoids("/logout")
    assert DORA.avoids("/account/sign-out?next=/")
    assert not DORA.avoids("/log")


def test_a_crawl_stops_where_it_is_told_and_says_so() -> None:
    found = crawl(Phone(app), DORA, most=2)
    assert len(found.pages) == 2
    assert found.left > 0


def test_a_crawl_sends_forms_only_when_it_is_told_to() -> None:
    sent = [page for page in crawl(Phone(app), DORA, sends=True).pages if page.method == "POST"]
    words = {"token": ["t"], "words": ["hello"], "yes": ["on"]}
    assert sent[0] == Listed("/say", "POST", words, status=None, state="form sent")
    assert [page.path for page in sent] == ["/say", "/login"]


def test_of_many_turns_of_a_page_one_stands_for_all(make_site: Any) -> None:
    links = "".join(f"<a href='/list?page={n}'>{n}</a>" for n in range(30))
    site = make_site({"/": links, "/list": "<a href='/list?page=31&by=x'>more</a>"})
    assert paths(crawl(Phone(site), DORA).pages) == ["/", "/list?page=0", "/list?page=31&by=x"]


def test_a_page_that_leads_nowhere_is_still_a_page(make_site: Any) -> None:
    site = make_site({"/": "<a href=/gone>x</a><a href=mailto:a@b>x</a><a href='#a'>x</a>"})
    assert paths(crawl(Phone(site), DORA).pages) == ["/", "/gone"]


def test_a_map_of_addresses_names_what_can_be_asked_for() -> None:
    urls = map_of(app)
    assert urls is not None
    listed = plain_paths(urls)
    assert "/about" in listed
    assert "/say" not in listed, "it is only sent to"
    assert unlisted(urls, [*listed, "/thing/1"]) == ["/static/<path:filename>"]
    assert "/thing/<int:number>" in unlisted(urls, listed)
    assert unlisted(urls, ["/nowhere"]) == unlisted(urls, [])
    assert map_of(object()) is None
    wide = Map([Rule("/año", endpoint="a")])
    assert plain_paths(wide) == ["/a%C3%B1o"]
    assert unlisted(wide, ["/a%C3%B1o"]) == []


def test_a_sitemap_names_pages_of_its_own_host_whatever_it_calls_it() -> None:
    assert sitemap_paths(Phone(app), "/sitemap.xml") == ["/", "/about"]


def test_pictures_in_a_sitemap_are_no_pages(make_site: Any) -> None:
    entry = "<url><loc>https://x/a</loc><image:image><image:loc>https://x/p.png</image:loc>"
    text = f"<urlset xmlns:image='i'>{entry}</image:image></url></urlset>"
    assert sitemap_paths(Phone(make_site({"/sitemap.xml": text})), "/sitemap.xml") == ["/a"]


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("<urlset><url><loc>http://[</loc></url></urlset>", "names 'http://['"),
        (
            f"<sitemapindex>{'<sitemap><loc>/{}.xml</loc></sitemap>' * 60}</sitemapindex>".format(
                *range(60)
            ),
            "names more than 50 others",
        ),
        ("<html></p>", "is not one: "),
    ],
)
def test_a_sitemap_that_makes_no_sense_is_said(make_site: Any, text: str, doubt: str) -> None:
    shelf = {"/sitemap.xml": text, **{f"/{n}.xml": "<urlset/>" for n in range(60)}}
    with pytest.raises(CannotTell, match=re.escape(doubt)):
        sitemap_paths(Phone(make_site(shelf)), "/sitemap.xml")


def test_a_way_out_is_no_page_of_the_site(make_site: Any) -> None:
    site = make_site({"/": "<a href=/out>x</a>", "/out": redirect("https://github.com/")})
    found = crawl(Phone(site), DORA)
    assert (paths(found.pages), found.doubts) == (["/"], [])


def test_an_address_in_any_letters_is_one_page(make_site: Any) -> None:
    links = "<a href=/año?q=ñ>a</a><a href='/a%C3%B1o?q=%C3%B1'>b</a><a href='/a b'>c</a>"
    site = make_site({"/": links, "/año": "year", "/a b": "c"})
    assert paths(crawl(Phone(site), DORA).pages) == ["/", "/a%C3%B1o?q=%C3%B1", "/a%20b"]
    assert DORA.page(Listed("/año"), {}).path == "/a%C3%B1o"


def test_a_base_that_is_none_leads_nowhere_else(make_site: Any) -> None:
    site = make_site({"/": "<base href='http://['><a href=/a>a</a>", "/a": "a"})
    assert paths(crawl(Phone(site), DORA).pages) == ["/", "/a"]


@pytest.mark.parametrize("url", ["//x/y%20z?q", "https://localhost//x/y%20z?q"])
def test_two_slashes_are_no_other_site(url: str) -> None:
    def site(environ: Any, start: Any) -> list[bytes]:
        start("200 OK", [])
        return [environ["PATH_INFO"].encode(), b" ", environ["REQUEST_URI"].encode()]

    assert Phone(site).fetch(url).body == b"//x/y z //x/y%20z"


def test_a_sitemap_of_sitemaps_is_followed_packed_or_not(make_site: Any) -> None:
    index = "<sitemapindex><sitemap><loc>https://x.example/a.xml.gz</loc></sitemap></sitemapindex>"
    inner = b"<urlset><url><loc>https://x.example/p?q=1&amp;r=2</loc></url></urlset>"
    shelf = {"/sitemap.xml": index, "/a.xml.gz": Response(gzip.compress(inner))}
    assert sitemap_paths(Phone(make_site(shelf)), "/sitemap.xml") == ["/p?q=1&r=2"]


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (None, "answers 404"),
        ("<html>no", "is not one"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><urlset/>', "is larger than sitemaps are"),
    ],
)
def test_what_is_no_sitemap_is_said(make_site: Any, text: str | None, doubt: str) -> None:
    site = make_site({"/sitemap.xml": text} if text else {})
    with pytest.raises(CannotTell, match=f"the sitemap https://localhost/sitemap.xml {doubt}"):
        sitemap_paths(Phone(site), "/sitemap.xml")


def test_the_budgets_themselves_name_pages() -> None:
    law = [Budget("/*"), Budget("/about$"), Budget("/thing/1"), Budget("/list*$")]
    assert listed_in(law) == ["/about", "/thing/1"]


def find(search: Search, plan: Plan | None = None, site: Any = app) -> tuple[list[str], list[str]]:
    target = Target(site, urls=map_of(site))
    finder = Finder(target, plan or Plan((DORA,)), search, [Budget("/about$"), Budget("/*")])
    pages = finder.pages(DORA, {})
    finder.note_unlisted(pages)
    return [page.path for page in pages], finder.questions


def test_without_a_word_the_budgets_and_the_map_are_asked() -> None:
    found, questions = find(Search())
    assert found[0] == "/about"
    assert "/broken" in found
    assert len(found) == len(set(found)), "each page once"
    assert "/thing/<int:number> is weighed by nobody: name a page of it, or skip it" in questions


def test_what_is_skipped_is_neither_weighed_nor_asked_about() -> None:
    skip = ("/static/*", "/thing/*", "/broken", "/sitemap.xml", "/thing.pdf", "/style.css")
    found, questions = find(Search(), Plan((DORA,), skip=skip))
    assert "/broken" not in found
    assert questions == []


def test_where_nothing_is_known_the_site_is_crawled(make_site: Any) -> None:
    site = make_site({"/": "<a href=/b>b</a>", "/b": "b", "/about": "a"})
    target = Target(site)
    finder = Finder(target, Plan((DORA,)), Search(), [Budget("/*")])
    assert [page.path for page in finder.pages(DORA, {})] == ["/", "/b"]


def test_dora_asks_for_a_sitemap_and_a_crawl(make_site: Any) -> None:
    site = make_site({"/": "<a href=/b>b</a>", "/b": "b"})
    found, questions = find(Search(("sitemap", "crawl")), site=site)
    assert found == ["/", "/b"]
    assert questions == ["the sitemap https://localhost/sitemap.xml answers 404"]
    assert find(Search(("map",)), site=site)[1] == [
        "the application has no map of addresses; crawl it instead"
    ]


def test_a_crawl_that_was_cut_short_leaves_a_question() -> None:
    _, questions = find(Search(("crawl",), most=2))
    assert questions[0].startswith("dora: stopped after 2 pages, ")


def test_the_pages_dora_names_are_all_there_is() -> None:
    assert find(Search(given=("/about",))) == (["/about"], [])
