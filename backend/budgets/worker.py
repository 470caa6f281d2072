"""What the service worker downloads when it is installed.

The worker is not run. Its text names what it precaches in up to three constants, each an array
of plain strings: ``SHELL`` (pages it cannot do without), ``EXTRA`` (pages it can) and ``ASSETS``
(files, mostly under hashed names). Pages are kept in the language of the page that installed it:
on ``/en/...`` the worker puts ``/en`` before each of SHELL and EXTRA.
"""

import json
import re
from dataclasses import dataclass

from backend.budgets.fetch import CannotTell, Phone
from backend.budgets.measure import Item

# `const SHELL = ["/", "/outbox"];` as a statement of its own, with any spacing, quotes, comments
# and line breaks within; written out, for what an expression comes to shows only when it is run.
LIST = re.compile(
    r"(?:^|[;{}])[ \t]*(?:const|let|var)\s+(SHELL|EXTRA|ASSETS)\s*=\s*\[([^\]]*)\]", re.M
)
PART = re.compile(r"""("(?:[^"\\\n]|\\.)*")|'([^'\\\n]*)'|//[^\n]*|/\*.*?\*/""", re.S)


@dataclass(frozen=True)
class Installed:
    """What came down with the worker, itself included, and what could not be told."""

    items: tuple[Item, ...] = ()
    doubts: tuple[str, ...] = ()


def install(phone: Phone, worker: str, prefix: str) -> Installed:
    """Install the script at ``worker`` from a page whose language prefix is ``prefix``."""
    items: list[Item] = []
    doubts: list[str] = []
    try:
        script = phone.fetch(worker, "script")
        if script.status != 200:
            raise CannotTell(f"the service worker {worker} answers {script.status}")
        items.append(Item.of(script, "script"))
        urls = precached(script.text(), worker, prefix)
    except CannotTell as doubt:
        return Installed(tuple(items), (str(doubt),))
    for url in urls:
        try:
            answer = phone.fetch(url, "other")
        except CannotTell as doubt:
            doubts.append(f"{doubt}, but {worker} precaches it")
            continue
        items.append(Item.of(answer, "other"))
        if answer.status != 200:
            doubts.append(f"{url}, which {worker} precaches, answers {answer.status}")
    return Installed(tuple(items), tuple(doubts))


def precached(script: str, worker: str, prefix: str) -> list[str]:
    """The addresses that the text of a worker says it precaches. CannotTell where it does not
    say so in plain strings."""
    lists = LIST.findall(script)
    if "SHELL" not in {name for name, _ in lists}:
        raise CannotTell(
            f'the service worker {worker} has no line const SHELL = ["/", ...]; so what it '
            "downloads is not known"
        )
    urls = []
    for name, body in lists:
        try:
            if PART.sub("", body).strip(" \t\r\n,"):
                raise ValueError(body)
            found = [
                json.loads(double) if double else single
                for double, single in PART.findall(body)
                if double or single
            ]
        except ValueError as error:
            raise CannotTell(
                f"{name} of the service worker {worker} holds something else than plain strings; "
                "write its addresses out"
            ) from error
        urls += [url if name == "ASSETS" else prefix + url for url in found]
    return urls
