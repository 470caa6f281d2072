"""All that is measured of the server, in one run: ``make bench``.

Pages beside a trivial one, reports written on both databases, and how pages fare as reports grow.
Exits 1 where a page falls short of what is asked of it, 2 where something to measure with is
missing.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks import growth, pages, writes
from tests import postgres

ROUNDS = 5
REPORTS = 1600
MOST = 100_000


def main(argv: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("rounds", nargs="?", type=int, default=ROUNDS, help="of asking all pages")
    parser.add_argument("--reports", type=int, default=REPORTS, help="how many are written")
    parser.add_argument("--most", type=int, default=MOST, help="reports to grow to")
    told = parser.parse_args(argv)
    if shutil.which("wrk") is None:
        print("wrk asks the server; it is not here: apt-get install wrk")
        return 2
    sizes = [10**power for power in range(3, 10) if 10**power <= told.most]
    with ExitStack() as running:
        cluster = running.enter_context(postgres.server())
        name = running.enter_context(tempfile.TemporaryDirectory(prefix="ventanilla-bench-"))
        folder = Path(name)
        print(f"Pages, {told.rounds} rounds, each asked in turn\n", flush=True)
        reached = pages.measure(folder / "pages", told.rounds)
        print("\nReports written", flush=True)
        writes.measure(folder / "sqlite", told.reports)
        writes.measure(_made(folder / "postgres"), told.reports, cluster.fresh())
        for url in (False, True):
            print(f"\nFrom {sizes[0]:,} to {sizes[-1]:,} reports (--most 1000000 for more)",
                  flush=True)  # fmt: skip
            databases = {size: cluster.fresh() for size in sizes} if url else None
            growth.measure(_made(folder / f"growth-{url}"), sizes, databases)
    return 0 if reached else 1


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
