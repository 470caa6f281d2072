"""Amina's inbox: everything the city told her, on her phone and in her Llave."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from backend.identity.actions import helping
from backend.identity.models import Account
from backend.kernel import audit, clock
from backend.kernel.db import db
from backend.notify import actions, queries
from backend.notify.actions import KEPT_FOR_PHONES, Letter, send
from backend.notify.models import Message, Preference
from backend.reports.status import State
from tests.identity.people import Llave, a_llave, signs_in
from tests.page import Page, Person
from tests.reports.test_notices import files, moves


def writes(site: Flask, owner: str, *subjects: str, topic: str = "reports.fixed") -> None:
    """The city tells ``owner`` this."""
    with site.app_context():
        for subject in subjects:
            letter = Letter(
                channel="inbox", recipient="", topic=topic, language="es", subject=subject,
                body=f"De {subject}", owner=owner,
            )  # fmt: skip
            send(letter, now=clock.now())
        db.session.commit()


def subjects(page: Page) -> list[str]:
    return ["".join(each.itertext()) for each in page.all("b")]


@pytest.fixture
def hers(site: Flask, amina: Person) -> Llave:
    llave = a_llave(site, level=1)
    signs_in(amina, site, llave)
    return llave


def test_every_message_of_hers_newest_first_and_nobody_else_s(
    site: Flask, amina: Person, hers: Llave
) -> None:
    writes(site, audit.person(hers.id), "uno", "dos", "tres")
    writes(site, audit.person(hers.id + 1), "SECRETO")
    page = amina.opens("/inbox")
    assert subjects(page) == ["tres", "dos", "uno"]
    assert "De tres" in page.text
    assert "SECRETO" not in page.html


def test_a_message_leads_to_the_page_it_speaks_of_in_the_reader_s_language(
    site: Flask, amina: Person
) -> None:
    folio = files(amina)
    assert f"/reports/{folio}" in amina.opens("/inbox").links()
    page = amina.opens("/en/inbox")
    assert f"/en/reports/{folio}" in page.links()
    (line,) = [each for each in page.all("li") if each.get("lang") == "es"]
    assert "Recibimos" in "".join(line.itertext())


def test_a_phone_without_a_llave_has_what_its_keys_were_told(
    site: Flask, amina: Person, bo: Person, eve: Person
) -> None:
    folio = files(amina)
    files(bo)
    moves(site, folio, State.ASSIGNED, State.FIXED)
    assert len(subjects(amina.opens("/inbox"))) == 3
    assert len(subjects(bo.opens("/inbox"))) == 1
    page = eve.opens("/inbox")
    assert subjects(page) == []
    assert "/sign-in?next=/inbox" in page.links()


def test_it_has_pages(site: Flask, amina: Person, hers: Llave) -> None:
    writes(site, audit.person(hers.id), *(str(number) for number in range(45)))
    page, seen = amina.opens("/inbox"), []
    for _ in range(3):
        seen += subjects(page)
        older = [link for link in page.links() if link.startswith("/inbox?before=")]
        if older:
            page = amina.opens(older[0])
    assert not older
    assert seen == [str(number) for number in reversed(range(45))]
    for odd in ("x", "-1", "0", "9" * 40, "1e5", "%00"):
        assert len(subjects(amina.opens(f"/inbox?before={odd}"))) == queries.PAGE


def test_what_is_new_is_marked_until_she_says_that_she_read_it(
    site: Flask, amina: Person, bo: Person, hers: Llave
) -> None:
    writes(site, audit.person(hers.id), "uno", "dos")
    folio = files(bo)
    page = amina.opens("/inbox")
    assert page.text.count("Nuevo") == 2
    assert "2 sin leer" in amina.opens("/").text
    assert "2 sin leer" in amina.opens("/llave").text
    assert "2 sin leer" in amina.opens("/me").text
    writes(site, audit.person(hers.id), "tres")
    page = amina.sends(page.form("/inbox/read"))
    assert page.text.count("Nuevo") == 1, "what came meanwhile she has not seen"
    assert not [link for link in bo.opens("/").links() if link == "/nada"]
    assert "1 sin leer" in bo.opens("/").text, folio
    amina.sends(page.form("/inbox/read"))
    assert "sin leer" not in amina.opens("/").text
    assert "1 sin leer" in bo.opens("/").text


def test_eve_marks_nothing_of_amina_s(site: Flask, amina: Person, eve: Person) -> None:
    files(amina)
    assert eve.posts("/inbox/read", {"upto": "99999"}).status_code == 303
    assert "1 sin leer" in amina.opens("/").text
    for odd in ("", "x", "9" * 40):
        assert amina.posts("/inbox/read", {"upto": odd}).status_code == 303
    assert "1 sin leer" in amina.opens("/").text


def test_what_the_phone_may_keep(site: Flask, amina: Person, eve: Person) -> None:
    files(amina)
    keeps = [person.client.get("/inbox").headers["Ventanilla-Keep"] for person in (amina, eve)]
    assert keeps == ["private", "public"]


def test_on_a_phone_that_is_shared_nothing_of_it_stays(site: Flask, amina: Person) -> None:
    llave = a_llave(site)
    signs_in(amina, site, llave, is_shared=True)
    assert "Ventanilla-Keep" not in amina.client.get("/inbox").headers


def acts_for(site: Flask, helper: Person, hers: Llave, his: Llave) -> None:
    signs_in(helper, site, hers)
    with site.app_context():
        agreed = helping.agree(
            helper=db.session.get_one(Account, hers.id),
            helped=db.session.get_one(Account, his.id),
            kind="family",
            office="",
            now=clock.now(),
        )
        db.session.commit()
        id = agreed.id
    helper.posts(f"/llave/help/{id}/act", {})


def test_who_acts_for_bo_reads_what_he_was_told_but_for_his_keys_and_it_is_noted(
    site: Flask, amina: Person, person: Callable[[], Person]
) -> None:
    his = a_llave(site, "Bo", phone="+525500000001", level=1)
    acts_for(site, amina, a_llave(site, level=1), his)
    writes(site, audit.person(his.id), "Tu reporte")
    writes(site, audit.person(his.id), "Cambió tu Llave", topic="identity.keys")
    files(amina)
    page = amina.opens("/inbox")
    assert set(subjects(page)) >= {"Tu reporte"}
    assert "Cambió tu Llave" not in page.text
    amina.sends(page.form("/inbox/read"))
    bo = person()
    signs_in(bo, site, his)
    assert "Cambió tu Llave" in bo.opens("/inbox").text
    assert bo.opens("/inbox").text.count("Nuevo") >= 1
    assert "Vio los avisos" in bo.opens("/llave/help").text


def test_she_chooses_by_kind_and_way(site: Flask, amina: Person, hers: Llave) -> None:
    form = amina.opens("/notices/preferences").form("/notices/preferences")
    assert form.fields["quiet"] == form.fields["sms_last"] == "on"
    page = amina.opens("/notices/preferences")
    assert len([each for each in page.all("input") if each.get("checked") is not None]) == 11
    chosen = {"reports": ["push", "mail"], "followed": ["push"], "sms_last": "on"}
    amina.posts("/notices/preferences", chosen)
    page = amina.opens("/notices/preferences")
    on = {each.get("id") for each in page.all("input") if each.get("checked") is not None}
    assert on == {"reports-push", "reports-mail", "followed-push", "sms_last-on"}
    amina.posts("/notices/preferences", {"reports": ["sms"], "nada": ["sms"], "quiet": "on"})
    with site.app_context():
        (kept,) = db.session.query(Preference)
        assert kept.off == [
            *("cases.mail", "cases.push", "cases.sms"),
            *("followed.mail", "followed.push", "followed.sms"),
            *("reports.mail", "reports.push"),
        ]
        assert (kept.is_quiet, kept.is_sms_last) == (True, False)


def test_the_preferences_of_another_are_not_for_who_helps(site: Flask, amina: Person) -> None:
    his = a_llave(site, "Bo", phone="+525500000001", level=1)
    acts_for(site, amina, a_llave(site, level=1), his)
    assert amina.client.get("/notices/preferences").status_code == 403
    assert amina.posts("/notices/preferences", {}).status_code == 403


def test_the_inbox_of_a_phone_is_forgotten_after_a_year_and_hers_is_not(
    site: Flask, amina: Person, hers: Llave
) -> None:
    writes(site, audit.person(hers.id), "uno")
    writes(site, "key:" + "0" * 64, "dos")
    with site.app_context():
        later = clock.now() + KEPT_FOR_PHONES + timedelta(days=1)
        assert actions.forget_old(later) == 1
        db.session.commit()
        assert [row.subject for row in db.session.query(Message)] == ["uno"]
