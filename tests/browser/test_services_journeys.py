"""From what somebody needs to what she has in her hand, in a browser, with script and without."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from backend.papers import payload
from tests.browser.chromium import worker_is_active
from tests.browser.person import a_large_photo
from tests.browser.town import CLINIC, Town, follows, goes_on, scanned, shows
from tests.payments.made import a_file, a_row

STATE = "[data-state]:not([hidden])"
both = pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])


@pytest.fixture(scope="module")
def town(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    made = Town(tmp_path_factory.mktemp("town"), browser)
    with made.city:
        yield made


def finds(page: Page, town: Town, need: str, title: str) -> None:
    """She says in her words what she needs, and is led to the service."""
    page.goto(f"{town.url}/")
    page.fill("[name=q]", need)
    with page.expect_navigation():
        page.press("[name=q]", "Enter")
    follows(page, title)
    shows(page, "Lo que hay que saber")


def is_let_in(page: Page, **rules: str) -> None:
    """She answers the questions at the door."""
    follows(page, "empezar")
    for name, said in rules.items():
        page.check(f"#{name}-{said}")
    goes_on(page, "Ver si puedo")
    shows(page, "Sí puedes")
    goes_on(page, "Empezar")


def folio_on(page: Page) -> str:
    return page.inner_text(".folio").replace(" ", "")


def pays(town: Town, reference: str, amount: str, folder: Path) -> None:
    """The bank's file is loaded at the desk."""
    file = folder / "banco.csv"
    file.write_bytes(a_file(a_row(reference, amount, date.today(), folio=reference)))
    with town.phone(town.dora) as desk:
        page = desk.new_page()
        page.goto(f"{town.url}/staff/payments")
        page.set_input_files("input[type=file]", file)
        goes_on(page)
        shows(page, "Pagado")


def decides(town: Town, folio: str) -> None:
    """Dora finds it in her queue, takes it and grants it."""
    with town.phone(town.dora) as desk:
        page = desk.new_page()
        page.goto(f"{town.url}/staff/cases")
        with page.expect_navigation():
            page.click(f"a[href$='{folio}']")
        goes_on(page, "Tomarlo")
        page.check("#grant")
        goes_on(page, "Decidir")
        shows(page, "Listo")


def revokes(town: Town, folio: str) -> None:
    with town.phone(town.dora) as desk:
        page = desk.new_page()
        page.goto(f"{town.url}/staff/cases/{folio}")
        page.fill("#revoke", "Tenía un error")
        goes_on(page, "Revocar documento")


@both
def test_a_licence_is_renewed_with_its_photo_and_its_payment(
    town: Town, tmp_path: Path, script: bool
) -> None:
    with town.phone(town.amina if script else town.ana, script=script) as phone:
        page = phone.new_page()
        finds(page, town, "se me vencio la lisencia", "Renovar la licencia")
        is_let_in(page, had="yes", suspended="no")
        shows(page, "Hidalgo 14")
        goes_on(page, "Sí, es correcto")
        page.check("[name=sort][value=car]")
        page.check("[name=glasses][value=no]")
        page.check("[name=donor][value=yes]")
        goes_on(page)
        page.set_input_files("#face", a_large_photo(tmp_path))
        page.fill("#sign", "Amina Reyes" if script else "Ana Pech")
        goes_on(page)
        shows(page, "Revisa y envía")
        shows(page, "$1,055.00")
        goes_on(page, "Enviar trámite")
        folio = folio_on(page)
        follows(page, "Ver cómo pagar")
        reference = re.sub(r"\D", "", page.inner_text("dd.wide"))
        pays(town, reference, "1055.00", tmp_path)
        decides(town, folio)
        page.goto(f"{town.url}/cases/{folio}")
        shows(page, "Tu licencia está lista")
        with page.expect_navigation():
            page.click("button:text-is('Bien')")
        follows(page, "Ver mi documento")
        assert "/verify#" in scanned(page)


@both
def test_a_birth_certificate_is_there_at_once_and_anybody_can_verify_it(
    town: Town, script: bool
) -> None:
    with town.phone(town.amina if script else town.ana, script=script) as phone:
        page = phone.new_page()
        finds(page, town, "acta de nacimiento", "acta de nacimiento")
        is_let_in(page, where="here")
        page.check("[name=whose][value=mine]")
        goes_on(page, "Sí, es correcto")
        goes_on(page, "Enviar trámite")
        folio = folio_on(page)
        shows(page, "No caduca")
        follows(page, "Ver mi documento")
        address = scanned(page)
    parts = payload.split(address)
    assert parts
    forged = payload.join(parts[0].replace(b'"Am', b'"Em').replace(b'"An', b'"En'), parts[1])
    codes = {"valid": address.partition("#")[2], "forged": forged}
    with town.phone(None, script=script) as phone:
        page = phone.new_page()
        page.goto(f"{town.url}/verify")
        if script:
            worker_is_active(page)
            page.wait_for_function("caches.match('/verify/revoked')")
            phone.set_offline(True)
        for state, code in codes.items():
            assert verified(page, town, code, script=script) == state
        if script:
            phone.set_offline(False)
        revokes(town, folio)
        assert verified(page, town, codes["valid"], script=script) == "revoked"
        if script:
            phone.set_offline(True)
            assert verified(page, town, codes["valid"], script=script) == "revoked"


def verified(page: Page, town: Town, code: str, *, script: bool) -> str:
    """What the page says to somebody who scans a code, or pastes it where no script runs."""
    page.goto("about:blank")
    page.goto(f"{town.url}/verify" + (f"#{code}" if script else ""))
    if not script:
        page.fill("#code", code)
        goes_on(page)
    box = page.locator(STATE)
    box.wait_for()
    return str(box.get_attribute("data-state"))


@both
def test_an_appointment_is_chosen_moved_and_given_up(town: Town, script: bool) -> None:
    with town.phone(town.amina if script else town.ana, script=script) as phone:
        page = phone.new_page()
        finds(page, town, "consulta con el doctor", "Cita en un centro de salud")
        is_let_in(page, urgent="no")
        page.check("[name=why][value=teeth]")
        goes_on(page, "Sí, es correcto")
        page.check("[name=blood][value=unknown]")
        page.check("[name=care][value=allergy]")
        page.fill("#allergies", "Penicilina")
        goes_on(page)
        shows(page, "Penicilina")
        goes_on(page, "Enviar trámite")
        follows(page, "Elegir mi cita")
        follows(page, CLINIC)
        page.select_option("#begins", index=3)
        goes_on(page, "Apartar cita")
        shows(page, "Llega 10 minutos antes")
        shows(page, CLINIC)
        follows(page, "Mover o cancelar mi cita")
        follows(page, CLINIC)
        page.select_option("#begins", index=5)
        goes_on(page, "Mover mi cita")
        follows(page, "Mover o cancelar mi cita")
        goes_on(page, "Cancelar mi cita")
        shows(page, "Cancelado")
