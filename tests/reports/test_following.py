"""Amina follows her report; Bo sees how it goes; Eve learns nothing."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask

from backend.kernel import clock
from backend.kernel.db import db
from backend.reports import actions, queries
from backend.reports import folio as folios
from backend.reports.models import Report
from backend.reports.status import Actor, State
from tests.page import Page, Person
from tests.people import a_fault, a_photo, a_receipt


def city_moves(site: Flask, *states: State, words: str = "", days_ago: float = 0) -> None:
    """The city moves the one report there is."""
    with site.app_context():
        report = db.session.query(Report).one()
        for state in states:
            actions.move(
                report=report,
                to=state,
                actor=Actor.CITY,
                words=words,
                now=clock.now() - timedelta(days=days_ago),
            )
        db.session.commit()


@pytest.fixture
def fault() -> dict[str, str]:
    return a_fault(description="PRIVADO", contact="5512345678")


@pytest.fixture
def address(amina: Person, fault: dict[str, str]) -> str:
    """Where Amina's report is."""
    return str(amina.posts("/reports/new", fault).location)


def test_bo_sees_the_state_and_nothing_of_amina(address: str, bo: Person) -> None:
    page = bo.opens(address)
    assert "Recibido" in page.text
    for word in ("PRIVADO", "5512345678", "Hidalgo", "mercado"):
        assert word not in page.html
    assert not page.has_form("/notes")


def test_the_text_is_public_once_the_city_has_looked_but_not_the_contact(
    app: Flask, address: str, bo: Person
) -> None:
    with app.app_context():
        actions.publish(report=db.session.query(Report).one())
        db.session.commit()
    page = bo.opens(address)
    assert "PRIVADO" in page.html
    assert "5512345678" not in page.html


def test_a_photo_is_amina_s_until_it_is_published(app: Flask, amina: Person, bo: Person) -> None:
    sent = a_fault(photos=(BytesIO(a_photo()), "a.jpg"))
    photo = amina.posts("/reports/new", sent).location + "/photos/1.webp"
    assert amina.client.get(photo).status_code == 200
    assert bo.client.get(photo).status_code == 404
    with app.app_context():
        actions.publish(report=db.session.query(Report).one())
        db.session.commit()
    assert bo.client.get(photo).status_code == 200


def test_the_private_link_opens_everything_on_another_phone(
    address: str, fault: dict[str, str], bo: Person
) -> None:
    link = f"/r/{folios.key_of(fault['receipt'])}"
    answer = bo.client.get(link)
    assert answer.status_code == 303
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "PRIVADO" in bo.opens(address).html


def test_a_wrong_key_opens_nothing(address: str, eve: Person) -> None:
    for key in ("A" * 22, "x", "A" * 5000, "%00", "../../x"):
        assert eve.client.get(f"/r/{key}").status_code == 404


def test_the_key_is_kept_nowhere_in_clear(
    site: Flask, amina: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = a_fault()
    amina.posts("/reports/new", fault)
    amina.client.get(f"/r/{folios.key_of(fault['receipt'])}")
    with site.app_context():
        kept = "".join(
            repr(row)
            for table in db.metadata.sorted_tables
            for row in db.session.execute(table.select())
        )
    for secret in (fault["receipt"], folios.key_of(fault["receipt"])):
        assert secret not in kept
        assert secret not in capsys.readouterr().err


def test_a_folio_is_read_however_people_write_it(address: str, bo: Person) -> None:
    folio = address.rsplit("/", 1)[1]
    written = folios.spaced(folio).lower().replace("0", "o").replace("1", "l")
    assert folios.spaced(folio) in bo.opens(f"/reports/{written}").text


def test_a_mistyped_folio_is_no_report(address: str, bo: Person) -> None:
    folio = address.rsplit("/", 1)[1]
    wrong = ("A" if folio[0] != "A" else "B") + folio[1:]
    bo.opens(f"/reports/{wrong}", 404)
    bo.opens("/reports/x", 404)


@pytest.mark.parametrize("ending", ["notes", "confirm", "reopen", "photos"])
def test_eve_can_do_nothing_to_amina_s_report(address: str, eve: Person, ending: str) -> None:
    data = {"receipt": a_receipt(), "key": "A" * 22, "note": "x", "reason": "x"}
    assert eve.posts(f"{address}/{ending}", data).status_code == 404


def test_a_follower_cannot_either(address: str, bo: Person) -> None:
    folio = address.rsplit("/", 1)[1]
    receipt = a_receipt()
    bo.posts("/reports/new", a_fault(receipt=receipt, near=folio))
    data = {"receipt": a_receipt(), "key": folios.key_of(receipt), "note": "x"}
    assert bo.posts(f"{address}/notes", data).status_code == 404


def test_amina_adds_a_note_and_a_photo(site: Flask, amina: Person) -> None:
    address = amina.posts("/reports/new", a_fault()).location
    note = amina.opens(address).form("/notes")
    note.fields["note"] = "Ya son dos"
    assert "Ya son dos" in amina.sends(note).text
    photo = amina.opens(address).form("/photos")
    photo.fields["photo"] = (BytesIO(a_photo()), "otra.jpg")
    page = amina.sends(photo)
    assert any(link.endswith("/photos/1.webp") for link in page.links())


def test_a_note_sent_twice_is_one_note(site: Flask, amina: Person) -> None:
    address = amina.posts("/reports/new", a_fault()).location
    form = amina.opens(address).form("/notes")
    form.fields["note"] = "Ya son dos"
    amina.sends(form)
    assert amina.sends(form).text.count("Ya son dos") == 1


def test_the_outbox_adds_a_photo_with_the_key_alone(
    address: str, fault: dict[str, str], bo: Person
) -> None:
    """It is sent without cookies, so the key is what says whose report it is."""
    data = {
        "receipt": a_receipt(),
        "key": folios.key_of(fault["receipt"]),
        "photo": (BytesIO(a_photo()), "a.jpg"),
    }
    answer = bo.posts(f"{address}/photos", data, Ventanilla_Replay="1")
    assert answer.status_code == 201


def test_a_seventh_photo_is_refused_in_words(address: str, amina: Person) -> None:
    for _ in range(6):
        photo = amina.opens(address).form("/photos")
        photo.fields["photo"] = (BytesIO(a_photo()), "otra.jpg")
        amina.sends(photo)
    photo.fields |= {"photo": (BytesIO(a_photo()), "otra.jpg"), "receipt": a_receipt()}
    assert "todas las fotos que caben" in amina.sends(photo, 422).text


def test_amina_says_yes_it_is_fixed(site: Flask, amina: Person) -> None:
    address = amina.posts("/reports/new", a_fault()).location
    city_moves(site, State.ASSIGNED, State.FIXED, words="Cambiamos el foco")
    page = amina.opens(address)
    assert "¿Quedó bien?" in page.text
    assert "Cambiamos el foco" in page.text
    assert "Confirmado" in amina.sends(page.form("/confirm")).text


def test_amina_says_no_and_it_is_open_again(site: Flask, amina: Person) -> None:
    address = amina.posts("/reports/new", a_fault()).location
    city_moves(site, State.ASSIGNED, State.FIXED)
    form = amina.opens(address).form("/reopen")
    assert "Cuéntanos" in amina.sends(form, 422).text
    form.fields["reason"] = "Sigue apagada"
    page = amina.sends(form)
    assert "Reabierto" in page.text
    assert "Sigue apagada" in page.text


def test_the_right_to_reopen_ends(app: Flask, address: str, amina: Person) -> None:
    city_moves(app, State.ASSIGNED, State.FIXED, days_ago=1)
    form = amina.opens(address).form("/reopen")
    form.fields["reason"] = "Sigue apagada"
    with app.app_context():
        db.session.query(Report).one().since = clock.now() - timedelta(days=400)
        db.session.commit()
    assert "Ya no se puede reabrir" in amina.sends(form, 422).text
    assert not amina.opens(address).has_form("/reopen")


def test_a_late_report_says_so(app: Flask, address: str, amina: Person) -> None:
    with app.app_context():
        db.session.query(Report).one().due = clock.now() - timedelta(days=3)
        db.session.commit()
    assert "Va tarde" in amina.opens(address).text


def test_mine_are_listed_on_this_phone_and_everybody_s_by_borough(
    site: Flask, amina: Person, bo: Person
) -> None:
    address = amina.posts("/reports/new", a_fault()).location
    assert "En este teléfono" in amina.opens("/reports").text
    assert "En este teléfono" not in bo.opens("/reports").text
    assert address in bo.opens("/reports?borough=coyoacan").links()
    assert address not in bo.opens("/reports?borough=tlalpan").links()
    assert "Tus pendientes" in amina.opens("/").text


def test_the_list_has_pages(site: Flask, amina: Person, bo: Person) -> None:
    places = [amina.posts("/reports/new", a_fault(near="new")).location for _ in range(30)]
    seen: list[str] = []
    page = bo.opens("/reports")
    for _ in range(3):
        seen += [link for link in page.links() if link in places]
        older = [link for link in page.links() if link.startswith("/reports?after=")]
        if older:
            page = bo.opens(older[0])
    assert not older
    assert seen == list(reversed(places))


def test_near_me_lists_what_is_near(amina: Person, bo: Person) -> None:
    fault = a_fault(**{"place-lat": "19.4326", "place-lon": "-99.1332"})
    address = amina.posts("/reports/new", fault).location
    assert address in bo.opens("/reports?near=19.433,-99.133").links()
    assert address not in bo.opens("/reports?near=19.300,-99.133").links()
    for odd in ("nan,nan", ",", "9" * 999, "1,2,3", "%00"):
        bo.opens(f"/reports?near={odd}")


def test_what_a_phone_may_keep(address: str, amina: Person, bo: Person) -> None:
    keep = {
        path: (
            amina.client.get(path).headers.get("Ventanilla-Keep"),
            bo.client.get(path).headers.get("Ventanilla-Keep"),
        )
        for path in (address, "/", "/reports", "/reports/new", "/privacy", "/nada")
    }
    assert keep == {
        address: ("private", "public"),
        "/": ("private", "public"),
        "/reports": ("private", "public"),
        "/reports/new": ("public; copy", "public; copy"),
        "/privacy": ("public", "public"),
        "/nada": (None, None),
    }
    assert amina.client.get(address).headers["Cache-Control"] == "no-store"


def test_a_phone_holds_forty_keys_and_lets_go_of_the_oldest(amina: Person) -> None:
    receipts = [a_receipt() for _ in range(42)]
    for receipt in receipts:
        amina.posts("/reports/new", a_fault(receipt=receipt, near="new"))
    cookie = amina.client.get_cookie("phone")
    assert cookie is not None
    assert cookie.value.split(".") == [folios.key_of(r) for r in reversed(receipts)][:40]


def test_english_is_a_prefix_and_stays(amina: Person) -> None:
    form = amina.opens("/en/reports/new").form("/reports/new")
    form.fields |= {"category": "streetlight", "place-street": "x", "place-borough": "tlalpan"}
    page = amina.sends(form)
    assert page.root.get("lang") == "en"
    assert "Received" in page.text
    assert all(
        link.startswith(("/en/", "#", "tel:", "sms:", "http"))
        for link in page.links()
        if link != "/reports/" + folios.folio_of(form.fields["receipt"])
    )


def test_the_page_gives_a_public_link_to_share_and_a_private_one_to_keep(
    address: str, fault: dict[str, str], amina: Person, bo: Person
) -> None:
    links = amina.opens(address).links()
    assert f"/r/{folios.key_of(fault['receipt'])}" in links
    for way in ("https://wa.me/", "sms:"):
        shared = next(link for link in links if link.startswith(way))
        assert address.rsplit("/", 1)[1] in shared
        assert folios.key_of(fault["receipt"]) not in shared
    assert not any(link.startswith("/r/") for link in bo.opens(address).links())


def test_the_states_read_well_for_everybody(app: Flask, address: str, bo: Person) -> None:
    city_moves(app, State.ASSIGNED, State.SCHEDULED, State.IN_PROGRESS)
    page = Page(bo.client.get(address))
    for words in ("Recibido", "Asignado a", "Programado", "En reparación", "Arreglado"):
        assert words in page.text


def test_queries_never_mix_two_phones(app: Flask, amina: Person, bo: Person) -> None:
    one, other = a_receipt(), a_receipt()
    amina.posts("/reports/new", a_fault(receipt=one, near="new"))
    bo.posts("/reports/new", a_fault(receipt=other, near="new"))
    with app.app_context():
        mine = queries.of([folios.key_of(one)])
        assert [report.folio for report in mine] == [folios.folio_of(one)]
