"""The privacy notice stands where data is given, in versions that stay."""

from flask import Flask

from backend.kernel import keeping
from backend.kernel.db import db
from backend.kernel.i18n import speaking
from backend.record import notice
from backend.record.owned import in_order, is_referred
from tests.identity.people import a_llave, signs_in
from tests.page import Person


def test_the_notice_in_force_leads_to_the_ones_before(app: Flask, amina: Person) -> None:
    page = amina.opens("/privacy")
    assert "Versión 2, desde el 25 nov 2026" in page.text
    assert "/privacy/1" in page.links()
    assert "Versión 1, noviembre de 2026" in amina.opens("/privacy/1").text
    assert amina.client.get(f"/privacy/{notice.CURRENT}").location == "/privacy"
    assert amina.client.get("/privacy/9").status_code == 404


def test_the_short_layer_stands_wherever_data_is_given(
    app: Flask, amina: Person, bo: Person
) -> None:
    signs_in(amina, app, a_llave(app))
    for path in ("/me/data/address", "/me/data/name", "/me/documents", "/me/consents"):
        page = amina.opens(path)
        assert "nadie lo ve sin tu permiso" in page.text, path
        assert "/privacy" in page.links()
    assert "/privacy" in amina.opens("/reports/new").links()
    assert "nadie lo ve sin tu permiso" in bo.opens("/sign-up").text


def test_everybody_may_read_what_is_kept_and_how_long(app: Flask, amina: Person) -> None:
    """In both languages, every table about people by its name, as it was declared."""
    for prefix in ("", "/en"):
        said = amina.opens(f"{prefix}/privacy/kept").text
        with app.test_request_context("/"), speaking("en" if prefix else "es"):
            for table in in_order(db.metadata):
                if not is_referred(table):
                    assert str(keeping.of(table).name) in said
                    assert str(keeping.of(table).because) in said
