"""Which of several pictures a phone takes: ``srcset`` and ``sizes`` as Chromium reads them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import Any

import tinycss2

from backend.budgets.device import Device
from backend.budgets.reads.media import length, matches

WIDTH = re.compile(r"\d{1,9}w", re.A)
DENSITY = re.compile(r"(?:\d{0,9}\.)?\d{1,9}(?:e[+-]?\d)?x", re.A | re.I)


@dataclass(frozen=True)
class Candidate:
    """One picture offered, for a ``width`` in pixels or for a ``density``."""

    url: str
    density: float | None = None
    width: int | None = None


def candidates(srcset: str) -> Iterator[Candidate]:
    """What a ``srcset`` offers (HTML, "Parsing a srcset attribute"); what has a descriptor that
    cannot be read is left out, as browsers do."""
    rest = srcset
    while rest := rest.lstrip(" \t\r\n\f,"):
        url = re.split(r"[ \t\r\n\f]", rest, maxsplit=1)[0]
        rest = rest[len(url) :]
        words: list[str] = []
        if not url.endswith(","):
            given, _, rest = rest.partition(",")
            words = given.split()
        candidate = _described(url.rstrip(","), words)
        if candidate:
            yield candidate


def choose(offered: list[Candidate], src: str, sizes: str, device: Device) -> tuple[str, ...]:
    """The picture that ``device`` takes, or all it may take where that cannot be known: when
    ``sizes`` needs a browser to work out."""
    if not offered:
        return (src,) if src else ()
    if any(each.width for each in offered):
        slot = width_of(sizes, device)
        if slot is None:
            return tuple(dict.fromkeys(each.url for each in offered))
        densities = [
            (each.width / slot if each.width and slot else each.density or 1.0, each.url)
            for each in offered
        ]
    else:
        densities = [(each.density or 1.0, each.url) for each in offered]
        if src and not any(density == 1 for density, _ in densities):
            densities.append((1.0, src))
    return (_nearest(densities, device.density),)


def width_of(sizes: str, device: Device) -> float | None:
    """CSS pixels that ``sizes`` reserves; the whole screen where it says nothing."""
    for entry in _split(sizes):
        *condition, last = entry
        if last.type == "ident" and last.lower_value == "auto":
            return None
        found = length(last, device)
        query = tinycss2.serialize(condition).strip()
        holds = matches(query, device) if query else True
        if holds is None or (holds and found is None):
            return None
        if holds and found is not None and found >= 0:
            return found
    return float(device.width)


def _described(url: str, words: list[str]) -> Candidate | None:
    density, width = None, None
    for word in words:
        if WIDTH.fullmatch(word):
            width = int(word[:-1])
        elif DENSITY.fullmatch(word):
            density = float(word[:-1])
        elif not word.endswith("h"):
            return None
    if width == 0 or (width and density is not None):
        return None
    return Candidate(url, density, width) if url else None


def _nearest(densities: list[tuple[float, str]], wanted: float) -> str:
    """As in Blink: the next denser one only where the screen is past the middle between two."""
    first: dict[float, str] = {}
    for density, url in densities:
        first.setdefault(density, url)
    steps = sorted(first.items())
    for (low, url), (high, _) in pairwise(steps):
        if high < wanted:
            continue
        if (wanted <= 1 and wanted > low) or wanted >= sqrt(max(0.0, low * high)):
            continue
        return url
    return steps[-1][1]


def _split(sizes: str) -> Iterator[list[Any]]:
    """The comma-separated entries, no blanks around them."""
    entry: list[Any] = []
    for token in [*tinycss2.parse_component_value_list(sizes, skip_comments=True), None]:
        if token is None or (token.type == "literal" and token.value == ","):
            while entry and entry[-1].type == "whitespace":
                entry.pop()
            if entry:
                yield entry
            entry = []
        elif token.type != "whitespace" or entry:
            entry.append(token)
