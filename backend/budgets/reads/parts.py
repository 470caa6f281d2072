"""What a page is made of, and what it would weigh without each part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from backend.budgets.answer import Answer
from backend.budgets.packing import pack

# Taken out one after another, so that what stands within another part counts once: from where it
# begins (a group of the first pattern stays) to where it ends.
PARTS = tuple(
    (name, re.compile(begin, re.I), re.compile(end, re.I))
    for name, begin, end in (
        ("data: addresses", r"data:[a-z]++/", r"(?=[\"')\s>])"),
        ("comments", r"<!--", r"-->"),
        ("inline scripts", r"(<script\b[^<>]*+>)(?!</)", r"(?=</script)"),
        ("inline styles", r"<style\b", r"</style>"),
        ("drawings (svg)", r"<svg\b", r"</svg>"),
        ("hidden fields", r"<input\b(?=[^<>]*?\btype=[\"']?hidden)", r">"),
    )
)


@dataclass(frozen=True)
class Part:
    """``raw`` bytes as written, and what taking it out ``saves`` on the wire."""

    name: str
    raw: int
    saves: int


def parts_of(answer: Answer, encoding: str | None = None) -> Iterator[Part]:
    """The parts of a page and the text that remains: as it came, or as if it had come in another
    ``encoding``. CannotTell where it cannot be read."""
    text = answer.text()
    scale = _scale(answer, text) if encoding is None else 1.0
    encoding = answer.encoding if encoding is None else encoding
    weight = _packed(text, encoding)
    for name, begin, end in PARTS:
        rest = "".join(_around(text, begin, end))
        if rest == text:
            continue
        lighter = _packed(rest, encoding)
        yield Part(name, len(text.encode()) - len(rest.encode()), round((weight - lighter) * scale))
        text, weight = rest, lighter
    yield Part("text and markup", len(text.encode()), round(weight * scale))


def _around(text: str, begin: re.Pattern[str], end: re.Pattern[str]) -> Iterator[str]:
    at = 0
    while found := begin.search(text, at):
        closed = end.search(text, found.end())
        if closed is None:
            break  # None of those behind it has an end either.
        yield text[at : found.end() if found.re.groups else found.start()]
        at = closed.end()
    yield text[at:]


def _packed(text: str, encoding: str) -> int:
    return len(pack(text.encode(), _known(encoding)))


def _known(encoding: str) -> str:
    """How to pack for comparison: a dictionary is not at hand, so Brotli stands for it."""
    return "br" if encoding in {"dcb", "dcz"} else encoding


def _scale(answer: Answer, text: str) -> float:
    """What came, against what packing it here comes to: servers pack at levels of their own."""
    here = _packed(text, answer.encoding)
    return len(answer.body) / here if here else 1.0
