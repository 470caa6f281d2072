"""A page in a real browser: the first time, the next time, and without signal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any
from urllib.parse import urljoin, urlsplit

from backend.budgets.browser.ledger import Entry
from backend.budgets.browser.profile import Profile
from backend.budgets.browser.tab import Tab
from backend.budgets.browser.timing import READ, SCROLL, timings
from backend.budgets.page import Page
from backend.budgets.weight import Item, Weight

BLANK = "/page-budgets-blank"
LOOKED_FOR = "/favicon.ico"
RESTLESS = "never comes to rest: what it still asks for is not counted"


@dataclass(frozen=True)
class Visited:
    """``opens_offline`` is None where that was not tried: for a form, and without a worker."""

    weight: Weight
    opens_offline: bool | None


def first_look(
    tab: Tab, page: Page, origin: str, profile: Profile, hosts: Sequence[str] = ()
) -> Weight:
    """Open ``page`` of ``origin`` as somebody new.

    A manifest is asked for as a phone does that looks whether the app can be installed, and the
    page is scrolled to its end, so that what waits for that is counted. ``hosts`` are no
    strangers.
    """
    tab.as_somebody_new(profile, origin, page.cookies, page.headers)
    url = urljoin(f"{origin}/", page.path)
    reading = _Reading(tab, url, hosts)
    failed = _open(tab, page, url, origin)
    if failed:
        return Weight(doubts=(f"does not open in Chromium: {failed}",))
    entries = tab.settle()
    seen: dict[str, Any] = tab.run(READ) or {}
    if tab.is_at_rest:
        tab.run(SCROLL)
        tab.look_for_manifest()
        entries = tab.settle()
    wrong = reading.wrong(entries, page)
    if wrong:
        return Weight(doubts=(wrong,))
    has_icon = bool(seen.get("icon"))
    items, once = reading.split(entries, has_icon=has_icon)
    return Weight(
        tuple(items),
        (*reading.doubts(entries), *(() if tab.is_at_rest else (RESTLESS,))),
        first_visit=(*items, *once),
        nodes=int(seen.get("nodes", 0)),
        has_icon=has_icon,
        timings=timings(seen),
    )


def visit(
    tab: Tab, page: Page, origin: str, profile: Profile, hosts: Sequence[str] = ()
) -> Visited:
    """Open ``page`` as somebody new, come back, and come back without signal."""
    weight = first_look(tab, page, origin, profile, hosts)
    if not weight.items or not tab.is_at_rest:
        return Visited(weight, None)
    url = urljoin(f"{origin}/", page.path)
    tab.go("about:blank")
    tab.wait_for_load()
    _open(tab, page, url, origin)
    tab.settle()
    tab.look_for_manifest()
    again = [each for each in tab.settle() if urlsplit(each.url).path != LOOKED_FOR]
    return Visited(
        replace(weight, repeat_visit=tuple(_Reading(tab, url, hosts).items(again))),
        _opens_offline(tab, url) if page.method == "GET" and tab.has_worker else None,
    )


class _Reading:
    """Turns what the browser's books say of a page into items."""

    def __init__(self, tab: Tab, url: str, hosts: Sequence[str]) -> None:
        self._tab = tab
        self._own = {urlsplit(url).hostname, *hosts}

    def items(self, entries: Iterable[Entry]) -> list[Item]:
        return [
            Item(
                entry.url,
                entry.kind,
                entry.came + self._unsaid(entry),
                entry.requests,
                is_third_party=urlsplit(entry.url).hostname not in self._own,
                by=entry.by,
                parent=entry.parent,
            )
            for entry in entries
            if entry.requests or entry.came
        ]

    def split(self, entries: Iterable[Entry], *, has_icon: bool) -> tuple[list[Item], list[Item]]:
        """What the page pulled in, and what comes down once for the whole site: what the worker
        asked for, and an icon that nobody named."""
        once = [
            entry
            for entry in entries
            if self._tab.of_worker(entry)
            or (not has_icon and urlsplit(entry.url).path == LOOKED_FOR)
        ]
        pulled = [entry for entry in entries if entry not in once]
        # What the worker fetched just before the page needed it is the page's all the same.
        held = {entry.url for entry in pulled if not entry.requests and not entry.came}
        first = [entry for entry in once if entry.url in held and entry.requests]
        once = [entry for entry in once if entry not in first]
        return self.items([*pulled, *first]), self.items(once)

    def wrong(self, entries: Sequence[Entry], page: Page) -> str:
        """Why this is not the page that was to be weighed, or nothing."""
        main = next((entry for entry in entries if entry.kind == "document"), None)
        if main is None or not main.status:
            return "does not open in Chromium"
        if not page.expects(main.status):
            wanted = page.status or "no fault"
            return f"answers {main.status} in Chromium, where {wanted} was expected"
        return ""

    def doubts(self, entries: Sequence[Entry]) -> list[str]:
        _page, *pulled = entries
        gone = [each for each in pulled if each.status >= 400 and each.by != "other"]
        late = [entry for entry in entries if not entry.is_here]
        return [
            *(f"pulls in {each.url}, which answers {each.status}" for each in gone),
            *(f"{each.url} was still on its way" for each in late),
        ]

    def _unsaid(self, entry: Entry) -> int:
        """The body of the worker's own script, which Chromium leaves out of its count."""
        is_script = self._tab.of_worker(entry) and entry.kind == "script"
        if not is_script or entry.received or entry.size != entry.head:
            return 0
        length = entry.headers.get("content-length", "")
        return int(length) if length.isdecimal() else 0


def _open(tab: Tab, page: Page, url: str, origin: str) -> str:
    """The browser's word for why it could not, or nothing."""
    if page.method == "GET":
        return tab.go(url)
    # A form is sent from a page of the same site, that weighs nothing.
    blank = origin + BLANK
    tab.go_to_made(blank, _form(page, url))
    tab.turn_over()
    tab.run("HTMLFormElement.prototype.submit.call(document.forms[0])")
    return ""


def _form(page: Page, url: str) -> str:
    fields = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, values in _fields(page.form)
        for value in values
    )
    return (
        '<!doctype html><link rel="icon" href="data:,">'
        f'<form method="post" action="{escape(url)}">{fields}</form>'
    )


def _fields(form: Mapping[str, str | Sequence[str]]) -> Iterable[tuple[str, Sequence[str]]]:
    return ((name, [given] if isinstance(given, str) else given) for name, given in form.items())


def _opens_offline(tab: Tab, url: str) -> bool:
    tab.go_offline()
    if tab.go(url):
        return False
    tab.wait_for_load()
    return bool(tab.run("document.body && document.body.innerText.trim().length > 0"))
