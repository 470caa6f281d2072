"""No pattern of ours takes long, whatever it is given: Eve cannot make a word cost a second."""

import importlib
import pkgutil
import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

import backend
from backend.forms import text
from backend.kernel import access, geo, receipts, security
from backend.reports import folio
from backend.reports.open311 import asked, speak
from tests.refusal import under

LENGTH = 64 * 1024
SECONDS = 0.1
STARTS = ("", "0", '"', "/", "0f8fad5b-d9cb-469f-a165-")
PIECES = (
    *("a", "A", "9", "-", ".", " ", "\t", "\n", "\r\n", "\x00", "\xa0 ", "/", "\\", '"', "<", "%0"),
    *("a&", "a=", ";", ",", ":", "0.", "a-", " \n", "é", "İ", "\xff\xd8", "\xff\xff", "[", "a.a"),
    *("\u0301\u0316", "\u0315\u05ae", "\ufdfa", "\U0001f9d1\u200d", "\u202e"),
)


def hostile() -> list[str]:
    """Long runs of one piece, behind a beginning that fits or before an end that does not."""
    runs = [piece * (LENGTH // len(piece)) for piece in PIECES]
    return [start + run for start in STARTS for run in runs] + [f"{run}!" for run in runs]


WORDS = hostile()
IN_HEADERS = [word.encode().decode("latin-1") for word in WORDS]  # as WSGI gives them
BYTES = [word.encode("latin-1", "replace") for word in WORDS]


def modules() -> list[ModuleType]:
    """Every module of the server but the two that start something."""
    names = [
        each.name
        for each in pkgutil.walk_packages(backend.__path__, "backend.")
        if each.name not in {"backend.wsgi", "backend.migrations.env"}
    ]
    return [importlib.import_module(name) for name in names]


def patterns() -> dict[str, re.Pattern[Any]]:
    return {
        f"{module.__name__}.{name}": value
        for module in modules()
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern)
    }


@pytest.mark.parametrize("name", patterns())
def test_a_pattern_is_quick(name: str) -> None:
    pattern = patterns()[name]
    for word in BYTES if isinstance(pattern.pattern, bytes) else WORDS:
        for way in (pattern.fullmatch, pattern.match, pattern.search):
            with under(SECONDS):
                way(word)


READERS: dict[str, Callable[[str], Any]] = {
    "line": text.line,
    "lines": text.lines,
    "folio": folio.read,
    "key": access.is_key,
    "receipt": receipts.read,
    "point": lambda word: geo.point_from(word, word),
    "accuracy": geo.accuracy_from,
    "digest": folio.digest_of,
    "moment": asked.moment,
    "written down": speak.clean,
    "fingerprint": lambda word: receipts.fingerprint([(word, word)] * 2),
}
ORIGINS: dict[str, Callable[[str], Any]] = {
    "origin": lambda word: security.is_own_write(
        site=None, origin=word, referer=None, host="localhost"
    ),
    "referer": lambda word: security.is_own_write(
        site=None, origin=None, referer=f"https://{word}", host="localhost"
    ),
}


@pytest.mark.parametrize("name", READERS)
def test_what_reads_words_from_outside_is_quick(name: str) -> None:
    for word in WORDS:
        with under(SECONDS):
            READERS[name](word)


@pytest.mark.parametrize("name", ORIGINS)
def test_what_reads_headers_is_quick(name: str) -> None:
    for word in IN_HEADERS:
        with under(SECONDS):
            ORIGINS[name](word)
