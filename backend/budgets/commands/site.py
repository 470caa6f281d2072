"""Puts together what the command line names: targets, personas and their pages."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from werkzeug.routing import Map

from backend.budgets.browser.serve import Served
from backend.budgets.budget import Budget
from backend.budgets.device import PHONES, Device
from backend.budgets.page import Page
from backend.budgets.running import Running, is_loopback
from backend.budgets.sources.application import application
from backend.budgets.sources.pages import Finder, Search
from backend.budgets.sources.persona import Persona, Plan
from backend.budgets.sources.session import begin
from backend.budgets.sources.toml import read_plan
from backend.budgets.sources.url_map import map_of
from backend.budgets.target import AS_REGISTERED, Target

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

PERSONAS = Path("personas.toml")
PORTS = {"http": 80, "https": 443}


class Refused(Exception):
    """What was asked for is not done; the message says why and what to write instead."""


@dataclass(frozen=True)
class Group:
    """Pages that one target serves."""

    target: Target
    pages: list[Page]


class Site:
    """What ``given`` on the command line comes to."""

    def __init__(self, given: argparse.Namespace, budgets: Sequence[Budget] = ()) -> None:
        self.questions: list[str] = []
        self._served = ExitStack()
        self._given = given
        self._budgets = budgets

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._served.close()

    @cached_property
    def plan(self) -> Plan:
        """What the personas file says, the command line's own words put over it."""
        file = self._given.personas or (PERSONAS if PERSONAS.exists() else None)
        plan = read_plan(file) if file else Plan()
        personas = tuple(
            replace(persona, device=self._device(persona.device)) for persona in plan.personas
        )
        return replace(plan, personas=personas)

    @cached_property
    def target(self) -> Target:
        """The application or site that was named."""
        if self._given.app is not None:
            return self._target_of(self._given.app)
        origin, host = self._origin(self._given.url, "--url http://localhost:8000")
        if not is_loopback(host) and host not in self._given.host:
            raise Refused(
                f"{host} is not this machine. If the site is yours, say so with --host {host}"
            )
        return self._target(Running(), origin)

    @staticmethod
    def _origin(written: str, remedy: str) -> tuple[str, str]:
        """Scheme, host and port as addresses of pages have them, and the host alone."""
        try:
            parts = urlsplit(written)
            host, port = parts.hostname or "", parts.port
        except ValueError as error:
            raise Refused(f"{written} is no address ({error}); write {remedy}") from error
        if parts.scheme not in PORTS or not host or not host.isascii():
            raise Refused(f"{written} is no address; write {remedy}")
        if parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
            raise Refused(
                f"{written} is more than a site's address; write {remedy}, and behind check the "
                "pages: /path"
            )
        shown = f"[{host}]" if ":" in host else host
        return f"{parts.scheme}://{shown}" + (
            f":{port}" if port and port != PORTS[parts.scheme] else ""
        ), host

    def groups(self) -> list[Group]:
        """All pages of all personas, by the target that serves them."""
        search = self._search()
        groups: dict[str, Group] = {}
        finders: dict[str, Finder] = {}
        for persona in self.personas():
            target = self._target_of(persona.app) if persona.app else self.target
            group = groups.setdefault(persona.app, Group(target, []))
            finder = finders.setdefault(
                persona.app, Finder(target, self.plan, search, self._budgets)
            )
            group.pages.extend(finder.pages(persona, begin(persona, target)))
        every = [page for group in groups.values() for page in group.pages]
        for finder in finders.values():
            finder.note_unlisted(every)
            self.questions += [each for each in finder.questions if each not in self.questions]
        return list(groups.values())

    def personas(self) -> Iterator[Persona]:
        """All of them, or the one that was asked for."""
        wanted = getattr(self._given, "persona", "")
        known = [persona.name for persona in self.plan.personas]
        if wanted and wanted not in known:
            raise Refused(f"there is no persona {wanted}; there are: {', '.join(known)}")
        yield from (each for each in self.plan.personas if wanted in {"", each.name})

    def _target_of(self, name: str) -> Target:
        """In process, or served where a browser is to open it."""
        app = application(name)
        if not getattr(self._given, "browser", False):
            origin, _ = self._origin(self._given.origin, "--origin https://shop.example")
            return self._target(app, origin, map_of(app))
        served = self._served.enter_context(Served(name))
        return self._target(Running(), served.origin, map_of(app))

    def _target(self, app: "WSGIApplication", origin: str, urls: Map | None = None) -> Target:
        named = self._given.worker if self._given.worker is not None else self.plan.worker
        worker = AS_REGISTERED if named is None else named
        return Target(
            app,
            origin,
            tuple(self._given.host),
            None if worker in {"none", ""} else worker,
            self.plan.precache,
            urls,
        )

    def _device(self, device: Device) -> Device:
        given = self._given
        if given.phone or getattr(given, "browser", False):
            device = PHONES[given.phone or "new"].on_screen_of(device)
        try:
            if given.screen:
                device = device.with_screen(given.screen)
            if given.encodings:
                device = device.with_encodings(tuple(given.encodings.split(",")))
        except ValueError as error:
            raise Refused(str(error)) from error
        return device

    def _page(self, word: str) -> str:
        """A page of the command line: its path, or its whole address on the site."""
        path = word.removeprefix(self._given.url.rstrip("/") if self._given.url else "") or "/"
        if not path.startswith("/"):
            raise Refused(f"{word} is no page of the site; write /path")
        return path

    def _search(self) -> Search:
        given = self._given
        return Search(
            tuple(getattr(given, "sources", ())),
            tuple(self._page(word) for word in getattr(given, "pages", ())),
            getattr(given, "sitemap", Search.sitemap),
            getattr(given, "most", Search.most),
            getattr(given, "send_forms", False),
        )
