"""What a phone keeps of a visit, and what that spares it the next day."""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from backend.budgets.answer import Answer, CannotTell, seconds
from backend.budgets.verdict import matches

AWAY_SECONDS = 24 * 3600
"""How long after the first visit the repeated one comes."""

MATCH = re.compile(r'\bmatch\s*=\s*"((?:[^"\\]|\\.)*)"')
ID = re.compile(r'\bid\s*=\s*"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Dictionary:
    """Text that both sides hold, against which answers are packed (RFC 9842)."""

    url: str
    match: str
    id: str
    body: bytes

    def serves(self, url: str) -> bool:
        """Does it stand for this address? ``*`` in the pattern is anything."""
        pattern = urlsplit(urljoin(self.url, self.match))
        asked = urlsplit(url)
        path = asked.path + (f"?{asked.query}" if pattern.query else "")
        wanted = pattern.path + (f"?{pattern.query}" if pattern.query else "")
        return pattern[:2] == asked[:2] and matches(f"{wanted}$", path)

    @property
    def headers(self) -> dict[str, str]:
        digest = base64.b64encode(hashlib.sha256(self.body).digest()).decode()
        named = {"Dictionary-ID": f'"{self.id}"'} if self.id else {}
        return {"Available-Dictionary": f":{digest}:", **named}


class Kept:
    """The HTTP cache of a phone that comes back after ``AWAY_SECONDS``.

    What the service worker kept is not in here: whether it answers from that is known only
    when it runs.
    """

    def __init__(self) -> None:
        self._answers: dict[str, Answer] = {}
        self._dictionaries: dict[str, Dictionary] = {}

    def with_all_of(self, other: "Kept") -> "Kept":
        """What this and the ``other`` hold, this one first."""
        both = Kept()
        both._answers = {**other._answers, **self._answers}
        both._dictionaries = {**other._dictionaries, **self._dictionaries}
        return both

    def keep(self, answer: Answer) -> None:
        """Takes note of an answer of the first visit."""
        if answer.status != 200 or "no-store" in answer.directives:
            return
        self._answers[answer.url] = answer
        for dictionary in _dictionaries(answer):
            self._dictionaries[dictionary.match] = dictionary

    def fresh(self, url: str) -> Answer | None:
        """The answer that need not be asked for again."""
        answer = self._answers.get(url)
        return answer if answer and answer.fresh_for >= AWAY_SECONDS else None

    def stale(self, url: str) -> Answer | None:
        """The answer the server may say is still good (304)."""
        answer = self._answers.get(url)
        has_mark = answer and (answer.header("etag") or answer.header("last-modified"))
        return answer if has_mark else None

    def dictionary_for(self, url: str) -> Dictionary | None:
        """The one with the longest pattern."""
        serving = [each for each in self._dictionaries.values() if each.serves(url)]
        return max(serving, key=lambda each: (len(each.match), each.url), default=None)


def marks(answer: Answer) -> dict[str, str]:
    """What the phone asks with, so that the server may say that nothing changed."""
    etag, date = answer.header("etag"), answer.header("last-modified")
    return {
        **({"If-None-Match": etag} if etag else {}),
        **({"If-Modified-Since": date} if date else {}),
    }


def _dictionaries(answer: Answer) -> Iterator[Dictionary]:
    use = answer.header("use-as-dictionary")
    match = MATCH.search(use)
    if not match:
        return
    lives = answer.fresh_for + seconds(answer.directives.get("stale-while-revalidate", "0"))
    named = ID.search(use)
    if lives >= AWAY_SECONDS:
        try:
            body = answer.unpacked
        except CannotTell:
            return  # A phone that cannot read it holds no dictionary.
        yield Dictionary(answer.url, match.group(1), named.group(1) if named else "", body)
