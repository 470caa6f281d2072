"""Why a figure is over, and what would bring it back under: the heaviest causes first."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from backend.budgets.answer import Answer, CannotTell
from backend.budgets.packing import CannotUnpack, pack
from backend.budgets.reads.parts import parts_of
from backend.budgets.verdict import Finding
from backend.budgets.weight import Item, Weight

MOST = 3
HEAVY_HEAD = 600
"""Bytes of headers above which they are worth a word."""
TEXT = ("text/", "application/json", "application/javascript", "application/manifest+json",
        "application/xml", "application/xhtml+xml", "image/svg+xml")  # fmt: skip
LEAST_SAVING = 100


@dataclass(frozen=True)
class Cause:
    """``size`` is what is to be won, in the unit of the figure; ``words`` say how."""

    size: int
    words: str


def heaviest(finding: Finding, weight: Weight) -> list[Cause]:
    """At most three causes of a figure that is over, by what there is to be won."""
    match finding.unit:
        case "B":
            causes = _of_bytes(weight.behind(finding.figure))
        case "requests":
            causes = _of_requests(weight.behind(finding.figure))
        case "elements":
            causes = iter([Cause(int(finding.over), "show fewer elements at once")])
        case _:
            causes = _of_bytes(weight.behind("total"))
    return sorted(causes, key=lambda cause: (-cause.size, cause.words))[:MOST]


def _of_requests(items: Iterable[Item]) -> Iterator[Cause]:
    items = list(items)
    for item in items:
        if item.requests > 1:
            yield Cause(item.requests - 1, f"ask for {_path(item)} at once, without redirects")
    for kind, many in Counter(item.kind for item in items if not item.is_third_party).items():
        if many > 1 and kind != "document":
            yield Cause(many - 1, f"join the {many} of kind {kind} into one")
    for item in items:
        if item.is_third_party:
            yield Cause(1, f"do without {item.url}, from elsewhere")


def _of_bytes(items: Iterable[Item]) -> Iterator[Cause]:
    seen: dict[bytes, str] = {}
    for item in items:
        if item.answer is None or not item.size:
            what = "do without" if item.is_third_party else "lighten or drop"
            yield Cause(item.size, f"{what} {_path(item)} ({item.size:,} B)")
            continue
        digest = sha256(item.answer.body).digest()
        if item.answer.body and digest in seen:
            yield Cause(item.size, _once(_path(item), seen[digest]))
            continue
        seen[digest] = _path(item)
        won = list(_won(item, item.answer))
        yield from won
        rest = item.size - sum(cause.size for cause in won)
        is_page = item.kind == "document" and item.answer.mimetype == "text/html"
        verb = "shorten" if is_page else "lighten or drop"
        yield Cause(rest, f"{verb} {_path(item)} ({rest:,} B)")


def _once(path: str, before: str) -> str:
    if path != before:
        return f"load {path} once: it is the same as {before}"
    return f"load {path} once: let it be kept, or ask for it in one way"


def _won(item: Item, answer: Answer) -> Iterator[Cause]:
    """What can be won without doing without it."""
    around = item.size - answer.head - len(answer.body)
    if around > LEAST_SAVING:
        yield Cause(around, _around(item, answer, around))
    if answer.head > HEAVY_HEAD:
        much = answer.head - HEAVY_HEAD
        yield Cause(much, f"send fewer headers with {_path(item)}: they are {answer.head:,} B")
    packed = _if_packed(answer)
    if packed:
        saved = len(answer.body) - packed
        words = f"compress {_path(item)} ({len(answer.body):,} B to {packed:,} B)"
        yield Cause(saved, words)
    if item.kind == "document":
        yield from _parts(item, answer, "br" if packed else None)


def _around(item: Item, answer: Answer, size: int) -> str:
    """Of what is neither headers nor body: redirects before it, or the frames of chunks."""
    if answer.hops:
        return f"ask for {_path(item)} at once, without redirects ({size:,} B)"
    return f"send {_path(item)} in fewer chunks, or with its length ({size:,} B of frames)"


def _parts(item: Item, answer: Answer, encoding: str | None) -> Iterator[Cause]:
    try:
        parts = list(parts_of(answer, encoding))[:-1]
    except (CannotTell, CannotUnpack):
        return  # What cannot be read is one of the questions left open.
    for part in parts:
        if part.saves > LEAST_SAVING:
            yield Cause(part.saves, f"take the {part.name} out of {_path(item)} ({part.saves:,} B)")


def _if_packed(answer: Answer) -> int:
    """What the body would weigh with Brotli, 0 where that is no gain."""
    if answer.encoding not in {"", "identity"} or not answer.mimetype.startswith(TEXT):
        return 0
    packed = len(pack(answer.body, "br"))
    return packed if len(answer.body) - packed > LEAST_SAVING else 0


def _path(item: Item) -> str:
    parts = urlsplit(item.url)
    if item.is_third_party:
        return item.url
    return parts.path + (f"?{parts.query}" if parts.query else "")
