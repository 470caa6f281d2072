"""A page and all it pulls in, as a phone meets them."""

import re
import time
from collections import deque
from collections.abc import Callable, Iterable
from urllib.parse import urldefrag, urljoin

from backend.budgets.answer import Answer, CannotTell, LeadsAway
from backend.budgets.fetch import Phone
from backend.budgets.frames import ANEW, MOST, Frame, Held
from backend.budgets.page import Page
from backend.budgets.reads.ahead import link_pulls, speculated
from backend.budgets.reads.css import sheet_pulls
from backend.budgets.reads.data import decode
from backend.budgets.reads.html import as_laid_out, read_page
from backend.budgets.reads.links import link_header, refresh
from backend.budgets.reads.modules import imports, resolve, workers
from backend.budgets.reads.pull import Pull, pull
from backend.budgets.weight import Item, Weight

PAGES = {"text/html", "application/xhtml+xml", "image/svg+xml"}
MOST_PULLS = 3_000
"""Things that a page may pull in; a page that goes on and on has no weight that can be known."""
MOST_SECONDS = 300
LIKE_A_PAGE = re.compile(rb"\A\s*+(?:<!doctype html|<(?:html|head|script|iframe|h1|div|font|table|"
                         rb"a|style|title|b|body|br|p)[ >]|<!--)", re.I)  # fmt: skip
RULES = "speculation-rules"
SPECULATION = re.compile(r'"([^"]+)"')
LAID_UP = {"prefetch", "preload"}
"""What asks for pages that are not opened yet."""
HELD = {"document", "other"}
"""Kinds whose answers may be pages with pulls of their own; an image never is."""


def weigh(
    phone: Phone, page: Page, is_first_party: Callable[[str], bool] = lambda host: False
) -> Weight:
    """Open ``page`` on ``phone`` and weigh it with everything it pulls in, each thing once.

    ``is_first_party`` says of an address that is not the site's own whether it counts as such.
    """
    try:
        answer = phone.fetch(page.path, method=page.method, form=page.form, headers=page.headers)
    except LeadsAway as doubt:
        return Weight(doubts=(f"{doubt}; skip it, if it is a way out",))
    except CannotTell as doubt:
        return Weight(doubts=(str(doubt),))
    if not page.expects(answer.status):
        wanted = page.status or "no fault"
        return Weight(doubts=(f"answers {answer.status}, where {wanted} was expected",))
    opening = _Opening(phone, answer, is_first_party)
    opening.follow()
    return Weight(
        tuple(opening.items),
        tuple(dict.fromkeys(opening.doubts)),
        nodes=opening.nodes,
        workers=tuple(dict.fromkeys(opening.workers)),
        has_icon=opening.has_icon,
    )


def first_visit(weight: Weight, installed: Iterable[Item]) -> tuple[Item, ...]:
    """All a first visit downloads: the page, and what the worker fetches on being installed.

    The worker's fetches go through the HTTP cache, so what the page has loaded already comes
    down again unless it is marked immutable.
    """
    cached = {item.url for item in weight.items if item.is_immutable}
    return weight.items + tuple(item for item in installed if item.url not in cached)


class _Opening:
    """The loading of one page."""

    def __init__(self, phone: Phone, answer: Answer, is_first_party: Callable[[str], bool]) -> None:
        self.phone = phone
        self.device = phone.device
        self.items = [Item.of(answer, "document")]
        self.doubts: list[str] = []
        self.workers: list[str] = []
        self.nodes = 0
        self.has_icon = False
        self._is_first_party = is_first_party
        self._modules: dict[str, str] = {}
        self._base = ""
        self._links: list[str] = []
        self._held = Held()
        self._frames = 1
        self._waiting: deque[tuple[Frame, str, str, Pull]] = deque()
        itself, frame = Pull("document", (answer.url,)), Frame(0, (answer.url,))
        self._held.add(answer.url, answer, itself, frame)
        self._read(answer, itself, frame)

    def follow(self) -> None:
        end = time.monotonic() + MOST_SECONDS
        while self._waiting:
            if len(self.items) > MOST_PULLS or time.monotonic() > end:
                much = f"{MOST_PULLS:,} things" if len(self.items) > MOST_PULLS else "5 minutes"
                self.doubts.append(f"pulls in more and more; it was left after {much}")
                return
            self._take(*self._waiting.popleft())

    def _take(self, frame: Frame, parent: str, base: str, pulled: Pull) -> None:
        urls = [url for url in (_absolute(base, url) for url in pulled.urls) if url]
        is_anew = pulled.by in ANEW and all(self.phone.is_own(url) for url in urls)
        if urls and urls[0][:5].lower() == "data:":
            self._read_data(urls[0], parent, pulled, frame)
        elif is_anew and not all(frame.may_hold(url) for url in urls):
            return
        elif is_anew or not all(self._held.has(url, pulled, frame) for url in urls):
            self._load(urls, parent, pulled, frame)

    def _load(self, urls: list[str], parent: str, pulled: Pull, frame: Frame) -> None:
        """Load the heaviest of ``urls``: the phone will load one of them."""
        foreign = [url for url in urls if not self.phone.is_own(url)]
        if foreign:
            self._held.add(foreign[0], None, pulled, frame)
            self._note_foreign(foreign[0], parent, pulled)
            return
        answers = []
        for url in urls:
            try:
                answer = self.phone.fetch(url, pulled.kind)
            except CannotTell as doubt:
                self.doubts.append(f"pulls in {url}, but {doubt}")
                continue
            answers.append(answer)
            if answer.status >= 400:
                self.doubts.append(f"pulls in {url}, which answers {answer.status}")
        if not answers:
            return
        heaviest = max(answers, key=lambda answer: answer.size)
        is_anew = pulled.by in ANEW and _is_page(heaviest)
        has = self._held.has(heaviest.url, pulled, frame)
        if not has or (is_anew and not heaviest.fresh_for):
            self.items.append(Item.of(heaviest, pulled.kind, pulled.by, parent))
        if not has or is_anew:
            self._held.add(heaviest.url, heaviest, pulled, frame)
            self._read(heaviest, pulled, frame)
        elif heaviest.before:
            # Where it leads to is there; the way there is paid for again.
            self.items.append(
                Item(urls[0], pulled.kind, heaviest.before, len(heaviest.hops), by=pulled.by,
                     parent=parent)
            )  # fmt: skip
        if len(urls) == 1:  # where it began, when it was redirected
            self._held.add(urls[0], heaviest, pulled, frame)

    def _note_foreign(self, url: str, parent: str, pulled: Pull) -> None:
        known = self._is_first_party(url)
        if "refresh" in pulled.by and not known:
            return  # it leads away: the next page is another site's, and no part of this one
        self.items.append(
            Item(url, pulled.kind, 0, is_third_party=not known, by=pulled.by, parent=parent)
        )
        remedy = "; name its host with --host to have it asked" if known else ""
        self.doubts.append(f"pulls in {url}, from elsewhere: its weight is not known{remedy}")

    def _read(self, answer: Answer, pulled: Pull, frame: Frame) -> None:
        if pulled.by and pulled.kind in HELD and self._frames < MOST:
            frame = self._within(frame, answer.url)
        for given in link_header(answer.header("link")):
            words = given.get("rel", "").lower().split()
            if "stylesheet" not in words:  # no browser takes a style sheet from a header
                pulls = link_pulls(words, given, self.device)
                self._wait(frame, answer.url, answer.url, pulls)
        for rules in SPECULATION.findall(answer.header("speculation-rules")):
            self._wait(frame, answer.url, answer.url, pull("other", rules, by=RULES))
        away = refresh(answer.header("refresh"))
        self._wait(frame, answer.url, answer.url, pull("document", away, by="refresh"))
        try:
            self._read_body(answer, pulled, frame)
        except CannotTell as doubt:
            self.doubts.append(str(doubt))
        except RecursionError:
            self.doubts.append(f"{answer.url} is nested too deeply to be read")

    def _read_body(self, answer: Answer, pulled: Pull, frame: Frame) -> None:
        at = (answer.url, answer.url, frame)
        if pulled.kind == "stylesheet" or (pulled.is_module and answer.mimetype == "text/css"):
            self._read_sheet(answer.text(), *at)
        elif pulled.kind == "script":
            self._read_script(answer.text(), *at, is_module=pulled.is_module)
        elif pulled.by == RULES:
            self._wait(frame, *at[:2], speculated(answer.text(), self._links))
        elif pulled.kind in HELD and pulled.by not in LAID_UP and _is_page(answer):
            self._read_page(answer.text(), *at)

    def _read_data(self, url: str, parent: str, pulled: Pull, frame: Frame) -> None:
        """What a page, sheet or script inside of an address pulls in, by whole addresses only."""
        kind, text = decode(url)
        try:
            self._read_text(kind, text, parent, pulled, frame)
        except RecursionError:
            self.doubts.append(f"{parent} holds an address that is nested too deeply to be read")

    def _read_text(self, kind: str, text: str, parent: str, pulled: Pull, frame: Frame) -> None:
        if pulled.kind == "stylesheet":
            self._read_sheet(text, parent, "data:,", frame)
        elif pulled.kind == "script":
            self._read_script(text, parent, "data:,", frame, is_module=pulled.is_module)
        elif kind in PAGES and self._frames < MOST:
            self._read_page(text, parent, "data:,", self._within(frame, ""))

    def _within(self, frame: Frame, url: str) -> Frame:
        """A page opened within ``frame``."""
        self._frames += 1
        return Frame(self._frames, (*frame.urls, url))

    def _read_sheet(self, css: str, parent: str, base: str, frame: Frame) -> None:
        self._wait(frame, parent, base, sheet_pulls(css, self.device))

    def _read_script(
        self, script: str, parent: str, base: str, frame: Frame, *, is_module: bool
    ) -> None:
        # A worker's address goes by the page, not by the script that names it.
        self.workers += [url and _absolute(self._base, url) for url in workers(script)]
        for name in imports(script) if is_module else ():
            url = resolve(name, self._modules)
            self._wait(frame, parent, base, pull("script", url, by="import", is_module=True))

    def _read_page(self, html: str, parent: str, base: str, frame: Frame) -> None:
        read = read_page(html, self.phone.device)
        if not self.nodes:
            self.device = as_laid_out(html, self.phone.device)
        base = _absolute(base, read.base) or base
        self._base = self._base or base
        self._links = self._links or read.links
        self._modules |= {name: _absolute(base, url) for name, url in read.modules.items()}
        for each in (read, *read.within):
            self.workers += [url and _absolute(base, url) for url in each.workers]
        self.nodes = self.nodes or read.nodes
        self.has_icon = self.has_icon or read.has_icon
        self._wait(frame, parent, base, read.pulls)
        for each in read.within[:MOST]:
            self._wait(self._within(frame, ""), parent, base, each.pulls)

    def _wait(self, frame: Frame, parent: str, base: str, pulls: Iterable[Pull]) -> None:
        self._waiting.extend((frame, parent, base, each) for each in pulls)


def _is_page(answer: Answer) -> bool:
    """Does a browser show it as a page? Where no type is said, it looks what it is."""
    return answer.mimetype in PAGES or (
        not answer.mimetype and bool(LIKE_A_PAGE.match(answer.unpacked))
    )


def _absolute(base: str, url: str) -> str:
    """The address to ask for, or nothing where a browser would ask for nothing."""
    if url[:5].lower() == "data:":
        return url
    try:
        whole = urldefrag(urljoin(base, url)).url
    except ValueError:
        return ""
    return whole if whole.startswith(("http://", "https://")) else ""
