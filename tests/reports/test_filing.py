"""Amina reports a dark street light, with no script at all."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask

from backend.kernel import clock, receipts
from backend.kernel.db import db
from backend.reports import folio as folios
from backend.reports.models import Report
from tests.page import SAME_SITE, Person
from tests.people import FAR_AWAY, ZOCALO, a_fault, a_photo, a_receipt


def test_amina_reports_and_holds_a_ticket(site: Flask, amina: Person) -> None:
    form = amina.opens("/reports/new").form("/reports/new")
    form.fields |= {"category": "streetlight", "place-street": "Av. Hidalgo 14"}
    form.fields |= {"place-borough": "coyoacan", "description": "No prende"}
    page = amina.sends(form)
    folio = folios.folio_of(form.fields["receipt"])
    assert folios.spaced(folio) in page.text
    assert "Luminaria apagada" in page.title
    assert "Recibido" in page.text
    assert "No prende" in page.text


def test_every_photo_she_sends_is_kept(site: Flask, amina: Person) -> None:
    photos = [(BytesIO(a_photo(colour)), f"{colour}.jpg") for colour in ("red", "green", "blue")]
    response = amina.posts("/reports/new", a_fault(photos=photos))
    page = amina.opens(response.location)
    links = [link for link in page.links() if link.endswith(".webp")]
    assert len(links) == 3
    for link in links:
        answer = amina.client.get(link)
        assert answer.mimetype == "image/webp"
        assert answer.data[:4] == b"RIFF"
    thumb = amina.client.get(links[0] + "?thumb")
    assert len(thumb.data) <= 8 * 1024


@pytest.mark.parametrize("replay", [{}, {"Ventanilla_Replay": "1"}])
def test_a_double_tap_files_one_report(site: Flask, amina: Person, replay: dict[str, str]) -> None:
    fault = a_fault()
    first = amina.posts("/reports/new", fault, **replay)
    second = amina.posts("/reports/new", fault, **replay)
    assert first.status_code == second.status_code == (201 if replay else 303)
    assert first.location == second.location
    with site.app_context():
        assert db.session.query(Report).count() == 1


def test_the_outbox_is_told_where_the_report_is(amina: Person) -> None:
    fault = a_fault()
    response = amina.posts("/reports/new", fault, Ventanilla_Replay="1")
    assert response.status_code == 201
    assert response.location == f"/reports/{folios.folio_of(fault['receipt'])}"
    assert response.headers["Ventanilla"]


def test_the_same_receipt_with_other_words_is_refused(amina: Person) -> None:
    fault = a_fault()
    amina.posts("/reports/new", fault)
    again = amina.posts("/reports/new", {**fault, "description": "Otra cosa"})
    assert again.status_code == 409


def test_a_receipt_remembered_by_the_report_alone_still_gives_its_folio(
    site: Flask, amina: Person
) -> None:
    fault = a_fault()
    first = amina.posts("/reports/new", fault)
    with site.app_context():
        receipts.forget_old(clock.now() + timedelta(days=91))
        db.session.commit()
    second = amina.posts("/reports/new", fault)
    assert second.location == first.location


def test_a_taken_folio_gives_the_next(site: Flask, amina: Person) -> None:
    receipt = a_receipt()
    amina.posts("/reports/new", a_fault(near="new"))
    with site.app_context():
        report = db.session.query(Report).one()
        report.folio = folios.folio_of(receipt)
        db.session.commit()
    response = amina.posts("/reports/new", a_fault(receipt=receipt, near="new"))
    assert response.location == f"/reports/{folios.folio_of(receipt, 1)}"


def test_what_is_missing_is_said_at_the_top_and_at_the_field(amina: Person) -> None:
    form = amina.opens("/reports/new").form("/reports/new")
    form.fields |= {"description": 'Se ve muy oscuro, "peligroso" <b>', "place-number": "14"}
    page = amina.sends(form, 422)
    for sentence in ("Elige qué está fallando", "Escribe dónde está la falla", "Elige la alcaldía"):
        assert page.text.count(sentence) == 2
    again = page.form("/reports/new")
    assert again.fields["description"] == 'Se ve muy oscuro, "peligroso" <b>'
    assert again.fields["place-number"] == "14"
    assert again.fields["receipt"] == form.fields["receipt"]
    again.fields |= {"category": "pothole", "place-street": "Juárez", "place-borough": "tlalpan"}
    assert "Bache" in amina.sends(again).title


def test_the_place_may_be_the_position_of_the_phone(site: Flask, amina: Person) -> None:
    fault = a_fault(**ZOCALO, **{"place-street": "", "place-reference": "", "place-borough": ""})
    page = amina.opens(amina.posts("/reports/new", fault).location)
    assert "Cuauhtémoc" in page.text
    with site.app_context():
        report = db.session.query(Report).one()
        assert (report.lat, report.lon, report.accuracy) == (19.4326, -99.1332, 12)


def test_a_place_outside_the_city_is_named_as_such(amina: Person) -> None:
    response = amina.posts("/reports/new", a_fault(**FAR_AWAY))
    assert response.status_code == 422
    assert "fuera de la ciudad" in response.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"category": "dragon"},
        {"place-borough": "atlantis"},
        {"streetlight-extent": "dragon"},
        {"description": "x" * 1001},
        {"contact": "x" * 121},
        {"place-street": "x" * 121},
    ],
)
def test_a_wrong_answer_gets_a_sentence(amina: Person, wrong: dict[str, str]) -> None:
    response = amina.posts("/reports/new", a_fault(**wrong))
    assert response.status_code == 422
    assert 'class="err"' in response.text


@pytest.mark.parametrize(
    "odd",
    [
        {"place-lat": "nan", "place-lon": "inf"},
        {"place-lat": "1e999", "place-lon": "٣"},
        {"place-accuracy": "-5", **ZOCALO},
        {"photos_follow": "9" * 5000},
        {"near": "9" * 5000},
        {"receipt": "../../etc/passwd"},
        {"description": "a\x00b\u202e"},
        {"pothole-extent": "never asked"},
    ],
)
def test_odd_input_is_survived(amina: Person, odd: dict[str, str]) -> None:
    assert amina.posts("/reports/new", a_fault(**odd)).status_code in {303, 422}


def test_bytes_that_are_no_text_are_survived(amina: Person) -> None:
    for body in (b"category=%ED%A0%80&description=%FF%FE", b"\xff\x00=\xff", b"&" * 50_000):
        answer = amina.client.post(
            "/reports/new",
            data=body,
            content_type="application/x-www-form-urlencoded",
            headers=SAME_SITE,
        )
        assert answer.status_code in {400, 413, 422}


def test_invisible_characters_do_not_reach_the_record(site: Flask, amina: Person) -> None:
    amina.posts("/reports/new", a_fault(description="a\x00b\u202ec\r\n\r\n\r\n\r\nd", near="new"))
    with site.app_context():
        assert db.session.query(Report).one().description == "abc\n\nd"


def test_a_file_that_is_no_photo_is_refused_in_words(amina: Person) -> None:
    response = amina.posts("/reports/new", a_fault(photos=(BytesIO(b"<svg/>"), "foto.svg")))
    assert response.status_code == 422
    assert "Eso no es una foto" in response.text


def test_four_photos_are_too_many(amina: Person) -> None:
    photos = [(BytesIO(a_photo()), f"{number}.jpg") for number in range(4)]
    response = amina.posts("/reports/new", a_fault(photos=photos))
    assert response.status_code == 422
    assert "demasiadas fotos" in response.text


def test_the_rest_of_the_categories_stand_behind_more(amina: Person) -> None:
    first = amina.opens("/reports/new")
    assert len(first.form("/reports/new").choices["category"]) == 12
    more = amina.opens("/reports/new/2").form("/reports/new")
    assert not set(more.choices["category"]) & set(first.form("/reports/new").choices["category"])
    more.fields |= {"category": "graffiti", "place-borough": "tlalpan"}
    page = amina.sends(more, 422)
    assert page.form("/reports/new").fields["category"] == "graffiti"
    amina.opens("/reports/new/9", 404)


def test_text_stays_text(amina: Person) -> None:
    bomb = "<script>alert(1)</script>{{7*7}}\"'&"
    fault = a_fault(**{"place-street": bomb, "description": bomb, "contact": bomb})
    response = amina.client.get(amina.posts("/reports/new", fault).location)
    assert "<script>alert" not in response.text
    assert "{{7*7}}" in response.text
