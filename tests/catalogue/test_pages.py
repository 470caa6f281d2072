"""Amina looks for a service, reads what it takes, and hears whether she may; with no script."""

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import text

from backend.catalogue import views
from backend.config import ROOT
from backend.kernel.city import City
from backend.kernel.db import db
from tests.page import Form, Page, Person, text_of
from tests.places.made import a_full_city
from tests.refusal import under

OTRA = ROOT / "tests" / "fixtures" / "city" / "otra"


@pytest.fixture
def city(app: Flask) -> City:
    found: City = app.extensions["city"]
    return found


@pytest.fixture
def full(app: Flask) -> Flask:
    """A city with counters and clinics."""
    with app.app_context():
        a_full_city(app)
        db.session.commit()
    return app


def asks(person: Person, form: Form) -> Page:
    """Send a form that stands in the address."""
    assert form.method == "get"
    return person.opens(f"{form.action}?{urlencode(form.fields)}")


def follow(person: Person, page: Page, words: str) -> Page:
    """Tap the first row or button that says ``words``."""
    link = next(each for each in page.all("a") if words in text_of(each))
    return person.opens(link.get("href", ""))


def rows(page: Page) -> list[str]:
    return [text_of(each) for each in page.root.iterfind(".//main//ul/li")]


def facts(page: Page) -> dict[str, list[str]]:
    return {
        text_of(each.find("dt")): [text_of(line) for line in each.findall("dd")]
        for each in page.root.iterfind(".//main//dl/div")
    }


def kept(page: Page) -> str:
    return str(page.response.headers.get("Ventanilla-Keep", ""))


def test_amina_says_what_she_needs_and_comes_to_the_button(full: Flask, amina: Person) -> None:
    home = amina.opens("/")
    form = home.form("/services")
    form.fields["q"] = "perdi mi lisencia"
    found = asks(amina, form)
    assert rows(found)[0].startswith("Reponer la licencia de conducir")
    assert found.form("/services").fields["q"] == "perdi mi lisencia"
    service = follow(amina, found, "Reponer la licencia de conducir")
    asked = follow(amina, service, "Ver si puedo")
    rules = asked.form("/can")
    assert rules.choices == {"current": ["yes", "no"]}
    rules.fields["current"] = "yes"
    start = asks(amina, rules).form("/services/licence-replacement/start")
    assert start.method == "post"
    assert start.fields == {"current": "yes"}


def test_bo_who_may_not_is_told_why_and_where_else(full: Flask, bo: Person) -> None:
    rules = bo.opens("/services/licence-replacement/can").form("/can")
    page = asks(bo, replace(rules, fields={"current": "no"}))
    assert "Aquí no se puede Si ya venció no se repone: se renueva." in page.text
    assert not page.has_form("/start")
    assert rows(page)[0] == "Ventanillas de trámites Lunes a viernes, de 9 a 15 h"
    assert "tel:5556581111" in page.links()
    assert bo.opens("/places/counter").title.startswith("Ventanillas")
    assert "/places/counter" in page.links()


def test_amina_is_shown_which_question_she_left_out(app: Flask, amina: Person) -> None:
    page = amina.opens("/services/older-adults/can?years=over")
    wrong = [
        text_of(each) for each in page.all("fieldset") if "bad" in str(each.get("class")).split()
    ]
    assert wrong == ["¿Vive en la ciudad? Elige una de las opciones Sí No"]
    assert page.form("/can").fields == {"years": "over"}
    assert not page.has_form("/start")


def test_one_answer_that_does_not_pass_is_enough_to_know(app: Flask, amina: Person) -> None:
    page = amina.opens("/services/older-adults/can?years=under")
    assert "El apoyo empieza a los 65" in page.text


def test_without_rules_the_button_is_there_at_once(app: Flask, amina: Person) -> None:
    service = amina.opens("/services/information-request")
    page = follow(amina, service, "Empezar")
    assert page.form("/information-request/start").fields == {}


def test_a_service_says_all_there_is_to_know_before_she_begins(full: Flask, amina: Person) -> None:
    page = amina.opens("/services/licence-renewal")
    assert facts(page) == {
        "Para quién": ["Quien ya tuvo una licencia de esta ciudad."],
        "Tu Llave": ["Nivel 3: identidad comprobada"],
        "Lo que te pedimos": ["Foto de tu examen médico, según tu caso", "Foto de tu cara"],
        "Lo que tomamos de tus datos": [
            "Tu nombre, Tu CURP, Dónde vives, Número de la licencia anterior"
        ],
        "Cuánto tarda": ["3 días"],
        "Cuánto cuesta": [
            "Licencia por 3 años: $1,055",
            "Licencia de trabajo por 3 años: $2,147",
        ],
        "Qué recibes": ["Licencia de conducir", "Vale 3 años"],
        "En qué se basa": [
            "Ley de Movilidad de la Ciudad de México, artículo 68",
            "Código Fiscal de la Ciudad de México, artículo 229",
        ],
        "Reúne estos trámites": [
            "Renovación de licencia tipo A",
            "Renovación de licencia tipo B",
            "Renovación de licencia de motociclista",
        ],
        "Quién responde": ["Dirección de Licencias", "Movilidad y licencias"],
    }
    assert rows(page) == [
        "Ventanillas de trámites Lunes a viernes, de 9 a 15 h",
        "LOCATEL desde cualquier teléfono 55 5658 1111 · Todos los días, a cualquier hora",
    ]
    assert "Servicio de demostración" in page.text


@pytest.mark.parametrize(
    ("slug", "told"),
    [
        ("birth-certificate", (["Al instante"], ["Nada"], "No caduca")),
        (
            "vehicle-owner-change",
            (
                ["5 días"],
                ["Cambio de dueño y tarjeta nueva: $403", "En los demás casos, nada"],
                "Vale 60 días",
            ),
        ),
        (
            "information-request",
            (
                ["9 días"],
                ["Copias, a partir de 61 hojas: $83", "En los demás casos, nada"],
                "Respuesta a tu solicitud",
            ),
        ),
        ("health-appointment", (["1 día"], ["Nada"], "Cita en el centro de salud")),
    ],
)
def test_time_cost_and_how_long_it_holds_are_told_case_by_case(
    app: Flask, amina: Person, slug: str, told: tuple[list[str], list[str], str]
) -> None:
    known = facts(amina.opens(f"/services/{slug}"))
    assert (known["Cuánto tarda"], known["Cuánto cuesta"], known["Qué recibes"][-1]) == told


def test_every_service_is_found_from_the_list_in_both_languages(
    app: Flask, amina: Person, city: City
) -> None:
    for prefix, code in (("", "es"), ("/en", "en")):
        listed = amina.opens(f"{prefix}/services")
        for service in city.services:
            title = service.title.in_(code)
            page = follow(amina, listed, title)
            assert page.text.startswith(title)
            assert page.root.get("lang") == code
            assert not re.search(r"\b(None|Undefined)\b", page.text)
        assert len(rows(listed)) == len(city.services)


def test_nothing_found_says_so_and_leads_to_a_person_and_the_topics(
    app: Flask, amina: Person, city: City
) -> None:
    page = amina.opens("/services?q=pizza+hawaiana")
    assert "No encontramos «pizza hawaiana»" in page.text
    assert city.help.href in page.links()
    assert "/reports/new" in page.links()
    topics = [link for link in page.links() if "?topic=" in link]
    assert len(topics) == len(city.topics)
    for link in topics:
        assert rows(amina.opens(link))


def test_what_she_typed_is_text_and_no_phone_keeps_it(app: Flask, amina: Person) -> None:
    page = amina.opens("/services?" + urlencode({"q": '"><script>x</script>'}))
    assert "<script>x</script>" not in page.html
    assert 'No encontramos «"><script>x</script>»' in page.text
    assert kept(page) == ""
    assert page.response.headers["Cache-Control"] == "no-store"
    assert kept(amina.opens("/services/older-adults/can?years=over&lives=yes")) == ""
    for path in ("", "?topic=health", "/older-adults", "/older-adults/can"):
        assert kept(amina.opens(f"/services{path}")) == "public", path


@pytest.mark.parametrize(
    "typed", ["\x00", "\x00licencia", "x" * 60_000, "(a+)+$" * 9_000, "\u0301"]
)
def test_whatever_eve_types_is_answered_soon(app: Flask, eve: Person, typed: str) -> None:
    eve.opens("/services?q=licencia")
    path = "/services?" + urlencode({"q": typed})
    with under(0.5):
        answer = eve.client.get(path)
    assert answer.status_code in {200, 414}


@pytest.mark.parametrize(
    "path",
    [
        "/services/nothing",
        "/services/nothing/can",
        "/services?topic=nothing",
        "/services?topic=health&page=2",
        "/services?topic=health&page=0",
        "/services?topic=health&page=x",
        "/services/LICENCE-RENEWAL",
        "/services/../services",
    ],
)
def test_what_there_is_not_is_not_found(app: Flask, eve: Person, path: str) -> None:
    eve.opens(path, 404)


def test_a_city_with_many_services_shows_topics_first_and_pages_of_each(
    make_site: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST_LISTED", 3)
    site = make_site()
    amina, city = Person(site.test_client()), site.extensions["city"]
    listed = amina.opens("/services")
    assert rows(listed)[0] == "Vehículos y licencias 4 servicios"
    seen: list[str] = []
    page = follow(amina, listed, "Vehículos y licencias")
    seen += rows(page)
    page = follow(amina, page, "Ver los que siguen")
    seen += rows(page)
    of_topic = [each.title.source for each in city.services if each.topic.id == "vehicles"]
    assert len(seen) == len(of_topic) == 4
    assert all(row.startswith(title) for row, title in zip(seen, of_topic, strict=True))
    assert rows(follow(amina, page, "Volver a los anteriores")) == seen[:3]


def test_without_lists_of_places_the_hours_are_told_and_nothing_leads_nowhere(
    app: Flask, amina: Person
) -> None:
    page = amina.opens("/services/health-appointment")
    assert facts(page)["Centros de salud"] == ["Lunes a viernes, de 8 a 14 h"]
    assert not any("/places" in link for link in page.links())


def test_without_its_database_the_city_still_says_what_it_offers(
    make_site: Callable[..., Flask],
) -> None:
    site = make_site()
    with site.app_context():
        db.session.execute(text("ALTER TABLE places_sets RENAME TO gone"))
        db.session.commit()
    amina = Person(site.test_client())
    page = amina.opens("/services/health-appointment")
    assert facts(page)["Centros de salud"] == ["Lunes a viernes, de 8 a 14 h"]
    assert rows(amina.opens("/services?q=doctor"))[0].startswith("Cita en un centro de salud")


def test_a_city_that_offers_none_says_so_and_home_has_no_search(
    make_site: Callable[..., Flask],
) -> None:
    bo = Person(make_site(city=OTRA).test_client())
    assert not bo.opens("/").has_form("/services")
    assert "/services" not in bo.opens("/").links()
    for path in ("/services", "/services?q=lamp"):
        assert "Your city does not offer any services here yet." in bo.opens(path).text
