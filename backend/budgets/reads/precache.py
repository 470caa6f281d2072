"""What a service worker says it precaches, read off its text without running it.

Three ways of saying it are understood, each in plain strings:

- constants ``SHELL`` (pages it cannot do without), ``EXTRA`` (pages it can) and ``ASSETS`` (files,
  mostly under hashed names); pages are kept in the language of the page that installed it: on
  ``/en/...`` the worker puts ``/en`` before each of SHELL and EXTRA;
- ``cache.addAll([...])``, or of a constant that is such a list;
- ``precacheAndRoute([{url: ...}, ...])``, as Workbox writes it.
"""

import json
import re

from backend.budgets.answer import CannotTell

# `const SHELL = ["/", "/outbox"];` as a statement of its own, with any spacing, quotes, comments
# and line breaks within; written out, for what an expression comes to shows only when it is run.
LISTED = (
    r"""\[((?:"[^"\n]*+"|'[^'\n]*+'|//[^\n]*+|/\*[^*]*+(?:\*(?!/)[^*]*+)*+\*/|[^\[\]"'])*+)\]"""
)
LIST = re.compile(rf"(?:^|[;{{}},])[ \t]*(?:const\s+|let\s+|var\s+)?([\w$]+)\s*=\s*{LISTED}", re.M)
PART = re.compile(r"""("(?:[^"\\\n]|\\.)*")|'([^'\\\n]*)'|//[^\n]*|/\*.*?(?:\*/|\Z)""", re.S)
ADD_ALL = re.compile(rf"\.\s*addAll\s*\(\s*(?:{LISTED}|([\w$.]+))")
WORKBOX = re.compile(r"\bprecache(?:AndRoute)?\s*\(\s*\[")
WORKBOX_END = re.compile(r"\]\s*+[,)]")
WORKBOX_URL = re.compile(r"""["']?url["']?\s*:\s*["']([^"']+)["']""")
OURS = ("SHELL", "EXTRA", "ASSETS")


def precached(script: str, worker: str, prefix: str) -> list[str]:
    """The addresses that the text of a worker says it precaches; none where it keeps nothing.

    CannotTell where it keeps something and does not say in plain strings what.
    """
    lists = dict(LIST.findall(script))
    if "SHELL" in lists:
        return [
            url if name == "ASSETS" else prefix + url
            for name in OURS
            if name in lists
            for url in _strings(lists[name], name, worker)
        ]
    urls: list[str] = []
    for written, name in ADD_ALL.findall(script):
        if name and name not in lists:
            raise CannotTell(_unreadable(f"addAll({name})", worker))
        urls += _strings(lists[name] if name else written, "addAll", worker)
    for begun in WORKBOX.finditer(script):
        ended = WORKBOX_END.search(script, begun.end())
        if ended is None:
            break
        urls += WORKBOX_URL.findall(script, begun.end(), ended.start())
    if not urls and "caches" in script and "install" in script:
        raise CannotTell(
            f'the service worker {worker} has no line const SHELL = ["/", ...], nor addAll() of a '
            "plain list; so what it downloads is not known"
        )
    return urls


def _strings(body: str, name: str, worker: str) -> list[str]:
    try:
        if PART.sub("", body).strip(" \t\r\n,"):
            raise ValueError(body)
        return [
            json.loads(double) if double else single
            for double, single in PART.findall(body)
            if double or single
        ]
    except ValueError as error:
        raise CannotTell(_unreadable(name, worker)) from error


def _unreadable(name: str, worker: str) -> str:
    return (
        f"{name} of the service worker {worker} holds something else than plain strings; "
        "write its addresses out"
    )
