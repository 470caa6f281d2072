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
        if self._given.app:
            return self._target_of(self._given.app)
        parts = urlsplit(self._given.url)
        host = parts.hostname or ""
        if parts.scheme not in {"http", "https"} or not host:
            raise Refused(f"{self._given.url} is no address; write http://localhost:8000")
        if not is_loopback(host) and host not in self._given.host:
            raise Refused(
                f"{host} is not this machine. If the site is yours, say so with --host {host}"
            )
        return self._target(Running(), f"{parts.scheme}://{parts.netloc}")

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
            return self._target(app, self._given.origin, map_of(app))
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

    def _search(self) -> Search:
        given = self._given
        return Search(
            tuple(getattr(given, "sources", ())),
            tuple(getattr(given, "pages", ())),
            getattr(given, "sitemap", Search.sitemap),
            getattr(given, "most", Search.most),
            getattr(given, "send_forms", False),
        )
