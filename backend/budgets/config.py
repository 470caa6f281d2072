"""Reads budgets.json: the format Lighthouse introduced as budget.json, with two extensions.

A list of entries ``{"path", "resourceSizes", "resourceCounts"}``. Sizes are KB of 1024 bytes,
decimals allowed. ``path`` is written as in robots.txt: it matches what begins with it, ``*`` is
anything, ``$`` at the end is the end. Ours: of several paths that match a page the longest
counts, and the resource type ``first-visit`` is everything a first visit ever downloads, the
service worker and what it precaches included.
"""

import json
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from backend.budgets.located import Located, load

TYPES = (
    *("document", "script", "stylesheet", "image", "media", "font", "other"),
    *("third-party", "total", "first-visit"),
)
KEYS = ("path", "resourceSizes", "resourceCounts")
LIMIT_KEYS = ("resourceType", "budget")
MOST = 1024 * 1024  # KB, or requests: a budget above is a slip of the hand
NOT_HERE = {
    "timings": "times need a browser, and pages are weighed here without one; remove it",
    "options": "pages are weighed here on one host, which is the first party; remove it",
}


class BudgetsError(Exception):
    """The budgets file cannot be used. ``sentences`` name each mistake, its line and remedy."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Budget:
    """What the pages at ``path`` may cost: bytes and requests by resource type."""

    path: str
    sizes: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def has_first_visit(self) -> bool:
        return "first-visit" in self.sizes or "first-visit" in self.counts


def read(path: Path) -> list[Budget]:
    """The budgets in the file at ``path``. BudgetsError names everything that is wrong with it."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise BudgetsError([f"{path.name}: cannot be read: {reason}; write one"]) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BudgetsError([f"{path.name}, line {line}: not UTF-8; save it as UTF-8"]) from error
    return parse(text, path.name)


def parse(text: str, name: str) -> list[Budget]:
    """The budgets in ``text``; ``name`` is the file to speak of in errors."""
    try:
        entries = load(text)
    except json.JSONDecodeError as error:
        where = f"{name}, line {error.lineno}"
        mistake = f"{where}: not JSON: {error.msg}, at column {error.colno}; correct it there"
        raise BudgetsError([mistake]) from error
    except ValueError as error:
        mistake = f"{name}: {_shown(str(error))} is no number for a budget; write a plain one"
        raise BudgetsError([mistake]) from error
    except RecursionError as error:
        mistake = f"{name}: is nested too deeply; write a list of budgets"
        raise BudgetsError([mistake]) from error
    if not isinstance(entries, list) or not entries:
        mistake = f'{name}, line 1: has to be a list of budgets, such as [{{"path": "/*", ...}}]'
        raise BudgetsError([mistake])
    checker = _Checker(text, name)
    budgets = [checker.budget(entry) for entry in entries if checker.is_object(entry)]
    if checker.sentences:
        raise BudgetsError(checker.sentences)
    return budgets


class _Checker:
    """Turns entries into budgets and collects what is wrong with them."""

    def __init__(self, text: str, name: str) -> None:
        self.sentences: list[str] = []
        self._lines = text.split("\n")
        self._name = name
        self._paths: set[str] = set()

    def is_object(self, entry: object) -> bool:
        if not isinstance(entry, Located):
            self.sentences.append(
                f"{self._name}: {_shown(entry)} is no budget; write an object with a path"
            )
        return isinstance(entry, Located)

    def budget(self, entry: Located) -> Budget:
        self._check_keys(entry, KEYS)
        budget = Budget(
            path=self._path(entry),
            sizes={
                kind: int(most * 1024) for kind, most in self._limits(entry, "resourceSizes", "KB")
            },
            counts={
                kind: int(most) for kind, most in self._limits(entry, "resourceCounts", "requests")
            },
        )
        if not entry.get("resourceSizes") and not entry.get("resourceCounts"):
            self._complain(entry, "path", "the budget limits nothing; add resourceSizes")
        return budget

    def _path(self, entry: Located) -> str:
        path = entry.get("path")
        if path is None:
            mistake = 'the budget has no path; add one, "/*" for every page'
        elif not isinstance(path, str) or not path.startswith("/"):
            mistake = f'path {_shown(path)} has to be text that begins with "/"'
        elif not path.isascii() or not path.isprintable() or " " in path:
            mistake = f"path {_shown(path)} has to be as addresses are sent; percent-encode it"
        elif "$" in path[:-1]:
            mistake = f'path {_shown(path)}: "$" means the end; move it there'
        elif path in self._paths:
            mistake = f"path {_shown(path)} has a budget already; join the two"
        else:
            self._paths.add(path)
            return path
        self._complain(entry, "path", mistake)
        return ""

    def _limits(self, entry: Located, key: str, unit: str) -> list[tuple[str, Decimal]]:
        """``[("script", 5)]`` from ``[{"resourceType": "script", "budget": 5}]``."""
        given = entry.get(key, [])
        if not isinstance(given, list):
            self._complain(entry, key, f"{key} has to be a list")
            return []
        limits: dict[str, Decimal] = {}
        for limit in given:
            if not isinstance(limit, Located):
                self._complain(
                    entry, key, f"{key}: {_shown(limit)} is no limit; write an object with both "
                    "resourceType and budget"
                )  # fmt: skip
                continue
            self._check_keys(limit, LIMIT_KEYS)
            kind, most = limit.get("resourceType"), limit.get("budget")
            if not isinstance(kind, str) or kind not in TYPES:
                known = ", ".join(TYPES)
                mistake = f"{key}: resourceType {_shown(kind)} is not known; write one of {known}"
                self._complain(limit, "resourceType", mistake)
            elif kind in limits:
                self._complain(limit, "resourceType", f"{key}: {kind} is there twice; keep one")
            elif not isinstance(most, Decimal) or not 0 <= most <= MOST:
                mistake = f"{key}: the budget of {kind} is {_shown(most)}"
                self._complain(limit, "budget", f"{mistake}; write {unit}, from 0 to {MOST}")
            elif unit == "requests" and most != int(most):
                mistake = f"{key}: the budget of {kind} is {most}; write whole requests"
                self._complain(limit, "budget", mistake)
            else:
                limits[kind] = most
        return list(limits.items())

    def _check_keys(self, given: Located, known: tuple[str, ...]) -> None:
        for key in given:
            if key in known:
                continue
            remedy = f"is not a word of this format; write one of {', '.join(known)}"
            if known is KEYS and key in NOT_HERE:
                remedy = f"is not read: {NOT_HERE[key]}"
            self._complain(given, key, f"{_shown(key)} {remedy}")
        for key in given.twice:
            self._complain(given, key, f"{_shown(key)} is there twice; keep one")

    def _complain(self, at: Located, key: str, mistake: str) -> None:
        # The key's own line where it is written plainly, else where its object begins.
        lines = enumerate(self._lines[at.line - 1 :], start=at.line)
        given = key in at
        line = next((n for n, text in lines if given and f'"{key}"' in text), at.line)
        self.sentences.append(f"{self._name}, line {line}: {mistake}")


def _shown(value: object) -> str:
    """A value as it stands in the file, cut short."""
    if value is None:
        return "missing"
    text = str(value) if isinstance(value, Decimal) else json.dumps(value, default=str)
    return text if len(text) <= 60 else text[:57] + "..."
