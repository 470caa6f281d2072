"""Somebody goes the whole way of a service, in one language, and looks hard at every page."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import brotli
from flask import Flask

from backend.identity.actions import accounts
from backend.identity.models import Account
from backend.kernel import clock
from backend.kernel.city.services.model import Service
from backend.kernel.db import db
from backend.record.actions import giving
from backend.record.today import today
from tests.cases.made import BORN, CURPS, NAME, RFC, answers_to, passing
from tests.identity.people import Llave, a_llave, signs_in
from tests.page import Page, Person, text_of

MOST_BYTES = 5_120
"""What a document may weigh on the wire, its headers counted."""
SPANISH = re.compile(
    r"[¿¡]|\b(?:el|la|los|las|una?|de|del|para|por|con|que|qué|tu|tus|en|está|más|se|lo|su)\b",
    re.IGNORECASE,
)
ENGLISH = re.compile(
    r"\b(?:the|an|of|for|with|and|or|your?|is|are|in|on|this|that|what|how|where|not|it|we)\b",
    re.IGNORECASE,
)
FOREIGN = {"es": ENGLISH, "en": SPANISH}
"""Words that only stand in a page of the other language."""
NAMES = ("Hidalgo 14", NAME)
"""Called the same in every language, as boroughs are."""


@dataclass
class Walk:
    """Amina on her way through ``service``, in ``language``; with the ``first`` answers or the
    last, see ``made``. ``seen`` are the pages she opened, with what each weighed."""

    app: Flask
    person: Person
    service: Service
    language: str
    is_first: bool
    seen: dict[str, int] = field(default_factory=dict)
    folio: str = ""

    def opens(self, path: str) -> Page:
        """A page, in her language, that is light and speaks no other language."""
        address = self._address(path)
        for _ in range(3):
            answer = self.person.client.get(address, headers={"Accept-Encoding": "br"})
            if answer.status_code != 302:
                break
            address = answer.location
        assert answer.status_code == 200, (path, answer.status_code)
        assert answer.headers["Content-Encoding"] == "br", path
        head = sum(len(name) + len(value) + 4 for name, value in answer.headers)
        self.seen[path] = len(answer.data) + head
        assert self.seen[path] <= MOST_BYTES, (path, self.seen[path])
        answer.data = brotli.decompress(answer.data)
        page = Page(answer)
        self._look(page, path)
        return page

    def sends(self, path: str, told: dict[str, Any], status: int = 303) -> str:
        """Send a form; where it leads, or what the page says that comes instead."""
        answer = self.person.posts(self._address(path), told)
        said = answer.get_data(as_text=True)
        assert answer.status_code == status, (path, answer.status_code, said[-3000:])
        if status == 303:
            return (answer.location or "").removeprefix("/en")
        page = Page(answer)
        self._look(page, path)
        return page.text

    def begins(self) -> str:
        """From the questions at the door to the first step."""
        slug = self.service.slug
        page = self.opens(f"/services/{slug}")
        assert f"{self._address('/services/')}{slug}/can" in page.links()
        asked = "&".join(f"{name}={said}" for name, said in passing(self.service).items())
        page = self.opens(f"/services/{slug}/can{'?' if asked else ''}{asked}")
        form = page.form("/start")
        to = self.sends(f"/services/{slug}/start", form.fields)
        self.folio = to.split("/")[2]
        return to

    def fills_in(self) -> None:
        """Answer every step that is asked, until all of it is there to be looked at."""
        here = self.begins()
        known: dict[str, Any] = dict(passing(self.service))
        while not here.endswith("/check"):
            step = self.service.step(here.rpartition("/")[2])
            assert step is not None, here
            page = self.opens(here)
            form = page.form(f"/{step.id}")
            buttons = {each.get("name") for each in page.all("button")}
            stands = {name: said for name, said in form.fields.items() if name not in buttons}
            told = answers_to(step, known, self.day, is_first=self.is_first)
            there = form.fields.keys() | form.choices.keys()
            lists = {each.id for each in step.fields if each.kind in {"list", "file", "several"}}
            for name in told:
                assert name in there or name.partition("-")[0] in lists, (name, there)
            agreed = {"agree": "yes"} if any(each.record for each in step.fields) else {}
            before = here
            here = self.sends(here, stands | told | agreed)
            assert here != before, f"{before} asks again and does not say why"

    def files(self) -> None:
        """All of it, sent."""
        self.fills_in()
        page = self.opens(f"/cases/{self.folio}/check")
        form = page.form("/send")
        assert self.sends(f"/cases/{self.folio}/send", form.fields) == f"/cases/{self.folio}"

    def follows(self) -> Page:
        """Where it stands."""
        return self.opens(f"/cases/{self.folio}")

    @property
    def day(self) -> date:
        """The day it is in the city."""
        with self.app.test_request_context():
            return today(clock.now())

    def _address(self, path: str) -> str:
        return path if self.language == "es" else f"/en{path}"

    def _look(self, page: Page, path: str) -> None:
        main = page.root.find(".//main")
        assert main is not None
        text = f"{page.title} {text_of(main)}"
        boroughs = [each.name for each in self.app.extensions["city"].boroughs]
        for name in (*NAMES, *boroughs):
            text = text.replace(name, "")
        found = FOREIGN[self.language].search(text)
        near = text[max(0, found.start() - 60) : found.end() + 60] if found else ""
        assert not found, f"{path} says {found and found[0]!r}: …{near}…"


def amina_with_everything(app: Flask, person: Person, language: str = "es") -> Llave:
    """Amina, signed in, with everything in her record that a service may need."""
    llave = with_everything(app, NAME, CURPS[1], BORN, language=language)
    signs_in(person, app, llave)
    return llave


def with_everything(app: Flask, name: str, curp: str, born: date, **more: str) -> Llave:
    """Somebody whose identity was checked, with everything in her record that a service may need;
    in what language she is spoken to, and her phone."""
    language = more.pop("language", "es")
    llave = a_llave(app, name, level=3, curp=curp, birth_date=born, **more)  # type: ignore[arg-type]
    home = {"street": "Hidalgo 14", "area": "Centro", "borough": "Coyoacán", "postcode": "04000"}
    given = {"address": home, "tax_id": {"number": RFC}, "licence": {"number": "A1234567"}}
    with app.app_context():
        account = db.session.get_one(Account, llave.id)
        account.language = language
        contact = accounts.add_contact(
            account=account, kind="mail", address=f"{curp}@example.com".lower(), now=clock.now()
        )
        accounts.confirm_contact(account=account, contact=contact, now=clock.now())
        for attribute, parts in given.items():
            answer = giving.Answer(attribute, parts, None)
            giving.give(account_id=llave.id, by=llave.id, answer=answer, now=clock.now())
        db.session.commit()
    return llave


def files_at_once(app: Flask, person: Person, service: Service) -> str:
    """``person`` answers all that ``service`` asks and sends it, without a look at any page; the
    folio."""
    walk = Walk(app, person, service, "es", is_first=True)
    known: dict[str, Any] = dict(passing(service))
    here = walk.sends(f"/services/{service.slug}/start", known)
    folio = here.split("/")[2]
    while not here.endswith("/check"):
        step = service.step(here.rpartition("/")[2])
        assert step is not None, here
        told = answers_to(step, known, walk.day, is_first=True)
        here = walk.sends(here, told | {"agree": "yes"})
    walk.sends(f"/cases/{folio}/send", {})
    return folio
