"""A document is given once, kept as one safe picture, seen by its owner, and gone when she says."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from backend.kernel.db import db
from backend.record.actions.giving import MOST_DOCUMENTS
from backend.record.models import Document
from tests.identity.people import Llave, a_llave, signs_in
from tests.page import Page, Person
from tests.people import a_photo


@pytest.fixture
def hers(site: Flask, amina: Person) -> Llave:
    llave = a_llave(site, "Amina Reyes")
    signs_in(amina, site, llave)
    return llave


def gives(person: Person, content: bytes | None = None, **more: str) -> TestResponse:
    photo = (BytesIO(a_photo() if content is None else content), "../ine<>.jpg")
    return person.posts("/me/documents", {"kind": "ine", "photo": photo, **more})


def files_of(site: Flask) -> set[Path]:
    return {each for each in site.extensions["files.store"].root.rglob("*") if each.is_file()}


def test_amina_gives_her_credential_and_sees_it(site: Flask, amina: Person, hers: Llave) -> None:
    assert gives(amina, expires="24/05/2030").status_code == 303
    page = amina.opens("/me/documents")
    assert "Credencial para votar (INE)" in page.text
    assert "Vence: 24 may 2030" in page.text
    (link,) = [each for each in page.links() if each.endswith(".webp")]
    answer = amina.client.get(link)
    assert answer.mimetype == "image/webp"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Ventanilla-Keep" not in answer.headers


def test_nobody_else_opens_it(site: Flask, amina: Person, eve: Person, hers: Llave) -> None:
    gives(amina)
    (link,) = [each for each in amina.opens("/me/documents").links() if each.endswith(".webp")]
    assert eve.client.get(link).status_code == 303
    signs_in(eve, site, a_llave(site, "Eve", phone="+525599999999"))
    assert eve.client.get(link).status_code == 404
    assert eve.posts(link.replace(".webp", "/remove"), {}).status_code == 404


def test_what_she_takes_back_is_gone_from_the_disk(site: Flask, amina: Person, hers: Llave) -> None:
    before = files_of(site)
    gives(amina)
    assert len(files_of(site) - before) == 2
    page = amina.opens("/me/documents")
    amina.sends(page.form("/remove"))
    assert files_of(site) == before
    with site.app_context():
        assert db.session.query(Document).count() == 0
        assert not db.session.execute(db.metadata.tables["files_photos"].select()).all()


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"content": b"%PDF-1.7"}, "No pudimos leerla"),
        ({"content": b""}, "No pudimos leerla"),
        ({"kind": "diary"}, "Elige qué documento es"),
        ({"expires": "mañana"}, "Escríbela como 24/05/2030"),
    ],
)
def test_what_does_not_do_is_said(
    site: Flask,
    amina: Person,
    hers: Llave,
    answers: dict[str, Any],
    wrong: str,
) -> None:
    before = files_of(site)
    answer = gives(amina, **answers)
    assert answer.status_code == 422
    assert wrong in Page(answer).text
    assert files_of(site) == before


def test_a_form_without_a_photo_asks_for_one(amina: Person, hers: Llave) -> None:
    page = amina.sends(amina.opens("/me/documents").form("/me/documents"), 422)
    assert "Elige una foto del documento" in page.text


def test_there_is_room_for_so_many(site: Flask, amina: Person, hers: Llave) -> None:
    for _ in range(MOST_DOCUMENTS):
        assert gives(amina).status_code == 303
    before = files_of(site)
    assert "Ya no caben más" in Page(gives(amina)).text
    assert files_of(site) == before
