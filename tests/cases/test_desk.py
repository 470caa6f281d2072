"""At the desk: the queue of an office, and what is done with one case."""

from flask import Flask

from backend.cases.status import State
from tests.cases.people import (
    asks_a_question,
    fills_in_permit,
    has_a_llave,
    kept,
    moves_of,
    noted,
    read,
    sends,
    starts,
    state_of,
    told,
)
from tests.identity.people import signs_in
from tests.page import Page, Person
from tests.staff.people import works


def does(person: Person, folio: str, what: str, status: int = 303, **told: str) -> Page | None:
    """Do one thing with a case at the desk, with what the page's own form says."""
    answer = person.posts(f"/staff/cases/{folio}/{what}", told)
    assert answer.status_code == status, (answer.status_code, read(answer))
    return Page(answer) if status != 303 else None


def test_dora_takes_it_asks_and_decides_and_amina_is_told_each_time(
    site: Flask, amina: Person, dora: Person
) -> None:
    llave = has_a_llave(site, amina)
    folio = asks_a_question(amina)
    assert folio in dora.opens("/staff/cases").html
    does(dora, folio, "take")
    assert state_of(site, folio) is State.IN_REVIEW
    does(dora, folio, "ask", words="¿De qué oficina?")
    page = amina.opens(f"/cases/{folio}")
    assert "¿De qué oficina?" in page.text
    form = page.form("/answer")
    form.fields |= {"answer": "De la de aquí"}
    amina.sends(form)
    assert state_of(site, folio) is State.IN_REVIEW
    does(dora, folio, "decide", decision="grant", words="Abrimos a las 9.")
    page = amina.opens(f"/cases/{folio}")
    assert "Listo" in page.text and "Abrimos a las 9." in page.text
    assert [each.split(f" {folio[:4]}")[0] for each in told(site, llave)] == [
        "Recibimos tu trámite",
        "Ya revisan tu trámite",
        "Falta algo en tu trámite",
        "Ya revisan tu trámite",
        "Tu trámite",
    ]


def test_a_refusal_needs_its_reason(app: Flask, amina: Person, dora: Person) -> None:
    has_a_llave(app, amina)
    folio = asks_a_question(amina)
    does(dora, folio, "take")
    does(dora, folio, "decide", 422, decision="refuse")
    does(dora, folio, "decide", 422, words="No")
    does(dora, folio, "ask", 422)
    assert state_of(app, folio) is State.IN_REVIEW
    does(dora, folio, "decide", decision="refuse", words="Eso no es nuestro.")
    assert "Eso no es nuestro." in amina.opens(f"/cases/{folio}").text


def test_who_has_not_taken_it_decides_nothing(
    app: Flask, amina: Person, dora: Person, ema: Person
) -> None:
    has_a_llave(app, amina)
    folio = asks_a_question(amina)
    does(dora, folio, "decide", 422, decision="grant", words="Sí")
    does(dora, folio, "take")
    does(ema, folio, "decide", 422, decision="grant", words="Sí")
    does(ema, folio, "take", 422)
    number = str(kept(app, folio, "taken_by"))
    does(ema, folio, "take", instead=number)
    does(dora, folio, "decide", 422, decision="grant", words="Sí")
    does(ema, folio, "decide", decision="grant", words="Sí")


def test_nobody_sees_to_her_own_case(app: Flask, dora: Person, ema: Person) -> None:
    folio = asks_a_question(dora)
    page = dora.opens(f"/staff/cases/{folio}")
    assert "Es tu propio trámite" in page.text and not page.has_form("/take")
    does(dora, folio, "take", 422)
    does(dora, folio, "decide", 422, decision="grant", words="Sí")
    assert state_of(app, folio) is State.RECEIVED
    does(ema, folio, "take")
    does(ema, folio, "decide", decision="grant", words="Sí")


def test_who_looks_at_a_photo_is_noted(app: Flask, amina: Person, dora: Person) -> None:
    llave = has_a_llave(app, amina)
    folio = fills_in_permit(amina)
    sends(amina, folio)
    links = dora.opens(f"/staff/cases/{folio}").links()
    (photo,) = [each for each in links if ".webp" in each]
    assert dora.client.get(photo).status_code == 200
    reads = [subject for _, subject, _ in noted(app, "cases.read")]
    assert reads == [f"person:{llave.id}"] * 2


def test_an_appeal_is_decided_by_other_eyes(
    site: Flask, amina: Person, dora: Person, ema: Person
) -> None:
    has_a_llave(site, amina)
    folio = asks_a_question(amina)
    does(dora, folio, "take")
    does(dora, folio, "decide", decision="refuse", words="No.")
    page = amina.opens(f"/cases/{folio}")
    form = page.form("/appeal")
    assert amina.posts(form.action, form.fields).status_code == 422
    form.fields["appeal"] = "Sí es de ustedes"
    page = amina.sends(form)
    assert "En inconformidad" in page.text and not page.has_form("/appeal")
    does(dora, folio, "take")
    page = dora.opens(f"/staff/cases/{folio}")
    assert not page.has_form("/decide")
    does(dora, folio, "decide", 422, decision="refuse", words="No y no")
    does(ema, folio, "take", instead=str(kept(site, folio, "taken_by")))
    does(ema, folio, "decide", 422, decision="grant")
    does(ema, folio, "decide", decision="grant", words="Tiene razón.")
    assert state_of(site, folio) is State.GRANTED
    assert [state for state, _, _ in moves_of(site, folio)][-3:] == [
        "refused",
        "appealed",
        "granted",
    ]


def test_it_is_appealed_once(app: Flask, amina: Person, dora: Person, ema: Person) -> None:
    has_a_llave(app, amina)
    folio = asks_a_question(amina)
    does(dora, folio, "take")
    does(dora, folio, "decide", decision="refuse", words="No.")
    assert amina.posts(f"/cases/{folio}/appeal", {"appeal": "Sí"}).status_code == 303
    does(ema, folio, "take")
    does(ema, folio, "decide", decision="refuse", words="Que no.")
    assert not amina.opens(f"/cases/{folio}").has_form("/appeal")
    assert amina.posts(f"/cases/{folio}/appeal", {"appeal": "Sí"}).status_code == 422
    assert state_of(app, folio) is State.REFUSED


def test_that_somebody_read_it_is_shown_to_amina(app: Flask, amina: Person, dora: Person) -> None:
    llave = has_a_llave(app, amina)
    folio = fills_in_permit(amina)
    sends(amina, folio)
    page = dora.opens(f"/staff/cases/{folio}")
    assert "Amina Reyes" in page.text and "Flores" in page.text
    assert [subject for _, subject, _ in noted(app, "cases.read")] == [f"person:{llave.id}"]
    assert "Vio mi trámite" in amina.opens("/me/uses").text


def test_a_draft_is_nobodys_but_hers(app: Flask, amina: Person, dora: Person) -> None:
    has_a_llave(app, amina)
    folio = starts(amina, "question")
    dora.opens(f"/staff/cases/{folio}", 404)
    assert folio not in dora.opens("/staff/cases?state=all").html
    assert folio not in dora.opens("/staff/cases?state=draft").html
    does(dora, folio, "take", 404)


def test_another_office_has_not_got_it(app: Flask, amina: Person, bo: Person) -> None:
    has_a_llave(app, amina)
    works(app, bo, "Bo Paz", office="lighting")
    folio = asks_a_question(amina)
    bo.opens(f"/staff/cases/{folio}", 404)
    does(bo, folio, "take", 404)
    for path in ("/staff/cases", "/staff/cases?state=all", "/staff/cases?office=mobility"):
        assert folio not in bo.opens(path).html


def test_the_whole_city_has_all_of_it(app: Flask, amina: Person, bo: Person) -> None:
    has_a_llave(app, amina)
    works(app, bo, "Bo Paz", office="")
    folio = asks_a_question(amina)
    assert folio in bo.opens("/staff/cases").html
    assert folio in bo.opens("/staff/cases?office=mobility&service=question&state=received").html
    assert folio not in bo.opens("/staff/cases?office=lighting").html
    assert folio not in bo.opens("/staff/cases?service=permit").html
    assert folio not in bo.opens("/staff/cases?who=mine").html
    does(bo, folio, "take")
    assert folio in bo.opens("/staff/cases?who=mine").html


def test_the_desk_is_for_staff_with_a_second_factor(app: Flask, amina: Person, bo: Person) -> None:
    llave = has_a_llave(app, amina)
    assert amina.client.get("/staff/cases").status_code == 404
    dora = works(app, bo, office="mobility")
    signs_in(bo, app, dora)
    assert bo.client.get("/staff/cases").status_code == 303
    assert llave.id != dora.id


def test_the_queue_has_pages(app: Flask, amina: Person, dora: Person) -> None:
    has_a_llave(app, amina)
    folios = [asks_a_question(amina) for _ in range(22)]
    first = dora.opens("/staff/cases")
    assert sum(folio in first.html for folio in folios) == 20
    older = next(each for each in first.links() if "after=" in each)
    second = dora.opens(older)
    assert sum(folio in second.html for folio in folios) == 2
    assert {folio for folio in folios if folio in first.html + second.html} == set(folios)
    newest = dora.opens("/staff/cases?state=all")
    assert folios[-1] in newest.html and folios[0] not in newest.html


def test_a_paper_is_revoked_with_a_reason(app: Flask, amina: Person, dora: Person) -> None:
    has_a_llave(app, amina, level=1)
    folio = starts(amina, "copy")
    amina.posts(f"/cases/{folio}/you", {"agree": "yes"})
    sends(amina, folio)
    assert dora.opens(f"/staff/cases/{folio}").has_form("/revoke")
    does(dora, folio, "revoke", 422)
    does(dora, folio, "revoke", words="Tenía un error")
    assert not dora.opens(f"/staff/cases/{folio}").has_form("/revoke")
    does(dora, folio, "revoke", 422, words="Otra vez")
