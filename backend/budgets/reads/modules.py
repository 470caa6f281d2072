"""What a script says it imports, read off its text without running it.

Strings, templates, comments and patterns are stepped over, so that an ``import`` within them is
none. ``import(...)`` runs only when the script gets there: it is not counted here.
"""

import json
import re
from functools import lru_cache

_STRING = r"""'(?:[^'\\\n]|\\.)*+'|"(?:[^"\\\n]|\\.)*+\""""
_STEP = re.compile(
    rf"""(?P<blank>\s+|//[^\n]*|/\*.*?(?:\*/|\Z))
      |(?P<string>{_STRING})
      |(?P<template>`(?:[^`\\]|\\.)*+`)
      |(?P<word>[\w$]+)
      |(?P<sign>.)""",
    re.S | re.X,
)
# A slash begins a pattern where a value may stand, and is a division behind one.
_PATTERN = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*+\])++/[a-z]*")
_LINE = re.compile(r"[^\n]*")
_COMMENT = r"/\*(?>.*?(?:\*/|\Z))"
_BLANKS = rf"(?:\s|{_COMMENT})*+"
_NAMES = rf"(?:[\w$*{{}},\s]|{_COMMENT})"
_DIRECT = re.compile(rf"(?:import|export)\b{_BLANKS}(?P<name>{_STRING})", re.S)
_FROM = re.compile(rf"(?:import|export)\b{_NAMES}*?\bfrom{_BLANKS}(?P<name>{_STRING})", re.S)
_RUN = re.compile(rf"{_NAMES}*+", re.S)
VALUES_BEHIND = frozenset(")]}")
KEYWORDS = frozenset(["return", "typeof", "case", "in", "of", "delete", "void", "throw", "new",
                      "else", "do", "yield", "await", "instanceof"])  # fmt: skip
REGISTER = re.compile(r"""(?<![sS]ync)\.\s*register\s*\(\s*(?:'([^']+)'|"([^"]+)"|`([^`$]+)`)""")
UNNAMED = re.compile(r"""\bserviceWorker\s*\??\.\s*register\s*\(\s*+(?!['")]|`[^`$]+`)""")
IMPORT_SCRIPTS = re.compile(r"\bimportScripts\s*\(([^()]*+)\)")
QUOTED = re.compile(_STRING)


@lru_cache(maxsize=1024)
def imports(script: str) -> tuple[str, ...]:
    """The names in ``import ... from "name"``, ``import "name"``, ``export ... from "name"``."""
    if "import" not in script and "export" not in script:
        return ()
    found: list[str] = []
    at, before, barren, plain = 0, "", 0, 0
    while at < len(script):
        step = _STEP.match(script, at)
        if step is None:
            break
        kind, text = step.lastgroup, step.group()
        if text == "/" and at >= plain and _may_stand(before):
            pattern = _PATTERN.match(script, at)
            # What does not end on this line is none, and so is what begins behind it.
            kind, text = ("pattern", pattern.group()) if pattern else (kind, text)
            plain = 0 if pattern else _end(_LINE, script, at)
        if kind == "word" and text in {"import", "export"} and before != ".":
            whole = _DIRECT.match(script, at)
            if not whole and at >= barren:
                whole = _FROM.match(script, at)
                # Where this one ends in nothing, none of those within its names does better.
                barren = 0 if whole else _end(_RUN, script, at)
            if whole:
                found.append(_unquoted(whole["name"]))
                text = whole.group()
        at += len(text)
        if kind != "blank":
            before = text if kind in {"word", "sign"} else "''"
    return tuple(dict.fromkeys(found))


def _end(pattern: re.Pattern[str], script: str, at: int) -> int:
    found = pattern.match(script, at)
    return found.end() if found else at


def workers(script: str) -> tuple[str, ...]:
    """Addresses of the service workers that a script registers, the last of them empty where there
    is one that it does not write out."""
    if "serviceWorker" not in script:
        return ()
    named = [next(filter(None, found)) for found in REGISTER.findall(script)]
    return (*named, "") if UNNAMED.search(script) else tuple(named)


def imported_by_worker(script: str) -> tuple[str, ...]:
    """What a worker takes in with ``importScripts("a.js", "b.js")`` or, being a module, with
    ``import``."""
    named = (
        _unquoted(name)
        for listed in IMPORT_SCRIPTS.findall(script)
        for name in QUOTED.findall(listed)
    )
    return (*named, *imports(script))


def import_map(text: str) -> dict[str, str]:
    """What an import map knows; empty where it is none, as browsers take it. A name that only a
    part of the site has (``scopes``) is taken to hold everywhere."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(given, dict):
        return {}
    scopes = given.get("scopes")
    known: dict[str, str] = {}
    for named in (given.get("imports"), *(scopes.values() if isinstance(scopes, dict) else ())):
        for name, url in named.items() if isinstance(named, dict) else ():
            if isinstance(url, str):
                known.setdefault(name, url)
    return known


def resolve(name: str, known: dict[str, str]) -> str:
    """The address of a module, or nothing: a bare name that no map knows loads nothing."""
    if name in known:
        return known[name]
    starts = [start for start in known if start.endswith("/") and name.startswith(start)]
    if starts:
        longest = max(starts, key=len)
        return known[longest] + name[len(longest) :]
    return name if name.startswith(("/", "./", "../", "http:", "https:", "data:")) else ""


def _may_stand(before: str) -> bool:
    """May a pattern stand behind this?"""
    if not before or before in KEYWORDS:
        return True
    return not (before[-1].isalnum() or before[-1] in "_$'\"" or before in VALUES_BEHIND)


def _unquoted(name: str) -> str:
    return re.sub(r"\\(.)", r"\1", name[1:-1], flags=re.S)
