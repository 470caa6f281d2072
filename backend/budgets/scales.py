"""Weighs pages of a target, and the visits that their budgets speak of."""

from dataclasses import replace
from urllib.parse import urlsplit

from backend.budgets.answer import CannotTell
from backend.budgets.budget import Budget
from backend.budgets.fetch import Phone, Shelf
from backend.budgets.kept import Kept
from backend.budgets.measure import first_visit, weigh
from backend.budgets.page import Page
from backend.budgets.target import AS_REGISTERED, Target
from backend.budgets.weight import Item, Weight
from backend.budgets.worker import Installed, install

UNNAMED = (
    "a script registers a service worker and does not write out where it is; name it with --worker"
)
Person = tuple[object, ...]


class Scales:
    """Remembers what is the same for all pages that one person sees: what the worker precaches,
    and files that may be kept."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._installed: dict[Person, tuple[Installed, Kept]] = {}
        self._shelves: dict[Person, Shelf] = {}

    def weigh(self, page: Page, budget: Budget | None) -> Weight:
        """What ``page`` costs, with the visits that ``budget`` limits."""
        keeps = Kept()
        phone = self._phone(page, keeps)
        knows = budget.knows_host if budget else lambda host: False
        weight = weigh(phone, page, lambda url: knows(urlsplit(url).hostname or ""))
        if budget is None or not weight.items:
            return weight
        if budget.limits("first-visit"):
            items, doubts = self._installing(phone, page, weight)
            weight = replace(
                weight, first_visit=first_visit(weight, items), doubts=weight.doubts + doubts
            )
        if budget.limits("repeat-visit"):
            weight = self._repeated(phone, page, weight, keeps)
        return weight

    @property
    def doubts(self) -> list[str]:
        """What could not be told of the worker, each once."""
        every = (doubt for installed, _ in self._installed.values() for doubt in installed.doubts)
        return list(dict.fromkeys(every))

    def _phone(self, page: Page, keeps: Kept) -> Phone:
        person = _person(page)
        return Phone(
            self._target.app,
            origin=self._target.origin,
            hosts=self._target.hosts,
            language=page.language,
            cookies=page.cookies,
            headers=page.everywhere,
            device=page.device,
            client=self._target.client,
            shelf=self._shelves.setdefault(person, {}),
            keeps=keeps,
        )

    def _installing(
        self, phone: Phone, page: Page, weight: Weight
    ) -> tuple[tuple[Item, ...], tuple[str, ...]]:
        """What comes down once: the worker and what it precaches, and the icon that browsers
        look for where none is linked."""
        extra, doubts = [], list[str]()
        if not weight.has_icon:
            try:
                extra.append(Item.of(phone.fetch("/favicon.ico", "image"), "image", "no icon"))
            except CannotTell as doubt:
                doubts.append(str(doubt))
        worker = self._worker(weight)
        if worker:
            extra += self._install(phone, page, worker)[0].items
        elif self._target.worker == AS_REGISTERED and weight.workers:
            doubts.append(UNNAMED)
        return tuple(extra), tuple(doubts)

    def _worker(self, weight: Weight) -> str | None:
        if self._target.worker != AS_REGISTERED:
            return self._target.worker
        return next(filter(None, weight.workers), None)

    def _install(self, phone: Phone, page: Page, worker: str) -> tuple[Installed, Kept]:
        key = (worker, page.prefix, *_person(page))
        if key not in self._installed:
            keeps = Kept()
            phone = phone.coming_back(keeps=keeps)
            installed = install(phone, worker, page.prefix, self._target.precache)
            self._installed[key] = (installed, keeps)
        return self._installed[key]

    def _repeated(self, phone: Phone, page: Page, weight: Weight, keeps: Kept) -> Weight:
        """The same page the next day. What a worker would answer from its own caches is not
        known here, so it is counted as if it answered nothing."""
        worker = self._worker(weight)
        if worker:
            keeps = keeps.with_all_of(self._install(phone, page, worker)[1])
        again = weigh(phone.coming_back(kept=keeps), page)
        fresh = [f"on a repeated visit {each}" for each in again.doubts if each not in
                 weight.doubts]  # fmt: skip
        return replace(weight, repeat_visit=again.items, doubts=(*weight.doubts, *fresh))


def _person(page: Page) -> Person:
    own = (page.cookies, page.everywhere)
    return (page.language, page.device, *(tuple(sorted(each.items())) for each in own))
