"""A page and all it pulls in, summed by kind."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin

from backend.budgets.fetch import Answer, CannotTell, Phone
from backend.budgets.page import Page
from backend.budgets.parse import Pull, page_pulls, style_pulls

KINDS = ("document", "script", "stylesheet", "image", "media", "font", "other")


@dataclass(frozen=True)
class Item:
    """One thing that comes down. ``size`` in bytes; of what others serve it is not known: 0."""

    url: str
    kind: str
    size: int
    requests: int = 1
    is_immutable: bool = False
    is_third_party: bool = False

    @classmethod
    def of(cls, answer: Answer, kind: str) -> "Item":
        return cls(answer.url, kind, answer.size, answer.requests, answer.is_immutable)


@dataclass(frozen=True)
class Weight:
    """What a page costs. ``doubts`` are sentences on what could not be weighed."""

    items: tuple[Item, ...] = ()
    doubts: tuple[str, ...] = ()
    first_visit: tuple[Item, ...] | None = None

    @property
    def sizes(self) -> dict[str, int]:
        """Bytes for each resource type of budget.json, and for ``first-visit`` where weighed."""
        return self._sum("size")

    @property
    def counts(self) -> dict[str, int]:
        """Requests, by the same names."""
        return self._sum("requests")

    def _sum(self, figure: str) -> dict[str, int]:
        def over(items: Iterable[Item]) -> int:
            return sum(getattr(item, figure) for item in items)

        sums = {kind: over(item for item in self.items if item.kind == kind) for kind in KINDS}
        sums["third-party"] = over(item for item in self.items if item.is_third_party)
        sums["total"] = over(self.items)
        if self.first_visit is not None:
            sums["first-visit"] = over(self.first_visit)
        return sums


def weigh(phone: Phone, page: Page) -> Weight:
    """Open ``page`` on ``phone`` and weigh it with everything it pulls in, each thing once."""
    try:
        answer = phone.fetch(page.path, method=page.method, form=page.form, headers=page.headers)
    except CannotTell as doubt:
        return Weight(doubts=(str(doubt),))
    if answer.status != page.status:
        return Weight(doubts=(f"answers {answer.status}, where {page.status} was expected",))
    opening = _Opening(phone, answer)
    opening.follow()
    return Weight(tuple(opening.items), tuple(opening.doubts))


def first_visit(weight: Weight, installed: Iterable[Item]) -> tuple[Item, ...]:
    """All a first visit downloads: the page, and what the worker fetches on being installed.

    The worker's fetches go through the HTTP cache, so what the page has loaded already comes
    down again unless it is marked immutable.
    """
    cached = {item.url for item in weight.items if item.is_immutable}
    return weight.items + tuple(item for item in installed if item.url not in cached)


class _Opening:
    """The loading of one page."""

    def __init__(self, phone: Phone, answer: Answer) -> None:
        self.phone = phone
        self.items = [Item.of(answer, "document")]
        self.doubts: list[str] = []
        self._loaded = {answer.url}
        self._waiting: deque[tuple[str, Pull]] = deque()
        self._read(answer, "document")

    def follow(self) -> None:
        while self._waiting:
            base, pull = self._waiting.popleft()
            urls = [url for url in (_absolute(base, url) for url in pull.urls) if url]
            if not self._loaded.issuperset(urls):
                self._load(pull.kind, urls)

    def _load(self, kind: str, urls: list[str]) -> None:
        """Load the heaviest of ``urls``: the phone will load one of them."""
        foreign = [url for url in urls if not self.phone.is_own(url)]
        if foreign:
            self._loaded.add(foreign[0])
            self.items.append(Item(foreign[0], kind, 0, is_third_party=True))
            self.doubts.append(f"pulls in {foreign[0]}, from elsewhere: its weight is not known")
            return
        answers = []
        for url in urls:
            try:
                answer = self.phone.fetch(url, kind)
            except CannotTell as doubt:
                self.doubts.append(f"pulls in {url}, but {doubt}")
                continue
            answers.append(answer)
            if answer.status >= 400:
                self.doubts.append(f"pulls in {url}, which answers {answer.status}")
        if not answers:
            return
        heaviest = max(answers, key=lambda answer: answer.size)
        if heaviest.url not in self._loaded:
            self._loaded.add(heaviest.url)
            self.items.append(Item.of(heaviest, kind))
            self._read(heaviest, kind)
        if len(urls) == 1:
            self._loaded.add(urls[0])  # where it began, when it was redirected

    def _read(self, answer: Answer, kind: str) -> None:
        try:
            if kind == "stylesheet":
                self._waiting.extend((answer.url, pull) for pull in style_pulls(answer.text()))
            elif kind == "document" and answer.mimetype in {"text/html", "application/xhtml+xml"}:
                base, pulls = page_pulls(answer.text())
                base = _absolute(answer.url, base) or answer.url
                self._waiting.extend((base, pull) for pull in pulls)
        except CannotTell as doubt:
            self.doubts.append(str(doubt))


def _absolute(base: str, url: str) -> str:
    """The address to ask for, or nothing where a browser would ask for nothing."""
    try:
        whole = urldefrag(urljoin(base, url)).url
    except ValueError:
        return ""
    return whole if whole.startswith(("http://", "https://")) else ""
