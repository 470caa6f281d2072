"""Prints which trick is found by which: ``python -m tests.budgets.corpus``."""

import sys

from backend.budgets.browser.devtools import program
from backend.budgets.browser.serve import Served
from backend.budgets.browser.tab import Tab
from tests.budgets.corpus.hiding import EVERY
from tests.budgets.corpus.table import both, rows


def main() -> int:
    """0 where every trick is found out."""
    tab = Tab(program())
    with Served("tests.budgets.corpus.site:app") as served, tab.chromium:
        tab.begin()
        found = list(both(EVERY, served.origin, tab))
    for line in rows(found):
        print(line)
    out = [counted.is_out or seen.is_out for counted, seen, _ in found]
    by_counting = sum(counted.is_out for counted, _, _ in found)
    later = sum(out) - by_counting
    print(f"\n{len(out)} pages: {by_counting} found by counting, {later} more in Chromium")
    return 0 if all(out) else 1


if __name__ == "__main__":
    sys.exit(main())
