"""Amina shows her licence, whoever is shown it checks it, and nobody else can open it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from backend.kernel import audit, clock
from backend.kernel.db import db
from backend.papers import actions, numbers
from backend.papers.models import Paper
from tests.identity.people import Llave, a_llave, signs_in
from tests.identity.test_helping import begins, shows_code
from tests.page import Person
from tests.papers.made import a_paper


@pytest.fixture
def hers(app: Flask) -> Llave:
    return a_llave(app)


def given(app: Flask, llave: Llave, **more: object) -> tuple[str, str]:
    """The number of a paper of hers, and what its QR says."""
    with app.app_context():
        now = clock.now()
        until = (now + timedelta(days=400)).date()
        paper = a_paper(llave, **{"now": now, "valid_until": until, **more})
        db.session.commit()
        return paper.number, paper.signed


def test_amina_opens_her_licence_and_her_phone_keeps_it(
    app: Flask, amina: Person, hers: Llave
) -> None:
    number, _ = given(app, hers)
    signs_in(amina, app, hers)
    page = amina.opens(f"/papers/{number}")
    for part in ("Amina Ñúñez Güemes", "Obras y pavimento", "A, automóviles", "Vence"):
        assert part in page.text
    assert numbers.spaced(number) in page.text
    assert page.response.headers["Ventanilla-Keep"] == "private"
    assert page.response.headers["Cache-Control"] == "no-store"
    assert 'class="qr"' in page.html
    pdf = amina.client.get(f"/papers/{number}.pdf")
    assert (pdf.status_code, pdf.mimetype) == (200, "application/pdf")
    assert pdf.data.startswith(b"%PDF")
    assert len(pdf.data) < 8_000
    assert pdf.data == amina.client.get(f"/papers/{number}.pdf").data
    assert pdf.headers["Cache-Control"] == "no-store"


def test_to_everybody_else_there_is_no_such_paper(
    app: Flask, amina: Person, eve: Person, person: Callable[[], Person], hers: Llave
) -> None:
    number, _ = given(app, hers)
    signs_in(eve, app, a_llave(app, "Eve", phone="+525500000001", role="desk"), strong=True)
    nobody = person()
    for ending in ("", ".pdf"):
        eve.opens(f"/papers/{number}{ending}", 404)
        eve.opens(f"/papers/000000000000{ending}", 404)
        assert nobody.client.get(f"/papers/{number}{ending}").status_code in {302, 303, 401}


def test_who_helps_her_may_show_it_for_her(
    app: Flask, amina: Person, bo: Person, hers: Llave
) -> None:
    number, _ = given(app, hers)
    signs_in(amina, app, hers)
    signs_in(bo, app, a_llave(app, "Bo Solís", phone="+525500000002"))
    bo.opens(f"/papers/{number}", 404)
    begins(bo, shows_code(amina))
    page = bo.opens(f"/papers/{number}")
    assert "Amina Ñúñez Güemes" in page.text
    with app.app_context():
        seen = audit.uses(audit.person(hers.id), ["papers.read"])
        assert [each.what for each in seen] == [number]


def test_what_was_revoked_says_so_and_why(app: Flask, amina: Person, hers: Llave) -> None:
    number, _ = given(app, hers)
    with app.app_context():
        paper = db.session.query(Paper).one()
        actions.revoke(paper=paper, by=hers.id, reason="Se dio por error.", now=clock.now())
        db.session.commit()
    signs_in(amina, app, hers)
    page = amina.opens(f"/papers/{number}")
    assert "Revocado" in page.text
    assert "Se dio por error." in page.text


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_without_script_a_code_is_pasted_and_never_stands_in_an_address(
    app: Flask, bo: Person, hers: Llave, prefix: str
) -> None:
    number, signed = given(app, hers)
    page = bo.opens(f"{prefix}/verify")
    form = page.form("/verify")
    assert form.method == "post"
    form.fields["code"] = f"https://ventanilla.example/verify#{signed}"
    said = bo.sends(form)
    assert shown(said.html) == ["valid"]
    assert "Amina Ñúñez Güemes" in said.text
    assert numbers.spaced(number) in said.text
    assert "A, automóviles y motocicletas" in said.text
    assert said.response.headers["Cache-Control"] == "no-store"
    assert "Ventanilla-Keep" not in said.response.headers


def shown(html: str) -> list[str]:
    """The states that a person sees."""
    found = re.findall(r'data-state="(\w+)" tabindex="-1"( hidden)?>', html)
    assert len(found) == 5
    return [state for state, hidden in found if not hidden]


def test_each_state_is_said_in_words(app: Flask, bo: Person, hers: Llave) -> None:
    _, signed = given(app, hers)
    _, old = given(app, hers, valid_until=clock.now().date() - timedelta(days=2))
    _, gone = given(app, hers, subject="case:gone")
    with app.app_context():
        paper = db.session.query(Paper).filter_by(subject="case:gone").one()
        actions.revoke(paper=paper, by=hers.id, reason="x", now=clock.now())
        db.session.commit()
    changed = ("B" if signed[80] == "A" else "A").join((signed[:80], signed[81:]))
    said = [bo.sends(_typed(bo, each)) for each in (signed, old, gone, changed, "hola")]
    states = ["valid", "over", "revoked", "forged", "forged"]
    assert [shown(each.html) for each in said] == [[state] for state in states]
    for each in said[3:]:
        assert "Amina" not in each.text, "what was changed is not shown as if it were true"
    empty = bo.sends(_typed(bo, "  "), 422)
    assert "Pega lo que dice el código" in empty.text


def _typed(person: Person, code: str):  # type: ignore[no-untyped-def]
    form = person.opens("/verify").form("/verify")
    form.fields["code"] = code
    return form


@pytest.mark.parametrize("code", ["<script>alert(1)</script>", "\x00", "Ñ" * 5000, "A" * 120_000])
def test_whatever_is_pasted_is_text_and_answered(bo: Person, code: str) -> None:
    said = bo.posts("/verify", {"code": code})
    assert said.status_code in {200, 422}
    assert "<script>alert" not in said.get_data(as_text=True)


def test_the_page_is_kept_and_names_nothing_that_was_verified(app: Flask, bo: Person) -> None:
    page = bo.opens("/verify")
    assert page.response.headers["Ventanilla-Keep"] == "public; pack"
    assert shown(page.html) == []
