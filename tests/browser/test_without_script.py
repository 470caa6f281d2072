"""Amina's browser runs no script: everything about reports works all the same, with a signal."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from backend.app import create_app
from backend.config import Settings
from backend.demo.reports import invent
from backend.kernel import clock
from backend.kernel.db import db
from backend.reports.queries import PAGE
from tests.begun import begun
from tests.browser.chromium import SCREEN
from tests.browser.city import City
from tests.browser.person import a_large_photo, kept_by_the_city

SEND = "text=Enviar reporte"
SET = "(field, value) => { field.value = value }"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A city where things happened already; the tests share it."""
    var = tmp_path_factory.mktemp("city") / "var"
    app = create_app(Settings(var=begun(var), log_level="error"))
    with app.app_context():
        invent(36, now=clock.now())
        db.session.commit()
    with City(var) as running:
        yield running


@pytest.fixture
def make_phone(browser: Browser) -> Iterator[Callable[[], BrowserContext]]:
    """Makes phones whose browser runs no script."""
    made: list[BrowserContext] = []

    def make() -> BrowserContext:
        made.append(browser.new_context(viewport=SCREEN, java_script_enabled=False))
        return made[-1]

    yield make
    for phone in made:
        phone.close()


@pytest.fixture
def amina(make_phone: Callable[[], BrowserContext]) -> BrowserContext:
    return make_phone()


def opens(phone: BrowserContext, address: str) -> Page:
    page = phone.new_page()
    page.goto(address)
    return page


def fill_in(page: Page, words: str) -> None:
    page.check("input[value=streetlight]")
    page.select_option("#streetlight-extent", "many")
    page.fill("#place-street", "Av. Hidalgo")
    page.select_option("#place-borough", "coyoacan")
    page.fill("#description", words)


def files(phone: BrowserContext, city: City, words: str, photo: Path | None = None) -> Page:
    """Amina files a report and is shown its ticket."""
    page = opens(phone, f"{city.url}/reports/new")
    fill_in(page, words)
    if photo:
        page.set_input_files("#photos", photo)
    page.click(SEND)
    expect(page.locator(".ticket")).to_contain_text("Recibido")
    return page


def folio_on(page: Page) -> str:
    return page.inner_text(".folio").replace(" ", "")


def is_own(page: Page) -> bool:
    return page.locator("form[action$=notes]").count() == 1


def test_she_files_a_report_with_its_photo(
    amina: BrowserContext, city: City, tmp_path: Path
) -> None:
    page = files(amina, city, "Con foto y sin guion", a_large_photo(tmp_path))
    (kept,) = [each for each in kept_by_the_city(city.var) if "sin guion" in each.description]
    assert kept.folio == folio_on(page)
    assert len(kept.photos) == 1
    width, height, _ = kept.photos[0]
    assert height > width, "it stands upright"
    page.click("text=Ver foto")
    expect(page.locator("img")).to_be_visible()


def test_the_page_promises_nothing_that_only_a_script_can_keep(
    amina: BrowserContext, city: City
) -> None:
    page = opens(amina, f"{city.url}/reports/new")
    for promise in ("Funciona sin conexión", "Las reducimos en tu teléfono", "Usar mi ubicación"):
        expect(page.locator("main").get_by_text(promise).first).to_be_hidden()
    page.goto(f"{city.url}/outbox")
    expect(page.locator("noscript .box")).to_be_visible()
    expect(page.locator("[data-empty]")).to_be_hidden()


def test_a_question_appears_with_the_answer_it_belongs_to(
    amina: BrowserContext, city: City
) -> None:
    page = opens(amina, f"{city.url}/reports/new")
    expect(page.locator("#streetlight-extent")).to_be_hidden()
    page.check("input[value=streetlight]")
    expect(page.locator("#streetlight-extent")).to_be_visible()


def test_what_she_typed_stays_when_something_is_wrong(
    amina: BrowserContext, city: City, tmp_path: Path
) -> None:
    page = opens(amina, f"{city.url}/reports/new")
    fill_in(page, "Primera línea\nSegunda línea")
    page.fill("#contact", "amina@example.org")
    page.select_option("#place-borough", "")
    page.set_input_files("#photos", a_large_photo(tmp_path))
    page.click(SEND)
    assert page.title().startswith("Error: ")
    assert page.is_checked("input[value=streetlight]")
    assert page.input_value("#streetlight-extent") == "many"
    assert page.input_value("#place-street") == "Av. Hidalgo"
    assert page.input_value("#description") == "Primera línea\nSegunda línea"
    assert page.input_value("#contact") == "amina@example.org"
    page.click("text=Elige otra vez tus fotos >> visible=true")
    page.click("[data-summary] a >> text=Elige la alcaldía")
    assert page.evaluate("location.hash") == "#place-borough"
    page.select_option("#place-borough", "tlalpan")
    page.click(SEND)
    expect(page.locator(".ticket")).to_contain_text("Recibido")


def test_she_finds_a_fault_behind_more(amina: BrowserContext, city: City) -> None:
    page = opens(amina, f"{city.url}/reports/new")
    page.click("text=Más opciones")
    page.check("text=Cascajo o escombro")
    page.fill("#place-reference", "junto al puente")
    page.select_option("#place-borough", "iztapalapa")
    page.click(SEND)
    expect(page.locator("h1")).to_have_text("Cascajo o escombro")
    expect(page.locator(".ticket")).to_contain_text("Recibido")


def test_the_private_link_opens_it_on_another_phone(
    amina: BrowserContext, city: City, make_phone: Callable[[], BrowserContext]
) -> None:
    page = files(amina, city, "Solo para mí")
    link = page.get_attribute("a[href*='/r/']", "href")
    address = page.url
    other = opens(make_phone(), address)
    assert not is_own(other)
    expect(other.locator("main")).not_to_contain_text("Solo para mí")
    other.goto(f"{city.url}{link}")
    assert other.url == address
    assert is_own(other)
    expect(other.locator("main")).to_contain_text("Solo para mí")
    other.goto(f"{city.url}/reports")
    expect(other.locator("h2").first).to_have_text("En este teléfono")


def test_she_adds_a_note_and_a_photo(amina: BrowserContext, city: City, tmp_path: Path) -> None:
    page = files(amina, city, "Falta algo")
    page.click("text=Agregar nota")
    expect(page.locator("[data-summary]")).to_contain_text("Escribe lo que quieres agregar")
    page.fill("#note", "Hay cables colgando")
    page.click("text=Agregar nota")
    expect(page.locator("dl")).to_contain_text("Hay cables colgando")
    page.set_input_files("#photo", a_large_photo(tmp_path))
    page.click("text=Agregar foto")
    expect(page.locator("dl")).to_contain_text("Ver foto")


def test_she_says_that_it_is_not_fixed_and_then_that_it_is(
    amina: BrowserContext, city: City
) -> None:
    page = files(amina, city, "Otra vez")
    for state in ("assigned", "fixed"):
        city.staff("move", folio_on(page), state, "--note", "Cambiamos el foco.")
    page.reload()
    expect(page.locator(".steps")).to_contain_text("Cambiamos el foco.")
    page.fill("#reason", "Se apagó a la hora")
    page.click("text=No, reabrir el reporte")
    expect(page.locator(".ticket")).to_contain_text("Reabierto")
    expect(page.locator(".steps")).to_contain_text("Se apagó a la hora")
    for state in ("assigned", "fixed"):
        city.staff("move", folio_on(page), state)
    page.reload()
    page.click("text=Sí, quedó bien")
    expect(page.locator(".ticket")).to_contain_text("Confirmado")


def test_bo_has_the_same_fault_and_follows_the_first(
    amina: BrowserContext, city: City, make_phone: Callable[[], BrowserContext]
) -> None:
    """A script gave the position; that of the next page never came through."""
    first = _filed_at_a_position(amina, city)
    page = opens(make_phone(), f"{city.url}/reports/new")
    _fill_in_a_position(page)
    page.click(SEND)
    expect(page.locator("fieldset.box")).to_contain_text("Quizá ya está reportado")
    assert page.is_checked("#near-new")
    page.check(f"input[value='{first}']")
    page.click("text=Continuar")
    expect(page.locator("main")).to_contain_text("Sigues este reporte")
    assert folio_on(page) == first


def _filed_at_a_position(phone: BrowserContext, city: City) -> str:
    page = opens(phone, f"{city.url}/reports/new")
    _fill_in_a_position(page)
    page.click(SEND)
    return folio_on(page)


def _fill_in_a_position(page: Page) -> None:
    page.check("input[value=drain]")
    for name, value in (("lat", "19.28910"), ("lon", "-99.16710"), ("accuracy", "9")):
        page.eval_on_selector(f"[name=place-{name}]", SET, value)


def test_bo_reads_the_reports_of_a_borough_back_to_the_oldest(
    amina: BrowserContext, city: City
) -> None:
    page = opens(amina, f"{city.url}/reports")
    newest = set(page.locator(".list a").all_inner_texts())
    page.click("text=Ver más antiguos")
    older = set(page.locator(".list a").all_inner_texts())
    assert len(newest) == PAGE
    assert older
    assert not newest & older
    page.click("text=Ver los más nuevos")
    assert newest & set(page.locator(".list a").all_inner_texts())
    page.select_option("#borough", "tlalpan")
    page.click("main form button")
    expect(page.locator("main")).to_contain_text("De todos, en Tlalpan")
    for link in page.locator(".list a").all()[:2]:
        address = link.get_attribute("href")
        opened = opens(amina, f"{city.url}{address}")
        expect(opened.locator("dl")).to_contain_text("Tlalpan")
        opened.close()


def test_without_any_style_the_form_still_reads_from_top_to_bottom(
    amina: BrowserContext, city: City
) -> None:
    page = opens(amina, f"{city.url}/reports/new")
    page.eval_on_selector("style", "style => style.remove()")
    order = ("h1", "#category", "#place-street", "#photos", "#description", "footer", "nav")
    boxes = [page.locator(each).first.bounding_box() for each in order]
    tops = [box["y"] for box in boxes if box]
    assert len(tops) == len(order)
    assert tops == sorted(tops)
    icons = [icon.bounding_box() for icon in page.locator("svg").all()]
    assert all(icon and icon["width"] <= 24 and icon["height"] <= 24 for icon in icons)
    text = page.inner_text("footer")
    assert text.split("\n")[0] == "Aviso de privacidad Ayuda: *0311 Emergencias: 911"
