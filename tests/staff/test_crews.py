"""Dora says who goes out with whom; the crew sees what it has to do today."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from backend.kernel import clock
from backend.reports.status import State
from tests.identity.people import a_llave, signs_in
from tests.page import Page, Person
from tests.people import a_photo, a_receipt
from tests.staff.people import a_crew, came_in, gives_to, kept, logged, works


@pytest.fixture
def bo(site: Flask, person: Callable[[], Person]) -> Person:
    """Bo goes out with a crew of Dora's office."""
    return person()


def folios(page: Page) -> list[str]:
    return [each.rpartition("/")[2] for each in page.links() if "/staff/crew/" in each]


def days(count: int) -> date:
    """So many days from today, by the city's clocks."""
    here = clock.now().astimezone(ZoneInfo("America/Mexico_City"))
    return here.date() + timedelta(days=count)


def test_dora_makes_a_crew_and_says_who_goes_out_with_it(
    site: Flask, dora: Person, bo: Person
) -> None:
    llave = works(site, bo, "Bo Reyes", role="crew", phone="+525500000004")
    form = dora.opens("/staff/crews").form("/staff/crews")
    form.fields |= {"name": "Cuadrilla 7", "office": "lighting"}
    page = dora.sends(form)
    assert "todavía nadie" in page.text
    (joining,) = [each for each in page.all("form") if "/staff/crews/" in each.get("action", "")]
    action = joining.get("action", "")
    fields = page.form(action).fields
    dora.posts(action, {**fields, "who": str(llave.id), "do": "join"})
    assert "Alumbrado: Bo Reyes" in dora.opens("/staff/crews").text
    assert "Hoy no hay nada" in bo.opens("/staff/crew").text
    fields = dora.opens("/staff/crews").form(action).fields
    dora.posts(action, {**fields, "who": str(llave.id), "do": "leave"})
    assert "no sales con ninguna" in bo.opens("/staff/crew").text
    fields = dora.opens("/staff/crews").form(action).fields
    dora.posts(action, {**fields, "do": "end"})
    assert "Todavía no hay cuadrillas" in dora.opens("/staff/crews").text
    assert dora.posts(action, {"do": "end"}).status_code == 404


def test_a_crew_without_name_or_of_another_office_is_refused(site: Flask, dora: Person) -> None:
    form = dora.opens("/staff/crews").form("/staff/crews")
    assert "Escribe cómo se llama" in dora.sends(form, 422).text
    answer = dora.posts(form.action, {**form.fields, "name": "X", "office": "roads"})
    assert answer.status_code == 422


def test_a_crew_sees_what_is_for_today_and_nothing_else(site: Flask, bo: Person) -> None:
    llave = works(site, bo, "Bo Reyes", role="crew", phone="+525500000004")
    mine, other = a_crew(site, llave), a_crew(site, name="Sur")
    before, today, some_day, later, theirs = (came_in(site) for _ in range(5))
    for folio, crew, planned in (
        (before, mine, days(-3)),
        (today, mine, days(0)),
        (some_day, mine, None),
        (later, mine, days(3)),
        (theirs, other, days(0)),
    ):
        gives_to(site, folio, crew, planned=planned)
    page = bo.opens("/staff/crew")
    assert folios(page) == [before, today, some_day]
    assert page.response.headers["Ventanilla-Keep"] == "private"
    job = bo.opens(f"/staff/crew/{today}")
    assert job.response.headers["Ventanilla-Keep"] == "private"
    assert "55 1234" not in job.text
    bo.opens(f"/staff/crew/{theirs}", 404)
    bo.opens(f"/staff/crew/{theirs}/photos/1.webp", 404)
    for ending in ("", "/photos"):
        assert bo.posts(f"/staff/crew/{theirs}{ending}", {"to": "fixed"}).status_code == 404


@pytest.mark.parametrize("is_replay", [False, True])
def test_a_crew_goes_there_repairs_it_and_shows_it(
    site: Flask, bo: Person, is_replay: bool
) -> None:
    """As a plain form, and as the phone's outbox sends it: the text first, each photo behind."""
    llave = works(site, bo, "Bo Reyes", role="crew", phone="+525500000004")
    folio = came_in(site)
    gives_to(site, folio, a_crew(site, llave))
    here = f"/staff/crew/{folio}"
    how = {"Ventanilla_Replay": "1", "Ventanilla_Person": llave.tag} if is_replay else {}
    bo.posts(here, {"receipt": a_receipt(), "to": "in_progress"}, **how)
    assert kept(site, folio, "state") == ("in_progress",)
    refused = bo.posts(here, {"receipt": a_receipt(), "to": "fixed"}, **how)
    assert refused.status_code == 422
    receipt = a_receipt()
    if is_replay:
        sent = {"receipt": receipt, "to": "fixed", "photos_follow": "1"}
        answers = [bo.posts(here, sent, **how) for _ in range(2)]
        assert [(each.status_code, each.headers["Location"]) for each in answers] == [
            (201, here)
        ] * 2
        photo = a_receipt()
        for _ in range(2):
            told = {"receipt": photo, "key": "", "photo": (BytesIO(a_photo()), "photo.jpg")}
            assert bo.posts(f"{here}/photos", told, **how).status_code == 201
    else:
        sent = {"receipt": receipt, "to": "fixed", "photo": (BytesIO(a_photo()), "p.jpg")}
        assert bo.posts(here, sent).status_code == 303
    assert kept(site, folio, "state", "is_open") == ("fixed", False)
    done = sorted(act for act, _ in logged(site, folio))
    assert done == ["assign", "move", "move", "proof"]
    assert ", de la reparación" in bo.opens(here).text


def test_a_crew_cannot_and_says_why(site: Flask, bo: Person) -> None:
    llave = works(site, bo, "Bo Reyes", role="crew", phone="+525500000004")
    folio = came_in(site)
    gives_to(site, folio, a_crew(site, llave))
    form = bo.opens(f"/staff/crew/{folio}").form(f"/staff/crew/{folio}")
    form.fields["to"] = "cannot"
    assert "Dile por qué no se puede" in bo.sends(form, 422).text
    form.fields["words"] = "El portón está cerrado"
    bo.sends(form)
    assert kept(site, folio, "state") == ("cannot",)


def test_amina_sees_that_a_crew_read_it_once_a_shift(
    site: Flask, amina: Person, bo: Person
) -> None:
    hers = a_llave(site, "Amina", phone="+525500000001")
    llave = works(site, bo, "Bo Reyes", role="crew", phone="+525500000004")
    folio = came_in(site, account=hers.id)
    gives_to(site, folio, a_crew(site, llave))
    for _ in range(3):
        bo.opens(f"/staff/crew/{folio}")
    signs_in(amina, site, hers)
    assert amina.opens("/me/uses").text.count("Vio mi reporte, sin mi contacto") == 1


def test_the_desk_does_not_see_a_crew_s_list_nor_the_crew_the_desk(
    site: Flask, dora: Person, bo: Person
) -> None:
    works(site, bo, "Bo Reyes", role="crew", phone="+525500000004")
    folio = came_in(site, way=(State.ASSIGNED,))
    dora.opens("/staff/crew", 404)
    bo.opens("/staff/reports", 404)
    bo.opens(f"/staff/reports/{folio}", 404)
