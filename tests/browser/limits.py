"""How near the limit our pages are: ``python -m tests.browser.limits [--json FILE]``.

Every page in Chromium: what travels the first time and again, when it is on screen beside an empty
page, what it asks of the processor, and Lighthouse on three of them. A table, and the same as JSON.
Exits 1 where a goal is missed.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Playwright, sync_playwright

from tests.browser.lighthouse import Marks, marks_of
from tests.browser.proxy import Proxy
from tests.browser.stage import Stage
from tests.browser.work import (
    RATE_BITS,
    ROUND_TRIP_S,
    SIZE_OF_CACHES,
    Cold,
    Repeat,
    an_empty_site,
    browser_of,
    cold,
    paint_of,
    quiet,
    repeat,
    with_the_worker,
)

RUNS = 3
PUBLIC = (
    *("/", "/reports", "/reports/new", "/reports/new/2", "/transit", "/transit/notices"),
    *("/transit/agencies/METRO", "/transit/lines/1", "/transit/stops", "/transit/from-to"),
    *("/places", "/places/wifi", "/places/wifi/iztapalapa", "/places/counter", "/packs", "/outbox"),
    *("/services", "/services/licence-renewal", "/services/licence-renewal/can"),
    *("/offline", "/privacy", "/privacy/kept", "/llave", "/sign-up"),
)
HERS = ("/me", "/me/uses", "/me/documents", "/me/consents", "/me/rights", "/llave", "/llave/keys",
        "/llave/level", "/llave/contacts", "/llave/sessions", "/llave/help")  # fmt: skip
# Nothing private travels as a difference (decision 0012), and this one may hold what was typed.
NOT_KEPT = ("/sign-in",)
FIRST_VISIT, CACHES = 40_960, 5 * 1024**2
BODY_MEDIAN, BODY_WORST = 1024, 1536
PAINT_TIMES, LONGEST_MS, HEAP, NODES = 1.1, 50, 10 * 1024**2, 400


def asked_too_much(found: Cold) -> Iterator[str]:
    """What a page asks of the phone beyond the goals."""
    if found.shift:
        yield f"layout shift {found.shift:g}: {', '.join(map(str, found.moved))}"
    if found.longest > LONGEST_MS:
        yield f"a task of {found.longest:.0f} ms"
    if found.heap > HEAP:
        yield f"heap of {found.heap / 1024**2:.1f} MB"
    if found.nodes > NODES:
        yield f"{found.nodes} elements"


@dataclass(frozen=True)
class Row:
    """One page; ``repeat`` is of public ones."""

    name: str
    cold: Cold
    paint_times: float
    repeat: Repeat | None

    def missed(self) -> Iterator[str]:
        """The goals that this page misses."""
        found = self.cold
        if self.paint_times > PAINT_TIMES:
            yield f"first paint {self.paint_times:.2f}x an empty page's"
        yield from asked_too_much(found)
        if self.repeat and self.repeat.body > BODY_WORST:
            yield f"{self.repeat.body:,} B again"


@dataclass
class Limits:
    """All that was found."""

    rows: list[Row]
    first_visit: int
    caches: int
    lighthouse: dict[str, Marks]

    def missed(self) -> Iterator[str]:
        """Every goal that is missed, in a sentence."""
        for row in self.rows:
            yield from (f"{row.name}: {each}" for each in row.missed())
        bodies = [row.repeat.body for row in self.rows if row.repeat]
        if bodies and median(bodies) > BODY_MEDIAN:
            yield f"the median of bodies again is {median(bodies):,.0f} B"
        if self.first_visit > FIRST_VISIT:
            yield f"the first visit brings {self.first_visit:,} B"
        if self.caches > CACHES:
            yield f"caches hold {self.caches:,} B"
        for name, marks in self.lighthouse.items():
            if not marks.is_full:
                yield f"{name}: Lighthouse {marks.marks}, {', '.join(marks.short)}"


def measure(
    playwright: Playwright, stage: Stage, *, only: Sequence[str], runs: int, marks: bool
) -> Limits:
    """Look at every page, or at ``only`` some."""
    own = stage.lives.published
    chosen = [path for path in (*PUBLIC, own.path) if not only or path in only]
    hers = [path for path in HERS if not only or path in only]
    plain = [path for path in NOT_KEPT if not only or path in only]
    with ExitStack() as running:
        poor = running.enter_context(Proxy(stage.full.port))
        poor.slow(round_trip=ROUND_TRIP_S, rate=RATE_BITS)
        bare = running.enter_context(Proxy(running.enter_context(an_empty_site())))
        bare.slow(round_trip=ROUND_TRIP_S, rate=RATE_BITS)
        line = running.enter_context(Proxy(stage.full.port))
        browser = browser_of(playwright)
        running.callback(browser.close)
        cookies = [
            {"name": name.removeprefix("__Host-"), "value": value, "url": poor.url}
            for name, value in stage.household.session.items()
        ]
        again, first_visit, caches = _again(playwright, line, chosen)
        rows = []
        nobody: list[Any] = []
        for path, who in [
            *((path, nobody) for path in [*chosen, *plain]),
            *((path, cookies) for path in hers),
        ]:
            empty = median(paint_of(browser, bare.url) for _ in range(runs))
            found = cold(browser, poor, path, who, runs)
            name = f"{path} (hers)" if who else path
            name = name.replace(own.path, "/reports/<folio>")
            rows.append(Row(name, found, found.paint / empty, None if who else again.get(path)))
            print(_line(rows[-1]), flush=True)
    looked = {"home": "/", "form": "/reports/new", "status": own.path} if marks else {}
    lighthouse = {name: marks_of(stage.full.url + path) for name, path in looked.items()}
    return Limits(rows, first_visit, caches, lighthouse)


def _again(
    playwright: Playwright, line: Proxy, paths: Sequence[str]
) -> tuple[dict[str, Repeat], int, int]:
    """Each page on a phone with the worker; what the first visit brought, and what the caches of
    somebody hold who looked at all of them and saved all that is offered."""
    with with_the_worker(playwright, line) as (phone, page, first_visit):
        found = {path: repeat(phone.context, page, line, path) for path in paths}
        page.goto(f"{line.url}/packs")
        for button in page.locator("button[data-pack]:visible").all():
            button.click()
            quiet(page, line)
        caches: int = page.evaluate(SIZE_OF_CACHES)
    return found, first_visit, caches


HEADING = (
    f"{'':<28}{'cold B':>8}{'paint':>7}{'x empty':>8}{'shift':>7}{'longest':>8}{'heap MB':>8}"
    f"{'nodes':>6}{'again':>7}{'body B':>7}{'wire B':>7}{'304 B':>6}"
)


def _line(row: Row) -> str:
    found, more = row.cold, ""
    if row.repeat:
        more = (f"{row.repeat.encoding:>7}{row.repeat.body:>7,}{row.repeat.wire:>7,}"
                f"{row.repeat.again:>6,}")  # fmt: skip
    return (
        f"{row.name:<28}{found.bytes:>8,}{found.paint:>7.0f}{row.paint_times:>8.2f}"
        f"{found.shift:>7g}{found.longest:>8.0f}{found.heap / 1024**2:>8.1f}{found.nodes:>6}{more}"
    )


def main(argv: Sequence[str]) -> int:
    """Measure and print; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.limits")
    parser.add_argument("--json", type=Path, help="where the figures go as JSON")
    parser.add_argument("--only", nargs="+", default=[], help="addresses")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--no-lighthouse", action="store_true")
    told = parser.parse_args(argv)
    with (
        tempfile.TemporaryDirectory(prefix="ventanilla-limits-") as var,
        sync_playwright() as playwright,
        Stage(Path(var)) as stage,
    ):
        print(HEADING, flush=True)
        marks = not told.no_lighthouse
        limits = measure(playwright, stage, only=told.only, runs=told.runs, marks=marks)
    return _conclude(limits, told.json)


def _conclude(limits: Limits, file: Path | None) -> int:
    bodies = [row.repeat.body for row in limits.rows if row.repeat]
    if bodies:
        print(f"\nAgain, with the dictionary: median {median(bodies):,.0f} B, "
              f"worst {max(bodies):,} B")  # fmt: skip
    print(f"First visit with worker and precache: {limits.first_visit:,} B")
    print(f"Caches of who looked at all and saved all: {limits.caches / 1024:,.0f} KB")
    for name, marks in limits.lighthouse.items():
        print(f"Lighthouse, {name}: {', '.join(f'{k} {v}' for k, v in marks.marks.items())}")
    missed = list(limits.missed())
    print("\n" + ("\n".join(f"missed: {each}" for each in missed) or "Every goal is reached."))
    if file:
        told: dict[str, Any] = {**asdict(limits), "missed": missed}
        file.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
