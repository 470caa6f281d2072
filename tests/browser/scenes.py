"""Every page of the site in every state that a person can bring it to, to be looked at.

A scene brings one up in a browser and gives the server's answer, where the server drew it whole;
what a script made of it is in the page.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Response

from backend.reports.status import State
from tests.browser.chromium import SCREEN, worker_is_active
from tests.browser.city import City
from tests.browser.person import a_large_photo, fill_in, send, waiting_folio
from tests.browser.stage import Own, Stage
from tests.budgets.weigh import LONG

PLAIN_SUBMIT = "form => HTMLFormElement.prototype.submit.call(form)"
HERE = {"latitude": 19.35, "longitude": -99.16, "accuracy": 12}


@dataclass
class Visit:
    """Somebody with a phone in one of the cities. ``html`` is the last page as it came."""

    page: Page
    stage: Stage
    prefix: str

    def opens(self, path: str, *, city: City | None = None, keys: str = "") -> Response:
        """Open an address of the full city, or of another, holding ``keys``."""
        url = (city or self.stage.full).url
        if keys:
            self.page.context.add_cookies([{"name": "phone", "value": keys, "url": url}])
        answer = self.page.goto(url + self.prefix + path)
        assert answer is not None
        return answer

    def submits(self, form: str) -> Response:
        """Send a form to the server as a browser without script does."""
        with self.page.expect_navigation() as going:
            self.page.eval_on_selector(form, PLAIN_SUBMIT)
        return going.value

    def loses_signal(self) -> None:
        self.page.context.set_offline(True)


@contextmanager
def broken(city: City) -> Iterator[None]:
    """The reports of ``city`` are away for a while."""

    def rename(table: str, to: str) -> None:
        with closing(sqlite3.connect(city.var / "ventanilla.db", timeout=10)) as database:
            database.execute(f"ALTER TABLE {table} RENAME TO {to}")

    rename("reports_reports", "gone")
    yield
    rename("gone", "reports_reports")


Show = Callable[[Visit], Response | None]


@dataclass(frozen=True)
class Scene:
    """``worker``: with the service worker. ``permissions`` are those the person gave. ``changes``:
    the phone itself is another afterwards."""

    name: str
    show: Show
    worker: bool = False
    permissions: list[str] = field(default_factory=list)
    changes: bool = False

    @property
    def needs_a_phone(self) -> bool:
        """Is it to be looked at on a phone that nothing was looked at before?"""
        return self.worker or bool(self.permissions) or self.changes


SCENES: list[Scene] = []


def scene(name: str, **needs: Any) -> Callable[[Show], Show]:
    def note(show: Show) -> Show:
        SCENES.append(Scene(name, show, **needs))
        return show

    return note


def visit(browser: Browser, stage: Stage, prefix: str, one: Scene, **options: Any) -> Visit:
    """A person on a new phone, about to see ``one``. Whoever asks closes her context."""
    context = browser.new_context(
        viewport=SCREEN,
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
        locale=prefix.strip("/") or "es-MX",
        timezone_id="America/Mexico_City",
        service_workers="allow" if one.worker else "block",
        geolocation=HERE,  # type: ignore[arg-type]
        permissions=one.permissions,
        **options,
    )
    return Visit(context.new_page(), stage, prefix)


def opened(name: str, path: str, *, empty: bool = False) -> None:
    scene(name)(lambda its: its.opens(path, city=its.stage.empty if empty else None))


def _own(name: str, pick: Callable[[Stage], Own], *, is_mine: bool) -> None:
    def show(its: Visit) -> Response:
        own = pick(its.stage)
        return its.opens(own.path, keys=own.key if is_mine else "")

    scene(name)(show)


opened("home, new phone", "/", empty=True)
opened("form, first page", "/reports/new", empty=True)
opened("form, more options", "/reports/new/2", empty=True)
opened("reports, none", "/reports", empty=True)
opened("outbox, empty", "/outbox", empty=True)
opened("offline, nothing saved", "/offline", empty=True)
opened("privacy", "/privacy", empty=True)
opened("not found", "/nothing-here", empty=True)
opened("reports, everybody's", "/reports")
opened("reports, of a borough", "/reports?borough=coyoacan")
opened("reports, near me", "/reports?near=19.350,-99.160")

for state in State:
    _own(f"own report, {state}", lambda stage, s=state: stage.lives.in_state[s], is_mine=True)  # type: ignore[misc]
for state in (State.NOT_OURS, State.DUPLICATE, State.CONFIRMED):
    _own(f"report, {state}", lambda stage, s=state: stage.lives.in_state[s], is_mine=False)  # type: ignore[misc]
_own("own report, late", lambda stage: stage.lives.late, is_mine=True)
_own("own report, too late to reopen", lambda stage: stage.lives.closed, is_mine=True)
_own("own report, photos to come", lambda stage: stage.lives.photos_to_come, is_mine=True)
_own("own report, long words", lambda stage: stage.lives.long_words, is_mine=True)
_own("report, followed", lambda stage: stage.lives.followed, is_mine=True)
_own("report, published", lambda stage: stage.lives.published, is_mine=False)


@scene("home, with pending")
def _home(its: Visit) -> Response:
    return its.opens("/", keys=its.stage.filled.keys)


@scene("reports, mine too")
def _reports(its: Visit) -> Response:
    return its.opens("/reports", keys=its.stage.filled.keys)


@scene("reports, older")
def _older(its: Visit) -> Response:
    its.opens("/reports")
    with its.page.expect_navigation() as going:
        its.page.click("a.btn[href*=after]")
    return going.value


@scene("own report, everything")
def _everything(its: Visit) -> Response:
    return its.opens(f"/reports/{its.stage.filled.own}", keys=its.stage.filled.keys)


for ending in ("notes", "reopen", "photos"):

    @scene(f"own report, wrong {ending}")
    def _wrong(its: Visit, ending: str = ending) -> Response:
        own = its.stage.lives.in_state[State.FIXED]
        its.opens(own.path, keys=own.key)
        return its.submits(f"form[action$={ending}]")


@scene("a failure, with its code")
def _failure(its: Visit) -> Response:
    with broken(its.stage.empty):
        return its.opens("/reports", city=its.stage.empty)


@scene("form, sent empty without script")
def _sent_empty(its: Visit) -> Response:
    its.opens("/reports/new", city=its.stage.empty)
    return its.submits("main form")


@scene("form, sent empty")
def _swapped(its: Visit) -> None:
    its.opens("/reports/new", city=its.stage.empty)
    send(its.page)
    its.page.wait_for_selector("[data-summary]")


@scene("form, everything wrong")
def _all_wrong(its: Visit) -> Response:
    its.opens("/reports/new")
    fill_in(its.page, words=LONG * 6)
    its.page.eval_on_selector("#place-street", "field => { field.value = 'x'.repeat(200) }")
    its.page.eval_on_selector("#contact", "field => { field.value = 'x'.repeat(200) }")
    its.page.select_option("#place-borough", "")
    no_photo = {"name": "a.txt", "mimeType": "image/jpeg", "buffer": b"no photo"}
    its.page.set_input_files("#photos", no_photo)
    return its.submits("main form")


@scene("form, filled in", permissions=["geolocation"])
def _filled_in(its: Visit) -> None:
    its.opens("/reports/new", city=its.stage.empty)
    fill_in(its.page, a_photo_of(its))
    its.page.click("[data-locate]")
    its.page.wait_for_selector("[data-unlocate]")


@scene("form, place refused")
def _refused(its: Visit) -> None:
    its.opens("/reports/new", city=its.stage.empty)
    its.page.click("[data-locate]")
    its.page.wait_for_selector("[data-located]")


@scene("form, reported nearby", permissions=["geolocation"])
def _nearby(its: Visit) -> Response:
    its.opens("/reports/new")
    fill_in(its.page)
    its.page.click("[data-locate]")
    its.page.wait_for_selector("[data-unlocate]")
    return its.submits("main form")


@scene("form, kept on the phone")
def _kept(its: Visit) -> None:
    its.opens("/reports/new", city=its.stage.empty)
    fill_in(its.page)
    its.loses_signal()
    send(its.page)
    its.page.wait_for_selector("[data-saved]")


@scene("form, phone full", changes=True)
def _full(its: Visit) -> None:
    its.opens("/reports/new", city=its.stage.empty)
    devtools = its.page.context.new_cdp_session(its.page)
    room = {"origin": its.stage.empty.url, "quotaSize": 1}
    devtools.send("Storage.overrideQuotaForOrigin", room)
    fill_in(its.page, a_photo_of(its))
    send(its.page)
    its.page.wait_for_selector("[data-full]")


@scene("outbox, waiting", worker=True)
def _waiting(its: Visit) -> None:
    for _ in range(2):
        its.opens("/reports/new", city=its.stage.empty)
        worker_is_active(its.page)
        fill_in(its.page, a_photo_of(its))
        its.loses_signal()
        send(its.page)
        waiting_folio(its.page)
        its.page.context.set_offline(False)
        its.page.context.route("**/reports/new", lambda route: route.abort())


@scene("outbox, needs her")
def _needs(its: Visit) -> None:
    its.opens("/reports/new", city=its.stage.empty)
    send(its.page)
    its.page.wait_for_selector("[data-summary]")
    its.opens("/outbox", city=its.stage.empty)
    its.page.wait_for_selector("[data-state]")


@scene("outbox, sent")
def _sent(its: Visit) -> None:
    its.opens("/reports/new", city=its.stage.empty)
    fill_in(its.page)
    its.page.context.route("**/reports/new", lambda route: route.abort())
    send(its.page)
    its.page.wait_for_selector("[data-saved]")
    its.page.context.unroute("**/reports/new")
    its.opens("/outbox", city=its.stage.empty)
    its.page.wait_for_selector("section a[href*='/r/']:not([hidden])")


@scene("offline, with saved pages", worker=True)
def _saved(its: Visit) -> None:
    own = its.stage.lives.first
    its.opens("/", keys=own.key)
    worker_is_active(its.page)
    its.opens(own.path)
    its.opens("/reports")
    its.opens("/offline")
    its.page.wait_for_selector("[data-saved-pages] li")


@scene("a saved copy", worker=True)
def _copy(its: Visit) -> None:
    own = its.stage.lives.first
    its.opens("/", keys=own.key)
    worker_is_active(its.page)
    its.opens(own.path)
    its.loses_signal()
    its.opens(own.path)
    its.page.wait_for_selector("[data-net]:not([hidden])")


def a_photo_of(its: Visit) -> Path:
    """A photo from her camera."""
    folder = its.stage.empty.var
    photo = folder / "poste.jpg"
    return photo if photo.exists() else a_large_photo(folder)
