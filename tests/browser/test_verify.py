"""Bo is shown a paper and checks it on his phone: with signal, without, and on the oldest one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import pytest

from backend.app import create_app
from backend.config import Settings
from backend.kernel import clock
from backend.kernel.db import db
from backend.papers import actions, keyring, payload, queries
from backend.papers.models import Key
from tests.browser.chromium import Phone, worker_is_active
from tests.browser.city import City
from tests.browser.floor import OldPhone
from tests.browser.proxy import Proxy
from tests.identity.people import a_llave
from tests.papers.made import a_paper
from tests.waiting import until

STATE = "(document.querySelector('[data-state]:not([hidden])') || {dataset: {}}).dataset.state"


class Tab(Protocol):
    """A tab of a new phone or of the oldest."""

    def goto(self, url: str) -> object: ...

    def evaluate(self, expression: str, /) -> object: ...

    def text_content(self, selector: str) -> str | None: ...


@dataclass
class Papers:
    """What the QRs say: of a licence, of one that is over, was revoked, is signed by another."""

    var: Path
    valid: str
    other: str
    over: str
    revoked: str
    strange: str

    @property
    def changed(self) -> str:
        """The licence with another name on it, and the signature it had."""
        parts = payload.split(self.valid)
        assert parts
        return payload.join(parts[0].replace("Ñúñez".encode(), "Pérez".encode()), parts[1])

    def revoke_other(self) -> None:
        """The city takes back one more."""
        app = create_app(Settings(var=self.var, log_level="error"))
        with app.app_context():
            paper = queries.of_subject("case:other")
            assert paper
            actions.revoke(paper=paper, by=1, reason="Fue un error", now=clock.now())
            db.session.commit()


@pytest.fixture
def papers(var: Path) -> Papers:
    app = create_app(Settings(var=var, log_level="error"))
    amina = a_llave(app)
    with app.app_context():
        now = clock.now()
        until = (now + timedelta(days=400)).date()

        def given(name: str, **more: object) -> str:
            told = {"subject": f"case:{name}", "now": now, "valid_until": until, **more}
            return a_paper(amina, **told).signed

        made = {name: given(name) for name in ("valid", "other", "revoked")}
        made["over"] = given("over", valid_until=(now - timedelta(days=2)).date())
        paper = queries.of_subject("case:revoked")
        assert paper
        actions.revoke(paper=paper, by=amina.id, reason="Fue un error", now=now)
        ours = db.session.query(Key).one()
        stranger = keyring.make(now)
        packed = payload.split(made["valid"])
        assert packed
        said = packed[0].replace(ours.kid.encode(), stranger.kid.encode())
        made["strange"] = payload.join(said, keyring.sign(stranger, said))
        db.session.delete(stranger)
        db.session.commit()
    return Papers(var, **made)


@pytest.fixture
def city(papers: Papers, var: Path) -> Iterator[City]:
    with City(var) as running:
        yield running


def checks(tab: Tab, network: Proxy, code: str) -> tuple[str, str]:
    """He scans it: what his phone says, and all that it shows."""
    tab.goto("about:blank")
    tab.goto(f"{network.url}/verify#{code}")
    state = str(until(lambda: tab.evaluate(STATE), within=60, what="a verdict"))
    return state, " ".join((tab.text_content("main") or "").split())


def is_checked_with_signal_and_without(tab: Tab, network: Proxy, papers: Papers) -> None:
    states = ("valid", "over", "revoked", "strange")
    for expected in states:
        assert checks(tab, network, getattr(papers, expected))[0] == expected
    state, said = checks(tab, network, papers.changed)
    assert (state, "Pérez" in said) == ("forged", False)
    state, said = checks(tab, network, papers.other)
    assert state == "valid"
    for part in ("Amina Ñúñez Güemes", "Obras y pavimento", "A, automóviles y motocicletas"):
        assert part in said
    assert "Lista de documentos revocados:" in said
    papers.revoke_other()
    network.refuse()
    for expected in states:
        assert checks(tab, network, getattr(papers, expected))[0] == expected
    assert checks(tab, network, papers.changed)[0] == "forged"
    network.cut()
    state, said = checks(tab, network, papers.other)
    assert (state, "Lista de documentos revocados:" in said) == ("valid", True)
    network.restore()
    assert checks(tab, network, papers.other)[0] == "revoked"


def test_bo_checks_papers_with_signal_and_without(
    quick: Phone, network: Proxy, papers: Papers
) -> None:
    page = quick.open(f"{network.url}/verify")
    worker_is_active(page)
    is_checked_with_signal_and_without(page, network, papers)


def test_bo_checks_papers_on_the_oldest_phone(
    old_phone: OldPhone, network: Proxy, papers: Papers
) -> None:
    page = old_phone.open(f"{network.url}/verify")
    page.evaluate("navigator.serviceWorker.ready.then(({active}) => active.state)")
    is_checked_with_signal_and_without(page, network, papers)
    assert old_phone.complaints() == []
