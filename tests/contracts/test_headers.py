"""What every answer carries, whatever it is: a page, an error, a file, or a refusal at the door."""

import base64
import hashlib
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from backend.files.store import StoreFull
from backend.kernel.access import public
from backend.kernel.city import City
from backend.kernel.dictionary import FRESH
from backend.reports import folio as folios
from tests.contracts.tour import Visit
from tests.page import SAME_SITE, Page, Person
from tests.people import a_fault, a_photo_file

PAGE_BYTES = 545
"""Most that the headers of a page may weigh: it is paid for each page, on every visit."""
PERSON_BYTES = len("Ventanilla-Person: \r\n") + 22
"""What more who is signed in pays, so that the phone knows whose page it is."""
OTHER_BYTES = 300
HIDDEN = {
    *("about", "after", "given", "key", "kind", "near", "receipt", "upto"),
    *("place-accuracy", "place-lat", "place-lon"),
    *("back", "day", "instead", "part", "place", "q", "state", "what"),
}
"""Hidden fields of forms. A receipt names a draft and opens nothing; a key is the reader's own;
what the desk's list was narrowed by, and what of a report is to be shown, are names."""
STATIC = re.compile(r'src="(/static/[^"]+)"')

LONG = {"description": "x" * 200_000, "photos": (BytesIO(b"GIF89a"), "lamp.gif")}

# what is asked -> method, path, how, the status it gets
ASKS: dict[str, tuple[str, str, dict[str, Any], int]] = {
    "no such page": ("GET", "/nothing", {}, 404),
    "no such page in English": ("GET", "/en/nothing", {}, 404),
    "no such file": ("GET", "/static/nothing.js", {}, 404),
    "a file outside": ("GET", "/static/../../etc/passwd", {}, 404),
    "no such report": ("GET", "/reports/000000000", {}, 404),
    "no such key": ("GET", f"/r/{'x' * 22}", {}, 404),
    "another way": ("DELETE", "/", {"headers": SAME_SITE}, 405),
    "a form sent to a page": ("POST", "/", {"headers": SAME_SITE}, 405),
    "another site's form": ("POST", "/reports/new", {"headers": {"Origin": "https://eve"}}, 403),
    "a host that is not ours": ("GET", "/", {"headers": {"Host": "eve.example"}}, 400),
    "a form to a host that is not ours": (
        "POST",
        "/reports/new",
        {"headers": {"Host": "eve.example", **SAME_SITE}},
        400,
    ),
    "a form to no host": ("POST", "/reports/new", {"headers": {"Host": "", **SAME_SITE}}, 400),
    "too much": ("POST", "/reports/new", {"headers": SAME_SITE, "data": LONG}, 413),
    "an empty form": ("POST", "/reports/new", {"headers": SAME_SITE}, 422),
    "a view that nobody marked": ("GET", "/closed", {}, 303),
    "a form that nobody marked": ("POST", "/closed", {"headers": SAME_SITE}, 401),
    "a view that breaks": ("GET", "/breaks", {}, 500),
    "a database that is away": ("GET", "/away", {}, 503),
    "a disk that is full": ("GET", "/full", {}, 507),
    "only the headers": ("HEAD", "/", {}, 200),
    "only what is allowed": ("OPTIONS", "/reports/new", {}, 200),
    "alive": ("GET", "/healthz", {}, 200),
    "ready": ("GET", "/readyz", {}, 200),
    "the worker": ("GET", "/sw.js", {}, 200),
    "the manifest": ("GET", "/manifest.webmanifest", {}, 200),
    "the drawn icon": ("GET", "/icon.svg", {}, 200),
    "an icon": ("GET", "/icon-192.png", {}, 200),
    "the share sheet without a worker": ("POST", "/share", {"headers": SAME_SITE}, 303),
    "a folio in small letters": ("GET", "/reports/k7q42m9xc", {}, 404),
}


@pytest.fixture
def site(make_site: Callable[..., Flask]) -> Flask:
    """A site with some views that fail."""
    made = make_site()
    made.add_url_rule("/closed", "closed", lambda: "for nobody", methods=["GET", "POST"])

    @made.get("/full")
    @public
    def full() -> str:
        raise StoreFull("/srv/photos has no room")

    @made.get("/breaks")
    @public
    def breaks() -> str:
        raise RuntimeError("/srv/secret")

    @made.get("/away")
    @public
    def away() -> str:
        raise OperationalError("SELECT 1", {}, ConnectionError("no route to db.internal"))

    return made


def weight(answer: TestResponse) -> int:
    return sum(len(f"{name}: {value}\r\n".encode()) for name, value in answer.headers)


def policy_of(answer: TestResponse) -> dict[str, str]:
    policy = answer.headers["Content-Security-Policy"]
    return dict(part.partition(" ")[::2] for part in policy.split(";"))


def is_ours(answer: TestResponse, build: str) -> None:
    """Refuse an answer that lacks what all of them carry."""
    headers = answer.headers
    assert headers["Ventanilla"] == build
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"]
    assert not {"Server", "X-Powered-By", "Access-Control-Allow-Origin"} & set(headers.keys())
    if answer.mimetype == "text/html":
        assert headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
        policy = policy_of(answer)
        assert policy["default-src"] == policy["form-action"] == "'self'"
        assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
        assert set(policy) <= {
            "default-src", "form-action", "object-src", "base-uri", "frame-ancestors",
            "style-src", "img-src",
        }, "whatever else is allowed has to be said here"  # fmt: skip
        assert "unsafe" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize("ask", ASKS.values(), ids=ASKS.keys())
def test_every_answer_says_that_it_is_ours(
    site: Flask, ask: tuple[str, str, dict[str, Any], int]
) -> None:
    method, path, how, status = ask
    answer = site.test_client().open(path, method=method, **how)
    assert answer.status_code == status
    is_ours(answer, site.extensions["assets"].build)
    assert weight(answer) <= (PAGE_BYTES if answer.mimetype == "text/html" else OTHER_BYTES)
    assert "Set-Cookie" not in answer.headers
    if status >= 400:
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Ventanilla-Keep" not in answer.headers
        assert "/srv" not in answer.text
        assert "db.internal" not in answer.text


def test_so_do_the_files_of_a_page(site: Flask) -> None:
    client = site.test_client()
    files = {file for path in ("/", "/outbox") for file in STATIC.findall(client.get(path).text)}
    assert len(files) == 2
    for file in files:
        for encoding in ("", "gzip", "br"):
            answer = client.get(file, headers={"Accept-Encoding": encoding})
            assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
            assert answer.headers["Ventanilla"] == site.extensions["assets"].build
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Cache-Control"] == "max-age=31536000, immutable"
            assert answer.headers["ETag"].strip('"') in file
            assert weight(answer) <= OTHER_BYTES
        again = client.get(file, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")  # the phone keeps the headers it has


def test_so_does_each_page_of_the_site(tour: list[Visit]) -> None:
    builds = {visit.answer.headers["Ventanilla"] for visit in tour}
    assert len(builds) == 1
    for visit in tour:
        is_ours(visit.answer, *builds)
        most = PAGE_BYTES + PERSON_BYTES * ("Ventanilla-Person" in visit.answer.headers)
        assert weight(visit.answer) <= most, visit.page.name
        assert visit.answer.headers["Strict-Transport-Security"], "they came over https"


def test_a_page_runs_only_what_the_policy_lets_it(tour: list[Visit]) -> None:
    for visit in tour:
        page = Page(visit.answer)
        (style,) = page.all("style")
        digest = base64.b64encode(hashlib.sha256((style.text or "").encode()).digest()).decode()
        assert policy_of(visit.answer)["style-src"] == f"'sha256-{digest}'", visit.page.name
        for script in page.all("script"):
            assert script.get("src", "").startswith("/static/"), visit.page.name
            assert not (script.text or "").strip()
        for element in page.root.iter():
            odd = [name for name in element.attrib if name == "style" or name.startswith("on")]
            assert not odd, f"{visit.page.name}: {odd} on {element.tag} would be refused"
            links = [element.get(name, "").strip().lower() for name in ("href", "src", "action")]
            assert not any(link.startswith(("javascript:", "data:")) for link in links)


def test_nothing_is_kept_of_a_page_that_was_made_for_one_person(tour: list[Visit]) -> None:
    whose = set()
    for visit in tour:
        keep = visit.answer.headers.get("Ventanilla-Keep", "")
        whose.add(keep)
        caching = visit.answer.headers["Cache-Control"]
        if "Use-As-Dictionary" in visit.answer.headers:
            assert keep.startswith("public")
            assert caching == FRESH
        else:
            assert caching == ("no-cache" if keep.startswith("public") else "no-store")
        if "/r/" in visit.html or 'name="key"' in visit.html or 'name="after"' in visit.html:
            assert not keep.startswith("public"), visit.page.name
    assert whose == {"", "private", "public", "public; copy", "public; pack", "public; copy; pack"}


def test_no_token_stands_in_a_page_and_no_page_sets_a_cookie(tour: list[Visit], app: Flask) -> None:
    """What she answered to a service's rules goes on with her to where it begins."""
    city: City = app.extensions["city"]
    rules = {rule.field.id for service in city.services for rule in service.rules}
    found = set()
    for visit in tour:
        page = Page(visit.answer)
        for field in page.all("input"):
            if field.get("type") == "hidden":
                found.add(field.get("name"))
        assert not [meta for meta in page.all("meta") if "csrf" in str(meta.attrib).lower()]
        assert "Set-Cookie" not in visit.answer.headers, visit.page.name
    assert {name for name in found if not name.startswith(_of_many(city))} == HIDDEN | rules


def _of_many(city: City) -> tuple[str, ...]:
    """How the elements of questions begin that have several: where she is, and the places of things
    in a list."""
    fields = [field for service in city.services for field in service.fields]
    return tuple(f"{field.id}-" for field in fields if field.kind in {"list", "place"})


def test_the_private_link_is_handed_over_without_being_told_further(site: Flask) -> None:
    amina = Person(site.test_client())
    fault = a_fault(photos=(a_photo_file(), "lamp.jpg"))
    filed = amina.posts("/reports/new", fault)
    handed = amina.client.get(f"/r/{folios.key_of(fault['receipt'])}", base_url="https://localhost")
    photo = amina.client.get(f"{filed.location}/photos/1.webp")
    for answer in (filed, handed, photo):
        is_ours(answer, site.extensions["assets"].build)
    assert photo.headers["Cache-Control"] == "private, max-age=86400"
    assert filed.headers["Cache-Control"] == handed.headers["Cache-Control"] == "no-store"
    assert handed.headers["Referrer-Policy"] == "no-referrer"
    cookie = handed.headers["Set-Cookie"]
    assert cookie.startswith("__Host-phone=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
