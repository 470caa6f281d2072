"""The words of the command line."""

import argparse
from pathlib import Path

from backend.budgets.device import ENCODINGS
from backend.budgets.environment import is_github
from backend.budgets.says.baseline import Baseline
from backend.budgets.says.outputs import Outputs
from backend.budgets.sources.crawl import MOST
from backend.budgets.sources.pages import SOURCES

ABOUT = """Weighs the pages of a web application as a phone would meet them, and holds them to
the budgets in budgets.json. Exits 0 when all is within, 1 when something is over, 2 when
something cannot be told."""


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    whole = argparse.ArgumentParser("page-budgets", description=ABOUT)
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="weigh pages and compare them with their budgets")
    check.add_argument("pages", nargs="*", metavar="PAGE", help="weigh these only: /reports/new")
    _where(check)
    _which(check)
    _browser(check)
    add_outputs(check)
    init = commands.add_parser("init", help="write a first budgets file from what is there")
    _where(init)
    _which(init)
    init.add_argument(
        "--room",
        type=_percent,
        default=10,
        metavar="PERCENT",
        help="what to leave above what pages weigh today (10)",
    )
    init.add_argument("--force", action="store_true", help="write over a file that is there")
    explain = commands.add_parser("explain", help="open one page, byte by byte")
    explain.add_argument("pages", nargs=1, metavar="PAGE", help="its address: /reports/new")
    explain.add_argument("--persona", default="", help="as this persona only")
    _where(explain)
    return whole


def add_outputs(command: argparse.ArgumentParser) -> None:
    """Where the findings go."""
    out = command.add_argument_group("what to say")
    out.add_argument("--json", type=Path, metavar="FILE", help="all figures, also as a baseline")
    out.add_argument("--junit", type=Path, metavar="FILE", help="JUnit XML")
    out.add_argument("--markdown", type=Path, metavar="FILE", help="Markdown for a pull request")
    out.add_argument("--treemap", type=Path, metavar="FILE", help="SVG of where the bytes are")
    out.add_argument(
        "--against",
        type=Path,
        metavar="FILE",
        help="the JSON of an earlier run: say what changed since",
    )
    out.add_argument("--by-kind", action="store_true", help="the wide table: bytes by kind")
    out.add_argument(
        "--github",
        action=argparse.BooleanOptionalAction,
        default=is_github(),
        help="annotations and step summary (on in GitHub's runners)",
    )


def outputs_of(given: argparse.Namespace) -> Outputs:
    """BaselineError where ``--against`` names no result of an earlier run."""
    is_whole = not getattr(given, "pages", ())
    return Outputs(
        given.json,
        given.junit,
        given.markdown,
        given.treemap,
        Baseline.read(given.against, is_whole=is_whole) if given.against else None,
        given.by_kind,
        given.github,
    )


def _where(command: argparse.ArgumentParser) -> None:
    where = command.add_argument_group("what to weigh")
    one = where.add_mutually_exclusive_group(required=True)
    one.add_argument(
        "--app",
        metavar="MODULE:APP",
        help="a WSGI application, in process; MODULE:make_app() calls a factory",
    )
    one.add_argument("--url", help="a running site of your own: http://localhost:8000")
    where.add_argument(
        "--host",
        action="append",
        default=[],
        metavar="NAME",
        help="a host that is yours too: asked for what pages pull in",
    )
    where.add_argument(
        "--origin",
        default="https://localhost",
        metavar="URL",
        help="where --app believes to live (https://localhost)",
    )
    where.add_argument(
        "--budgets",
        type=Path,
        default=Path("budgets.json"),
        metavar="FILE",
        help="the budgets (budgets.json)",
    )
    where.add_argument(
        "--personas",
        type=Path,
        metavar="FILE",
        help="who meets the pages (personas.toml, where there is one)",
    )
    where.add_argument(
        "--worker", metavar="PATH", help='the service worker; "none"; else what pages register'
    )
    where.add_argument(
        "--phone", choices=("old", "new"), help="Chromium 80 (old, the default) or today's"
    )
    where.add_argument("--screen", metavar="360x640@2", help="the screen it has")
    where.add_argument(
        "--encodings", metavar="LIST", help=f"what it can unpack: {','.join(ENCODINGS)}"
    )


def _which(command: argparse.ArgumentParser) -> None:
    which = command.add_argument_group("which pages")
    which.add_argument(
        "--from",
        action="append",
        dest="sources",
        choices=SOURCES,
        default=[],
        help="listed (budgets and personas), map of addresses, crawl, sitemap; "
        "more than once for more",
    )
    which.add_argument("--sitemap", default="/sitemap.xml", metavar="PATH")
    which.add_argument(
        "--most", type=_number, default=MOST, metavar="PAGES", help=f"where a crawl stops ({MOST})"
    )
    which.add_argument(
        "--send-forms",
        action="store_true",
        help="a crawl also sends each form that writes, as it stands",
    )


def _browser(command: argparse.ArgumentParser) -> None:
    browser = command.add_argument_group("in a browser")
    browser.add_argument(
        "--browser",
        action="store_true",
        help="measure in Chromium as well, and say what was missed without",
    )
    browser.add_argument("--chromium", metavar="PROGRAM", help="which Chromium")
    browser.add_argument(
        "--full-speed", action="store_true", help="without the slow phone's processor and network"
    )


def _number(word: str) -> int:
    number = int(word)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{word} is no number of pages")
    return number


def _percent(word: str) -> int:
    number = int(word)
    if not 0 <= number <= 1000:
        raise argparse.ArgumentTypeError(f"{word} is no percentage from 0 to 1000")
    return number
