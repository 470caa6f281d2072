"""Two people on one phone: nothing of the first is left for the second but what she chose to keep,
and nothing goes out in the other's name."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import Phone, worker_controls
from tests.browser.city import City
from tests.browser.llave import sign_in, sign_up
from tests.browser.person import count_waiting, fill_in, kept_by_the_city, send, waiting_folio
from tests.browser.storage import databases, kept
from tests.waiting import until

AMINA, BO = "5512345678", "5587654321"
SUBMIT = "main form button.btn:not([type=button])"
HERS = "Lo que solo Amina sabe"


@pytest.fixture
def phone(make_phone: Callable[..., Phone]) -> Phone:
    return make_phone(slowness=1)


@pytest.fixture
def page(phone: Phone, city: City) -> Page:
    """The family's phone. Both have a Llave; Amina is signed in, and her pages are kept."""
    page = phone.open(f"{city.url}/")
    worker_controls(page)
    sign_up(page, city, city.url, "Bo Reyes", BO)
    page.goto(f"{city.url}/sign-out")
    page.click(SUBMIT)
    page.wait_for_url(f"{city.url}/")
    sign_up(page, city, city.url, "Amina Reyes", AMINA)
    page.goto(f"{city.url}/llave")
    until(lambda: _wait(page) and _private(page), within=20, what="a private copy")
    until(lambda: _wait(page) and _has_copy(page, "/sign-out"), within=20, what="the way out")
    return page


def test_without_signal_she_reads_her_llave_as_last_seen(phone: Phone, page: Page) -> None:
    phone.offline()
    page.reload()
    assert "Amina Reyes" in _text(page)


@pytest.mark.parametrize("online", [True, False], ids=["with signal", "without signal"])
def test_signing_out_leaves_nothing_of_her_on_the_phone(
    phone: Phone, city: City, page: Page, online: bool
) -> None:
    page.goto(f"{city.url}/llave/contacts")
    assert "5678" in _text(page)
    page.goto(f"{city.url}/llave")
    phone.offline(not online)
    page.click("main a[href$='/sign-out']")
    page.wait_for_url(f"{city.url}/sign-out")
    page.click(SUBMIT)
    page.wait_for_url(f"{city.url}/")
    assert _private(page) == []
    assert "Amina" not in str(kept(page))
    assert "Amina" not in str(databases(page))
    assert "person=" not in page.evaluate("document.cookie")
    assert page.evaluate("sessionStorage.length") == 0
    for _ in range(4):
        page.go_back()
        assert "Amina" not in _text(page), page.url
        assert "5678" not in _text(page), page.url


def test_a_sign_out_without_signal_reaches_the_server_before_anything_else(
    phone: Phone, city: City, page: Page, var: Path
) -> None:
    phone.offline()
    page.goto(f"{city.url}/sign-out")
    page.click(SUBMIT)
    page.wait_for_url(f"{city.url}/")
    assert _open_sessions(var) == 1
    phone.offline(False)
    page.goto(f"{city.url}/llave/contacts")
    assert "/sign-in" in page.url, "private pages are refused from the first moment"
    assert _open_sessions(var) == 0


def test_what_she_wrote_waits_for_her_and_never_goes_out_as_bo(
    phone: Phone, city: City, page: Page, var: Path
) -> None:
    phone.offline()
    page.goto(f"{city.url}/reports/new")
    fill_in(page, words=HERS)
    send(page)
    waiting_folio(page)
    page.goto(f"{city.url}/sign-out")
    page.wait_for_selector("[data-unsent]:not([hidden])")
    page.check("#unsent-keep")
    page.click(SUBMIT)
    page.wait_for_url(f"{city.url}/")
    assert count_waiting(page) == 0, "nobody is told what others have waiting"

    phone.offline(False)
    sign_in(page, city.url, BO)
    page.wait_for_url(f"{city.url}/llave")
    page.goto(f"{city.url}/outbox")
    page.wait_for_selector("[data-others]:not([hidden])")
    assert "Luminaria" not in _text(page)
    assert page.locator("[data-outbox-list] section").count() == 0
    page.goto(f"{city.url}/reports/new")
    fill_in(page, words="Lo de Bo")
    send(page)
    page.wait_for_url(lambda url: "/reports/" in url and not url.endswith("/new"))
    page.goto(f"{city.url}/")
    assert _reports(var) == {"Lo de Bo": "Bo Reyes"}
    page.wait_for_function("() => document.body.dataset.outboxCount === '0'")
    page.goto(f"{city.url}/sign-out")
    assert page.is_hidden("[data-unsent]"), "what waits is not his"
    page.click(SUBMIT)
    page.wait_for_url(f"{city.url}/")

    sign_in(page, city.url, AMINA)
    page.wait_for_url(f"{city.url}/llave")
    until(lambda: _wait(page) and len(kept_by_the_city(var)) == 2, within=30, what="her report")
    assert _reports(var) == {"Lo de Bo": "Bo Reyes", HERS: "Amina Reyes"}


@pytest.mark.parametrize(("choice", "arrive"), [("send", 1), ("drop", 0)])
def test_she_may_send_or_delete_what_waits_when_she_signs_out(
    phone: Phone, city: City, page: Page, var: Path, *, choice: str, arrive: int
) -> None:
    phone.offline()
    page.goto(f"{city.url}/reports/new")
    fill_in(page, words=HERS)
    send(page)
    waiting_folio(page)
    page.goto(f"{city.url}/sign-out")
    page.wait_for_selector("[data-unsent]:not([hidden])")
    page.check(f"#unsent-{choice}")
    if choice == "send":
        page.click(SUBMIT)
        page.wait_for_selector("[data-not-sent]:not([hidden])")
        phone.offline(False)
    page.click(SUBMIT)
    page.wait_for_url(f"{city.url}/")
    phone.offline(False)
    assert len(kept_by_the_city(var)) == arrive
    assert HERS not in str(databases(page)["ventanilla"]["outbox"]) or choice == "send"


def test_on_a_shared_phone_nothing_private_is_kept(phone: Phone, city: City, page: Page) -> None:
    page.goto(f"{city.url}/sign-out")
    page.click(SUBMIT)
    page.wait_for_url(f"{city.url}/")
    sign_in(page, city.url, AMINA, own=False)
    page.wait_for_url(f"{city.url}/llave")
    page.goto(f"{city.url}/reports")
    page.goto(f"{city.url}/llave")
    assert "Amina Reyes" in _text(page)
    assert _private(page) == []
    phone.offline()
    page.goto(f"{city.url}/llave")
    assert "Amina" not in _text(page)


def test_what_nobody_signed_in_wrote_does_not_become_whoevers_signs_in(
    phone: Phone, city: City, page: Page, var: Path
) -> None:
    page.goto(f"{city.url}/sign-out")
    page.click(SUBMIT)
    page.wait_for_url(f"{city.url}/")
    phone.offline()
    page.goto(f"{city.url}/reports/new")
    fill_in(page, words="De nadie")
    send(page)
    waiting_folio(page)
    phone.offline(False)
    page.route("**/reports/new", lambda route: route.abort())
    sign_in(page, city.url, BO)
    page.wait_for_url(f"{city.url}/llave")
    page.unroute("**/reports/new")
    page.goto(f"{city.url}/outbox")
    until(lambda: _wait(page) and kept_by_the_city(var), within=30, what="the report")
    assert _reports(var) == {"De nadie": None}


def _text(page: Page) -> str:
    page.wait_for_selector("main h1")
    return page.text_content("body") or ""


def _wait(page: Page) -> bool:
    page.wait_for_timeout(50)  # Playwright hears of the page only while it waits.
    return True


def _private(page: Page) -> list[str]:
    names: list[str] = page.evaluate("caches.keys()")
    return [name for name in names if name.startswith("v-private-")]


def _has_copy(page: Page, path: str) -> bool:
    return bool(page.evaluate("path => caches.match(path).then(Boolean)", path))


def _ask(var: Path, question: str) -> list[Any]:
    uri = f"file:{var / 'ventanilla.db'}?mode=ro"
    with sqlite3.connect(uri, uri=True, timeout=10) as database:
        return database.execute(question).fetchall()


def _open_sessions(var: Path) -> int:
    count: int = _ask(var, "SELECT count(*) FROM identity_sessions WHERE ended IS NULL")[0][0]
    return count


def _reports(var: Path) -> dict[str, str | None]:
    return dict(
        _ask(
            var,
            "SELECT r.description, a.name FROM reports_reports r"
            " LEFT JOIN identity_accounts a ON a.id = r.account_id",
        )
    )
