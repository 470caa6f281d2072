"""What rooms above hang into the record: consents they keep, what they do when somebody cancels."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from flask import Flask

from backend.kernel import audit, clock
from backend.kernel.db import db
from backend.record import given
from backend.record.actions import uses
from backend.record.actions.uses import Blocked, Reader
from backend.record.given import Given, Hooks
from tests.identity.people import Llave, a_llave, signs_in
from tests.page import Person
from tests.record.test_export_and_erasure import cancels
from tests.record.test_me import HOME, gives


@dataclass
class Library:
    """A room that keeps consents of its own, as sites of the city have them."""

    standing: list[tuple[int, str]] = field(default_factory=list)
    cancelled: list[int] = field(default_factory=list)

    def consents_of(self, account_id: int) -> list[Given]:
        return [
            Given(ref, "Biblioteca", "Nombre, Domicilio", "Credencial", clock.now())
            for owner, ref in self.standing
            if owner == account_id
        ]

    def revoke(self, *, account_id: int, ref: str, now: datetime) -> None:
        if (account_id, ref) in self.standing:
            self.standing.remove((account_id, ref))

    def forget(self, *, account_id: int, now: datetime) -> None:
        self.cancelled.append(account_id)

    def name(self, actor: str) -> str | None:
        return "Biblioteca" if actor == "client:7" else None


@pytest.fixture
def library(site: Flask) -> Iterator[Library]:
    before = site.extensions[given.HOOKS]
    library = Library()
    given.hang(site, Hooks((library,), (*before.blocked, library.forget), (library.name,)))
    yield library
    given.hang(site, before)


@pytest.fixture
def hers(site: Flask, amina: Person) -> Llave:
    llave = a_llave(site, "Amina Reyes")
    signs_in(amina, site, llave)
    gives(amina, "address", **HOME)
    return llave


def test_a_site_stands_among_her_permissions_and_goes_from_there(
    amina: Person, eve: Person, site: Flask, hers: Llave, library: Library
) -> None:
    his = a_llave(site, "Eve", phone="+525599999999")
    library.standing = [(hers.id, "a"), (his.id, "b")]
    page = amina.opens("/me/consents")
    assert "Biblioteca" in page.text
    assert "Nombre, Domicilio" in page.text
    signs_in(eve, site, his)
    eve.posts("/me/consents/0/a/revoke", {})
    assert (hers.id, "a") in library.standing, "Eve takes back nothing of hers"
    amina.sends(page.form("/me/consents/0/a/revoke"))
    assert library.standing == [(his.id, "b")]
    assert amina.posts("/me/consents/9/a/revoke", {}).status_code == 404


def test_a_site_is_called_by_its_name_where_it_used_something(
    site: Flask, amina: Person, hers: Llave, library: Library
) -> None:
    with site.test_request_context("/"):
        uses.use(
            account_id=hers.id,
            reader=Reader("client:7", is_site=True),
            attributes=["address"],
            procedure="Credencial",
            now=clock.now(),
            agreed={"address"},
        )
    told = amina.opens("/me/uses").text
    assert "Biblioteca: Usó mis datos Domicilio Para: Credencial" in told


def test_a_note_of_a_post_is_settled_with_it(
    site: Flask, amina: Person, hers: Llave, library: Library
) -> None:
    """A site's server asks by POST, which writes already: the note goes with what it wrote."""
    with site.test_request_context("/", method="POST"):
        uses.use(
            account_id=hers.id,
            reader=Reader("client:7", is_site=True),
            attributes=["address"],
            procedure="Credencial",
            now=clock.now(),
            agreed={"address"},
            at_once=False,
        )
        assert audit.uses(audit.person(hers.id), ["record.use"])
        db.session.rollback()
    with site.app_context():
        assert audit.uses(audit.person(hers.id), ["record.use"]) == []


def test_who_cancels_is_left_alone_by_every_room(
    site: Flask, amina: Person, hers: Llave, library: Library
) -> None:
    cancels(amina)
    assert library.cancelled == [hers.id]
    with site.test_request_context("/"), pytest.raises(Blocked):
        uses.use(
            account_id=hers.id,
            reader=Reader("client:7", is_site=True),
            attributes=["address"],
            procedure="Credencial",
            now=clock.now(),
            agreed={"address"},
        )
