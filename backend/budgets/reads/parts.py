"""What a page is made of, and what it would weigh without each part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from backend.budgets.answer import Answer
from backend.budgets.packing import pack

# Taken out one after another, so that what stands within another part counts once.
PARTS = (
    ("data: addresses", re.compile(r"data:[a-z]+/[^\"')\s>]*", re.I), ""),
    ("comments", re.compile(r"<!--.*?-->", re.S), ""),
    ("inline scripts", re.compile(r"(<script\b[^>]*>).+?(?=</script)", re.S | re.I), r"\1"),
    ("inline styles", re.compile(r"<style\b.*?</style>", re.S | re.I), ""),
    ("drawings (svg)", re.compile(r"<svg\b.*?</svg>", re.S | re.I), ""),
    ("hidden fields", re.compile(r"<input\b[^>]*\btype=[\"']?hidden[^>]*>", re.I), ""),
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
    for name, pattern, left in PARTS:
        rest = pattern.sub(left, text)
        if rest == text:
            continue
        lighter = _packed(rest, encoding)
        yield Part(name, len(text.encode()) - len(rest.encode()), round((weight - lighter) * scale))
        text, weight = rest, lighter
    yield Part("text and markup", len(text.encode()), round(weight * scale))


def _packed(text: str, encoding: str) -> int:
    return len(pack(text.encode(), _known(encoding)))


def _known(encoding: str) -> str:
    """How to pack for comparison: a dictionary is not at hand, so Brotli stands for it."""
    return "br" if encoding in {"dcb", "dcz"} else encoding


def _scale(answer: Answer, text: str) -> float:
    """What came, against what packing it here comes to: servers pack at levels of their own."""
    here = _packed(text, answer.encoding)
    return len(answer.body) / here if here else 1.0
