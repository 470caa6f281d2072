"""Amina's first visit brings the service worker, and all that it precaches."""

import re
from typing import Any

import pytest
from werkzeug import Response

from backend.budgets.answer import CannotTell
from backend.budgets.fetch import Phone
from backend.budgets.measure import first_visit, weigh
from backend.budgets.page import Page
from backend.budgets.reads.precache import precached
from backend.budgets.worker import install

SHELL = 'const SHELL = ["/", "/outbox"];\nconst EXTRA=["/privacy"];const ASSETS = ["/a.1.js"];'


def test_a_first_visit_pays_for_page_worker_and_precache(make_site: Any) -> None:
    kept = Response("a" * 2000, headers={"Cache-Control": "public, immutable"})
    shelf = {
        "/en/": "<script src=/a.1.js></script>" + "x" * 500,
        "/a.1.js": kept,
        "/sw.js": SHELL,
        "/en/outbox": "o" * 300,
        "/en/privacy": "p" * 300,
    }
    site = make_site(shelf)
    page = Page("/en/", "en", "empty")
    phone = Phone(site)
    weight = weigh(phone, page)
    installed = install(phone, "/sw.js", page.prefix)
    assert installed.doubts == ()
    visit = first_visit(weight, installed.items)
    assert [item.url.removeprefix("https://localhost") for item in visit] == [
        "/en/",
        "/a.1.js",
        "/sw.js",
        "/en/",  # again: it may not be taken from the cache
        "/en/outbox",
        "/en/privacy",
    ]
    mutable = make_site({**shelf, "/a.1.js": "a" * 2000})
    paid = first_visit(weigh(Phone(mutable), page), install(Phone(mutable), "/sw.js", "/en").items)
    assert len(paid) == len(visit) + 1


@pytest.mark.parametrize(
    ("script", "urls"),
    [
        (SHELL, ["/en/", "/en/outbox", "/en/privacy", "/a.1.js"]),
        ("'use strict';const SHELL=['/a'];let x=1", ["/en/a"]),
        ('const SHELL = [\n  "/a", // it\'s\n  /* isn\'t */ "/b",\n];', ["/en/a", "/en/b"]),
        (r'const SHELL = ["/a?x=1\u0026y=2"];', ["/en/a?x=1&y=2"]),
        ('// const SHELL = ["/no"];\nconst SHELL = [];', []),
        ("", []),
        ("addEventListener('push', show)", []),
        ("caches.open('x').then(c => c.addAll(['/a', \"/b\"]))", ["/a", "/b"]),
        ("const LIST=['/a'];self.oninstall=()=>caches.open('x').then(c=>c.addAll(LIST))", ["/a"]),
        (
            'precacheAndRoute([{url:"/a.js",revision:null},{"revision":"1","url":"/b"}],{})',
            ["/a.js", "/b"],
        ),
    ],
)
def test_the_precache_is_read_off_the_worker(script: str, urls: list[str]) -> None:
    assert precached(script, "/sw.js", "/en") == urls


@pytest.mark.parametrize(
    ("script", "doubt"),
    [
        ("addEventListener('install', e => caches.open('x'))", "has no line const SHELL"),
        ("caches.open('x').then(c => c.addAll(LIST))", "addAll(LIST) of the service worker"),
        ("caches.open('x').then(c => c.addAll([a, '/b']))", "addAll of the service worker /sw.js"),
        ("const SHELL = [HOME, '/a'];", "SHELL of the service worker /sw.js holds something else"),
        ('const SHELL = ["/"];const EXTRA = [...MORE];', "EXTRA of the service worker /sw.js"),
        (r'const SHELL = ["\q"];', "SHELL of the service worker /sw.js"),
    ],
)
def test_a_worker_that_does_not_say_is_not_guessed(script: str, doubt: str) -> None:
    with pytest.raises(CannotTell, match=re.escape(doubt)):
        precached(script, "/sw.js", "")


@pytest.mark.parametrize(
    ("shelf", "doubt"),
    [
        ({}, "the service worker /sw.js answers 404"),
        ({"/sw.js": SHELL}, "/outbox, which /sw.js precaches, answers 404"),
        (
            {"/sw.js": 'const SHELL = ["http://["];'},
            "'http://[' is no address, but /sw.js precaches it",
        ),
        (
            {"/sw.js": 'const SHELL = ["https://eve.example/"];'},
            "https://eve.example/ is not served by this application, but /sw.js precaches it",
        ),
    ],
)
def test_a_worker_that_cannot_install_is_said(make_site: Any, shelf: Any, doubt: str) -> None:
    assert doubt in install(Phone(make_site(shelf)), "/sw.js", "").doubts


@pytest.mark.parametrize("name", ["sw.js", "/sw.js"])
def test_a_workers_address_goes_by_the_page(make_site: Any, name: str) -> None:
    script = f"navigator.serviceWorker.register('{name}')"
    shelf = {"/": "<script src=/static/a.js></script>", "/static/a.js": script}
    assert weigh(Phone(make_site(shelf)), Page("/", "es", "x")).workers == (
        "https://localhost/sw.js",
    )
