"""Who has what already, while a page opens: pages within pages, and what they share."""

from dataclasses import dataclass

from backend.budgets.answer import Answer
from backend.budgets.reads.pull import Pull

MOST = 1_000
"""Pages within a page that Chromium opens."""
ANEW = {"iframe", "frame", "object", "embed"}
"""Elements each of which opens its page for itself, the same one too."""


@dataclass(frozen=True)
class Frame:
    """A page that is open; ``urls`` are its address and, before it, those of the pages around."""

    number: int
    urls: tuple[str, ...]

    def may_hold(self, url: str) -> bool:
        """A page may stand within itself once, and no deeper."""
        return self.urls.count(url) < 2


class Held:
    """What has come down. What may be kept serves everybody; all else only who asks for it in the
    same page and in the same way."""

    def __init__(self) -> None:
        self._kept: set[str] = set()
        self._seen: set[tuple[int, str, str]] = set()

    def has(self, url: str, pulled: Pull, frame: Frame) -> bool:
        return url in self._kept or (frame.number, pulled.way, url) in self._seen

    def add(self, url: str, answer: Answer | None, pulled: Pull, frame: Frame) -> None:
        """``answer`` is None for what is never asked for here."""
        if answer is None or answer.fresh_for:
            self._kept.add(url)
        elif pulled.kind != "media" and not (
            pulled.kind == "script" and "no-store" in answer.directives
        ):
            self._seen.add((frame.number, pulled.way, url))
