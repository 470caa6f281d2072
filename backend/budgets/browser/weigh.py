"""Weighs pages in a real browser, and beside that without one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TextIO
from urllib.parse import urlsplit

from backend.budgets.browser.compare import missed
from backend.budgets.browser.devtools import NoBrowser, program
from backend.budgets.browser.profile import Profile
from backend.budgets.browser.tab import Tab
from backend.budgets.browser.visit import Visited, visit
from backend.budgets.law import Law
from backend.budgets.page import Page
from backend.budgets.progress import told
from backend.budgets.running import is_loopback
from backend.budgets.scales import Scales
from backend.budgets.target import Target
from backend.budgets.weighed import Weighed
from backend.budgets.weight import Weight


@dataclass(frozen=True)
class Browser:
    """``chromium`` names its program where it is not the usual one."""

    profile: Profile
    chromium: str | None = None

    def weigh_all(
        self, target: Target, pages: Sequence[Page], law: Law, progress: TextIO | None = None
    ) -> list[Weighed]:
        """Each of ``pages`` as Chromium counts it; its figures are those that are judged.

        Where counting without a browser comes to less, a note says so and what was missed.
        """
        scales, weighed = Scales(target), []
        trusting = ["--ignore-certificate-errors"] if _is_own_tls(target.origin) else []
        tab = Tab(program(self.chromium), *trusting)
        with tab.chromium:
            tab.begin()
            for page in told(pages, progress):
                budget = law.budget_for(page.path)
                hosts = (*target.hosts, *(budget.first_party if budget else ()))
                phone = replace(self.profile, device=page.device, language=page.language)
                try:
                    found = visit(tab, page, target.origin, phone, hosts)
                except NoBrowser as error:
                    found = Visited(Weight(doubts=(str(error),)), None)
                counted = scales.weigh(page, None)
                one = Weighed.of(page, budget, found.weight, law.file.name)
                weighed.append(one.with_notes(_notes(page, counted, found)))
            tab.leave()
        return weighed


def _notes(page: Page, counted: Weight, found: Visited) -> list[str]:
    if not found.weight.items:
        return []
    notes = missed(counted, found.weight)
    if found.opens_offline is not None:
        notes.append("opens without signal" if found.opens_offline else "needs the network")
    return [f"{page.name}: {note}" for note in notes]


def _is_own_tls(origin: str) -> bool:
    parts = urlsplit(origin)
    return parts.scheme == "https" and is_loopback(parts.hostname or "")
