"""What a script says it imports, read off its text without running it.

Strings, templates, comments and patterns are stepped over, so that an ``import`` within them is
none. ``import(...)`` runs only when the script gets there: it is not counted here.
"""

import json
import re
from functools import lru_cache

_STRING = r"""'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*\""""
# A slash begins a pattern where a value may stand, and is a division behind one.
_STEP = re.compile(
    rf"""(?P<blank>\s+|//[^\n]*|/\*.*?(?:\*/|\Z))
      |(?P<string>{_STRING})
      |(?P<template>`(?:[^`\\]|\\.)*`)
      |(?P<pattern>/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*)
      |(?P<word>[\w$]+)
      |(?P<sign>.)""",
    re.S | re.X,
)
_FROM = re.compile(
    rf"""(?:import|export)\b
      (?:(?:[\w$*{{}},\s]|/\*.*?(?:\*/|\Z))*?\bfrom)?
      (?:\s|/\*.*?(?:\*/|\Z))*(?P<name>{_STRING})""",
    re.S | re.X,
)
VALUES_BEHIND = frozenset(")]}")
KEYWORDS = frozenset(["return", "typeof", "case", "in", "of", "delete", "void", "throw", "new",
                      "else", "do", "yield", "await", "instanceof"])  # fmt: skip
REGISTER = re.compile(r"""\.\s*register\s*\(\s*(?:'([^']+)'|"([^"]+)"|`([^`$]+)`)""")
IMPORT_SCRIPTS = re.compile(r"\bimportScripts\s*\(([^)]*)\)")
QUOTED = re.compile(_STRING)


@lru_cache(maxsize=1024)
def imports(script: str) -> tuple[str, ...]:
    """The names in ``import ... from "name"``, ``import "name"``, ``export ... from "name"``."""
    if "import" not in script and "export" not in script:
        return ()
    found: list[str] = []
    at, before = 0, ""
    while at < len(script):
        step = _STEP.match(script, at)
        if step is None:
            break
        kind, text = step.lastgroup, step.group()
        if kind == "pattern" and not _may_stand(before):
            kind, text = "sign", "/"
        if kind == "word" and text in {"import", "export"} and before != ".":
            whole = _FROM.match(script, at)
            if whole:
                found.append(_unquoted(whole["name"]))
                text = whole.group()
        at += len(text)
        if kind != "blank":
            before = text if kind in {"word", "sign"} else "''"
    return tuple(dict.fromkeys(found))


def workers(script: str) -> tuple[str, ...]:
    """Addresses of the service workers that a script registers by name."""
    if "serviceWorker" not in script:
        return ()
    return tuple(next(filter(None, found)) for found in REGISTER.findall(script))


def imported_by_worker(script: str) -> tuple[str, ...]:
    """What a worker takes in with ``importScripts("a.js", "b.js")``."""
    return tuple(
        _unquoted(name)
        for listed in IMPORT_SCRIPTS.findall(script)
        for name in QUOTED.findall(listed)
    )


def import_map(text: str) -> dict[str, str]:
    """``imports`` of an import map; empty where it is none, as browsers take it."""
    try:
        given = json.loads(text)
    except ValueError:
        return {}
    named = given.get("imports") if isinstance(given, dict) else None
    if not isinstance(named, dict):
        return {}
    return {name: url for name, url in named.items() if isinstance(url, str)}


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
