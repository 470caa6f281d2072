"""Reads budgets.json: the format Lighthouse introduced as budget.json, with open extensions.

A list of entries ``{"path", "options", "resourceSizes", "resourceCounts", "timings"}``. Sizes are
KB of 1024 bytes, decimals allowed. ``path`` is written as in robots.txt: it matches what begins
with it, ``*`` is anything, ``$`` at the end is the end. Ours: of several paths that match a page
the longest counts, and there are further resource types: ``first-visit`` is everything a first
visit ever downloads, the service worker and what it precaches included; ``repeat-visit`` is the
same page on the same phone the next day; ``dom-nodes``, to be counted only, are its elements.
"""

import json
from pathlib import Path

from backend.budgets.budget import Budget
from backend.budgets.limits import COUNT_LIMITS, LISTS, SIZE_LIMITS, TIME_LIMITS, check_keys
from backend.budgets.limits import limits_of as limits
from backend.budgets.located import Located, line_of, line_with, load, shown

KEYS = ("path", "options", *(each.key for each in LISTS))
HOSTS = "firstPartyHostnames"


class BudgetsError(Exception):
    """The budgets file cannot be used. ``sentences`` name each mistake, its line and remedy."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


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
        where = f"{name}, line {line_with(text, str(error))}"
        mistake = f"{where}: {shown(str(error))} is no number for a budget; write a plain one"
        raise BudgetsError([mistake]) from error
    except RecursionError as error:
        mistake = f"{name}, line 1: is nested too deeply; write a list of budgets"
        raise BudgetsError([mistake]) from error
    if not isinstance(entries, list) or not entries:
        mistake = f'{name}, line 1: has to be a list of budgets, such as [{{"path": "/*", ...}}]'
        raise BudgetsError([mistake])
    checker = _Checker(text, name)
    budgets = [
        checker.budget(entry) for n, entry in enumerate(entries) if checker.is_object(n, entry)
    ]
    if checker.sentences:
        raise BudgetsError(checker.sentences)
    return budgets


class _Checker:
    """Turns entries into budgets and collects what is wrong with them."""

    def __init__(self, text: str, name: str) -> None:
        self.sentences: list[str] = []
        self._text, self._lines = text, text.split("\n")
        self._name = name
        self._paths: set[str] = set()

    def is_object(self, number: int, entry: object) -> bool:
        if not isinstance(entry, Located):
            self.sentences.append(
                f"{self._name}, line {line_of(self._text, number)}: {shown(entry)} is no budget; "
                "write an object with a path"
            )
        return isinstance(entry, Located)

    def budget(self, entry: Located) -> Budget:
        check_keys(entry, KEYS, self._complain)
        sizes = limits(entry, SIZE_LIMITS, self._complain)
        counts = limits(entry, COUNT_LIMITS, self._complain)
        timings = limits(entry, TIME_LIMITS, self._complain)
        budget = Budget(
            path=self._path(entry),
            sizes={kind: int(most * 1024) for kind, most in sizes.items()},
            counts={kind: int(most) for kind, most in counts.items()},
            timings={metric: float(most) for metric, most in timings.items()},
            first_party=self._hosts(entry),
            line=self._line(entry, "path"),
        )
        if not any(entry.get(each.key) for each in LISTS):
            self._complain(entry, "path", "the budget limits nothing; add resourceSizes")
        return budget

    def _path(self, entry: Located) -> str:
        path = entry.get("path")
        if path is None:
            mistake = 'the budget has no path; add one, "/*" for every page'
        elif not isinstance(path, str) or not path.startswith("/"):
            mistake = f'path {shown(path)} has to be text that begins with "/"'
        elif not path.isascii() or not path.isprintable() or " " in path:
            mistake = f"path {shown(path)} has to be as addresses are sent; percent-encode it"
        elif "$" in path[:-1]:
            mistake = f'path {shown(path)}: "$" means the end; move it there'
        elif path in self._paths:
            mistake = f"path {shown(path)} has a budget already; join the two"
        else:
            self._paths.add(path)
            return path
        self._complain(entry, "path", mistake)
        return ""

    def _hosts(self, entry: Located) -> tuple[str, ...]:
        options = entry.get("options", Located())
        if not isinstance(options, Located):
            mistake = f'options has to be an object, such as {{"{HOSTS}": ["example.com"]}}'
            self._complain(entry, "options", mistake)
            return ()
        check_keys(options, (HOSTS,), self._complain)
        hosts = options.get(HOSTS, [])
        if not isinstance(hosts, list):
            self._complain(options, HOSTS, f"{HOSTS} has to be a list")
            return ()
        for host in hosts:
            plain = host.removeprefix("*.") if isinstance(host, str) else ""
            if not plain or set(plain) & set("*/: @") or not plain.isascii():
                mistake = f"{HOSTS}: {shown(host)} is no host; write it as example.com"
                self._complain(options, HOSTS, f"{mistake} or *.example.com")
        return tuple(str(host).lower() for host in hosts)

    def _complain(self, at: Located, key: str, mistake: str) -> None:
        self.sentences.append(f"{self._name}, line {self._line(at, key)}: {mistake}")

    def _line(self, at: Located, key: str) -> int:
        # The key's own line where it is written plainly, else where its object begins.
        lines = enumerate(self._lines[at.line - 1 :], start=at.line)
        given = key in at
        return next((n for n, text in lines if given and f'"{key}"' in text), at.line)
