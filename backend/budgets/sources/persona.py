"""Who meets the pages: how they sign in, in which language, in which state of things."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from backend.budgets.device import OLD, Device
from backend.budgets.fetch import as_asked
from backend.budgets.page import Page
from backend.budgets.verdict import matches

SKIPPED = ("*logout*", "*log-out*", "*log_out*", "*signout*", "*sign-out*", "*sign_out*")
"""Addresses that a crawl leaves alone in any case: they would end the persona's session."""


@dataclass(frozen=True)
class Step:
    """``open`` a page and, where ``form`` names fields, fill in the form that has them and send
    it. ``expect`` is a text that has to be on the page it leads to."""

    open: str
    form: Mapping[str, str] = field(default_factory=dict, hash=False)
    expect: str = ""


@dataclass(frozen=True)
class Listed:
    """A page written down by hand."""

    path: str
    method: str = "GET"
    form: Mapping[str, str | list[str]] = field(default_factory=dict, hash=False)
    headers: Mapping[str, str] = field(default_factory=dict, hash=False)
    status: int | None = 200
    state: str = ""


@dataclass(frozen=True)
class Persona:
    """``sign_in`` has to succeed, then the steps ``before`` bring a state about. ``pages`` are
    hers besides those of all, ``skip`` patterns of addresses she is spared. ``app`` names
    another application to ask, where her state is another one's."""

    name: str = "anyone"
    language: str = "en"
    state: str = ""
    device: Device = OLD
    headers: Mapping[str, str] = field(default_factory=dict, hash=False)
    cookies: Mapping[str, str] = field(default_factory=dict, hash=False)
    sign_in: Step | None = None
    before: tuple[Step, ...] = ()
    pages: tuple[Listed, ...] = ()
    skip: tuple[str, ...] = SKIPPED
    app: str = ""

    def avoids(self, path: str) -> bool:
        """Is this address none of hers?"""
        return any(matches(pattern, path) for pattern in self.skip)

    def page(self, listed: Listed, cookies: Mapping[str, str]) -> Page:
        """``listed`` as she meets it, with the ``cookies`` of her session."""
        words = [self.name, self.state, listed.state]
        return Page(
            as_asked(listed.path),
            self.language,
            ", ".join(filter(None, words)),
            listed.method,
            listed.form,
            {**self.headers, **listed.headers},
            cookies,
            listed.status,
            self.device,
            self.headers,
        )


@dataclass(frozen=True)
class Plan:
    """What a personas file says. ``worker`` is None where it says nothing of one."""

    personas: tuple[Persona, ...] = (Persona(),)
    pages: tuple[Listed, ...] = ()
    skip: tuple[str, ...] = ()
    worker: str | None = None
    precache: tuple[str, ...] | None = None
