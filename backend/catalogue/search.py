"""Finding a service by what somebody needs, in her words. Pure: no service outside, no database.

Each service is a page of words, which count by where they stand and by how few services have them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from pathlib import Path
from typing import Literal

from backend.catalogue.spelling import SHORT, key, nearness, words

Part = Literal["title", "needs", "line", "replaces", "topic"]
WEIGHTS: Mapping[Part, float] = {
    "title": 3,
    "needs": 3,
    "line": 2,
    "replaces": 1.5,
    "topic": 1,
}
SECOND = 0.4
"""What a word counts that is not in the reader's language."""
MOST_TYPED = 200
"""Letters that are read of what was typed."""
MOST_WORDS = 12
NEAR_THE_BEST = 0.2
"""A service is found if it is worth at least so much of the best."""
UNDERSTOOD = 0.25
"""Least part of a phrase that must be understood for anything to be found at all."""
COMMON = frozenset(
    key(word)
    for line in (Path(__file__).parent / "common.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
"""Words that tell nothing of what is needed."""


@dataclass(frozen=True)
class Page:
    """What a service says of itself, in the reader's language (``own``) and in others."""

    slug: str
    own: Mapping[Part, Collection[str]]
    others: Sequence[Mapping[Part, Collection[str]]] = ()


class Index:
    """The pages of all services, ready to be searched."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self.slugs: list[str] = []
        self._weights: dict[str, dict[int, float]] = defaultdict(dict)
        self._grams: dict[str, set[str]] = defaultdict(set)
        for number, page in enumerate(pages):
            self.slugs.append(page.slug)
            for parts, share in ((page.own, 1.0), *((each, SECOND) for each in page.others)):
                for part, texts in parts.items():
                    self._add(number, texts, WEIGHTS[part] * share)
        for word in self._weights:
            for gram in _grams(word):
                self._grams[gram].add(word)
        self._known = lru_cache(maxsize=4096)(self._near)

    def _add(self, number: int, texts: Collection[str], weight: float) -> None:
        for word in {key(word) for text in texts for word in words(text)} - COMMON:
            at = self._weights[word]
            at[number] = max(weight, at.get(number, 0.0))

    def find(self, typed: str) -> list[str]:
        """The slugs of the services that fit what was ``typed``, the best first; none rather than
        any."""
        asked = dict.fromkeys(key(word) for word in words(typed[:MOST_TYPED]))
        asked = dict.fromkeys([word for word in asked if word not in COMMON][:MOST_WORDS])
        worth: dict[int, float] = defaultdict(float)
        understood: dict[int, float] = defaultdict(float)
        for word in asked:
            for number, (value, near) in self._known(word).items():
                worth[number] += value
                understood[number] += near
        for number in worth:
            worth[number] *= understood[number] / len(asked)
        best = max(worth.values(), default=0.0)
        found = [
            number
            for number, value in worth.items()
            if value >= best * NEAR_THE_BEST and understood[number] >= UNDERSTOOD * len(asked)
        ]
        return [self.slugs[number] for number in sorted(found, key=lambda n: (-worth[n], n))]

    def _near(self, word: str) -> dict[int, tuple[float, float]]:
        """What ``word`` is worth to each service that has it or one near it, and how near."""
        found: dict[int, tuple[float, float]] = {}
        for known in self._candidates(word):
            near = nearness(word, known)
            at = self._weights[known]
            rare = log(1 + len(self.slugs) / len(at))
            for number, weight in at.items() if near else ():
                found[number] = max(found.get(number, (0.0, 0.0)), (near * weight * rare, near))
        return found

    def _candidates(self, word: str) -> set[str]:
        """The words that may be near: itself, or those that share some letters in a row."""
        if len(word) < SHORT:
            return {word} & self._weights.keys()
        return {known for gram in _grams(word) for known in self._grams.get(gram, ())}


def _grams(word: str) -> set[str]:
    """Every two letters in a row, the ends counted."""
    framed = f"^{word}$"
    return {framed[at : at + 2] for at in range(len(framed) - 1)}
