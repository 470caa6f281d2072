"""What every page asks of a cheap phone: ``python -m tests.browser.every [address ...]``.

The pages of ``make budgets`` in Spanish, each view once in each state, opened cold in Chromium on a
poor line: nothing may move once it is on screen, no task take longer than LONGEST_MS of a processor
six times slower, and heap and elements are bounded. With addresses only those that begin so. Exits
1 where a goal is missed.
"""

import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Error, sync_playwright

from backend.app import create_app
from backend.budgets.progress import told
from backend.config import Settings
from tests.browser.limits import LONGEST_MS, asked_too_much
from tests.browser.proxy import Proxy
from tests.browser.static_figures import Shown, shown
from tests.browser.work import RATE_BITS, ROUND_TRIP_S, browser_of, look

LANGUAGE = "es"
LEFT = "Execution context was destroyed"
"""What a browser says of a page whose script led on at once."""


def chosen(every: Sequence[Shown], app: Flask, begins: Sequence[str]) -> list[Shown]:
    """Of each view one page in each state: the longest address, which shows the most."""
    routes = app.url_map.bind("localhost")
    found: dict[tuple[str, str, str], Shown] = {}
    for one in sorted(every, key=lambda each: len(each.page.path)):
        page = one.page
        if page.method != "GET" or page.language != LANGUAGE or page.status != 200:
            continue
        if begins and not page.path.startswith(tuple(begins)):
            continue
        view, _ = routes.match(urlsplit(page.path).path)
        found[view, page.state, one.origin] = one
    return list(found.values())


def main(begins: Sequence[str]) -> int:
    """0 where no page misses a goal. A task that was too long is asked for once more: it may have
    been this machine's."""
    with (
        tempfile.TemporaryDirectory(prefix="ventanilla-every-") as folder,
        shown(Path(folder)) as every,
        sync_playwright() as playwright,
        ExitStack() as lines,
    ):
        app = create_app(Settings(var=Path(folder) / "routes", log_level="error"))
        browser = browser_of(playwright)
        lines.callback(browser.close)
        poor: dict[str, Proxy] = {}
        falls = worst = count = 0
        for one in told(chosen(every, app, begins), sys.stderr):
            if one.origin not in poor:
                poor[one.origin] = lines.enter_context(Proxy(urlsplit(one.origin).port or 80))
                poor[one.origin].slow(round_trip=ROUND_TRIP_S, rate=RATE_BITS)
            line = poor[one.origin]
            cookies = [
                {"name": name, "value": value, "url": line.url}
                for name, value in one.page.cookies.items()
            ]
            try:
                found = look(browser, line, one.page.path, cookies)
            except Error as error:
                if LEFT not in error.message:
                    raise
                print(f"{one.name:<70}leads on by itself", flush=True)
                continue
            if found.longest > LONGEST_MS:
                again = look(browser, line, one.page.path, cookies)
                found = min(found, again, key=lambda each: each.longest)
            said = "; ".join(asked_too_much(found))
            falls, count, worst = falls + bool(said), count + 1, max(worst, round(found.longest))
            print(f"{one.name:<70}{found.longest:>5.0f} ms{found.heap / 1024**2:>6.1f} MB"
                  f"{found.nodes:>5}  {said}", flush=True)  # fmt: skip
    print(f"\n{count} pages, {falls} miss a goal; the longest task of all {worst} ms")
    return 1 if falls else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
