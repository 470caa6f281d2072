"""``check``: weigh every page, say what was found, answer with an exit code."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from backend.budgets.config import Budget, BudgetsError, read
from backend.budgets.fetch import Phone
from backend.budgets.measure import Item, Weight, first_visit, weigh
from backend.budgets.page import Page
from backend.budgets.report import causes, heading, row, sentence, summary
from backend.budgets.verdict import Finding, budget_for, judge
from backend.budgets.worker import Installed, install

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

WITHIN, OVER, CANNOT_TELL = 0, 1, 2


def check(
    app: "WSGIApplication",
    pages: Iterable[Page],
    budgets: Path,
    out: TextIO,
    *,
    worker: str | None = "/sw.js",
    origin: str = "https://localhost",
) -> int:
    """Weigh ``pages`` of ``app`` against the file ``budgets`` and write the report to ``out``.

    0: all within. 1: something is over. 2: nothing known to be over, but something is not known:
    a page that answers otherwise than expected, has no budget or pulls in what cannot be weighed,
    or a mistake in the file. ``worker`` is the address of the service worker, None without one.
    """
    pages = list(pages)
    try:
        known = read(budgets)
    except BudgetsError as error:
        _write(out, error.sentences)
        return CANNOT_TELL
    if not pages:
        _write(out, ["No page was given to weigh."])
        return CANNOT_TELL
    widest = max(len(page.name) for page in pages)
    _write(out, [heading(widest)])
    scales = _Scales(app, worker, origin)
    over: list[str] = []
    unknown: list[str] = []
    for page in pages:
        budget = budget_for(page.path, known)
        weight = scales.weigh(page, budget)
        findings = judge(page.name, weight.sizes, weight.counts, budget) if budget else []
        _write(out, [row(page.name, weight, findings, widest)])
        over += [_explain(finding, weight) for finding in findings]
        unknown += [f"{page.name}: {doubt}" for doubt in weight.doubts]
        if budget is None:
            unknown.append(f"{page.name}: no path in {budgets.name} matches it; add a budget")
    unknown += scales.doubts
    _write(out, ["", *over, *unknown, summary(len(pages), len(over), len(unknown))])
    return OVER if over else CANNOT_TELL if unknown else WITHIN


class _Scales:
    """Weighs pages; remembers what the worker precaches, which is the same for all pages of a
    language seen by the same person."""

    def __init__(self, app: "WSGIApplication", worker: str | None, origin: str) -> None:
        self._app = app
        self._worker = worker
        self._origin = origin
        self._installed: dict[tuple[str, tuple[tuple[str, str], ...]], Installed] = {}

    def weigh(self, page: Page, budget: Budget | None) -> Weight:
        phone = Phone(self._app, origin=self._origin, language=page.language, cookies=page.cookies)
        weight = weigh(phone, page)
        if budget is None or not budget.has_first_visit:
            return weight
        return replace(weight, first_visit=first_visit(weight, self._precache(phone, page)))

    @property
    def doubts(self) -> list[str]:
        """What could not be told of the worker, each once."""
        every = (doubt for installed in self._installed.values() for doubt in installed.doubts)
        return list(dict.fromkeys(every))

    def _precache(self, phone: Phone, page: Page) -> tuple[Item, ...]:
        if self._worker is None:
            return ()
        key = (page.prefix, tuple(sorted(page.cookies.items())))
        if key not in self._installed:
            self._installed[key] = install(phone, self._worker, page.prefix)
        return self._installed[key].items


def _explain(finding: Finding, weight: Weight) -> str:
    why = causes(finding, weight)
    return sentence(finding) + (f"\n    {why}" if why else "")


def _write(out: TextIO, lines: Iterable[str]) -> None:
    out.writelines(f"{line}\n" for line in lines)
    out.flush()
