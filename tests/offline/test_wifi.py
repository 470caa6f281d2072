"""Amina joins the city's WiFi. The page it sends her to says what she can do in a minute."""

from pathlib import Path

from flask import Flask

from backend.budgets.config import read
from backend.budgets.fetch import Phone
from backend.budgets.measure import weigh
from backend.budgets.page import Page as Weighed
from backend.budgets.verdict import budget_for
from backend.kernel.db import db
from tests.page import Person
from tests.places.made import a_full_city


def test_it_asks_her_to_open_the_browser_and_says_where(app: Flask, amina: Person) -> None:
    page = amina.opens("/wifi")
    assert "Abre Ventanilla en tu navegador." in page.text
    assert "http://localhost/" in page.links()
    assert "localhost" in page.text


def test_what_it_offers_is_there(app: Flask, amina: Person) -> None:
    with app.app_context():
        a_full_city(app)
        db.session.commit()
    for language in ("", "/en"):
        page = amina.opens(f"{language}/wifi")
        assert f"{language}/packs" in page.links()
        for link in page.links():
            if link.startswith("/"):
                amina.opens(link)


def test_it_needs_no_script_and_keeps_nothing_on_a_phone_that_forgets(
    app: Flask, amina: Person
) -> None:
    page = amina.opens("/wifi")
    assert page.all("script") == []
    assert "Ventanilla-Keep" not in page.response.headers


def test_all_told_it_weighs_at_most_six_kilobytes(app: Flask) -> None:
    with app.app_context():
        a_full_city(app)
        db.session.commit()
    for path, language in (("/wifi", "es"), ("/en/wifi", "en")):
        weight = weigh(Phone(app, language=language), Weighed(path, language, "full"))
        assert weight.doubts == ()
        assert weight.sizes["total"] <= 6 * 1024


def test_its_budget_is_in_the_budgets_file(repository: Path) -> None:
    for path in ("/wifi", "/en/wifi"):
        budget = budget_for(path, read(repository / "budgets.json"))
        assert budget
        assert budget.sizes["total"] == 6 * 1024
        assert budget.sizes["script"] == 0
