"""Amina asks to be told on her phone; what is hers is told to nobody else who holds it."""

import socket
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from backend.kernel import clock
from backend.kernel.db import db
from backend.notify import outbox, queries
from backend.notify.actions import KEPT, SILENT, forget_old
from backend.notify.models import Subscription
from tests.identity.people import a_llave, signs_in
from tests.notify.letters import Pigeon, post, rows
from tests.notify.phones import Browser, subscriptions
from tests.notify.test_together import a_push
from tests.page import Page, Person
from tests.people import a_fault

FCM = "https://fcm.googleapis.com/fcm/send/"
GIVE = "/notices/subscription"


def reports(her: Person) -> str:
    """She reports a fault; the private key of her report, which her phone holds."""
    here = her.posts("/reports/new", a_fault()).location
    link = next(each for each in her.opens(here).links() if "/r/" in each)
    her.client.get(link)
    return link.rpartition("/")[2]


def asks(her: Person, browser: Browser, path: str = GIVE) -> int:
    """She taps the button; the status of the answer."""
    told = {"chosen": "1", "subscription": browser.told}
    return her.posts(path, told).status_code


def renews(her: Person, browser: Browser) -> int:
    """Her phone's worker gives the address again."""
    return her.posts(GIVE, {"subscription": browser.told}).status_code


def told(app: Flask) -> dict[str, list[str]]:
    """Which owners are told, at which addresses."""
    found: dict[str, list[str]] = {}
    for each in subscriptions(app):
        if each.dead is None:
            found.setdefault(each.owner, []).append(each.endpoint.rpartition("/")[2])
    return found


def told_of(app: Flask, owner: str) -> str:
    """Somebody's first phone is told something; the name of the message there."""
    with app.app_context():
        (phone, *_) = queries.subscriptions_of(owner)
    post(app, a_push(phone.id, owner=owner))
    with app.app_context():
        outbox.serve({"push": Pigeon()})
    return rows(app)[-1].token or ""


def reads(her: Person, token: str) -> Any:
    return her.client.get(f"/notices/message/{token}")


def test_amina_is_told_of_her_report_without_an_account(site: Flask, amina: Person) -> None:
    key = reports(amina)
    assert "Avísame en este teléfono" in amina.opens("/notices/phone").text
    assert asks(amina, Browser(f"{FCM}a"), f"/en{GIVE}") == 204
    assert told(site) == {queries.holder_of(key): ["a"]}
    assert subscriptions(site)[0].language == "en"
    token = told_of(site, queries.holder_of(key))
    assert reads(amina, token).json == {
        "title": "Tu reporte cambió",
        "body": "Ya quedó arreglado.",
        "path": "/reports/K7Q42M9XC",
        "id": token,
    }


def test_the_way_there_stands_on_her_report_and_on_nobody_elses(amina: Person, bo: Person) -> None:
    here = amina.posts("/reports/new", a_fault()).location
    assert "/notices/phone" in amina.opens(here).links()
    assert "/notices/phone" not in bo.opens(here).links()


def test_that_the_phone_asked_is_noted_the_first_time(site: Flask, amina: Person) -> None:
    key = reports(amina)
    asks(amina, Browser(f"{FCM}a"))
    token = told_of(site, queries.holder_of(key))
    assert rows(site)[-1].delivered is None
    reads(amina, token)
    first = rows(site)[-1].delivered
    assert first is not None
    assert subscriptions(site)[0].delivered == first
    reads(amina, token)
    assert rows(site)[-1].delivered == first


def test_nobody_is_asked_before_there_is_something_to_tell(amina: Person) -> None:
    page = amina.opens("/notices/phone")
    assert "Cuando hagas un reporte" in page.text
    assert not page.has_form(GIVE)
    assert asks(amina, Browser(f"{FCM}a")) == 404


def test_a_key_that_opens_nothing_brings_nothing_in(app: Flask, eve: Person) -> None:
    keys = ".".join(f"{at:022}" for at in range(40))
    eve.client.set_cookie("phone", keys)
    assert asks(eve, Browser(f"{FCM}eve")) == 404
    assert subscriptions(app) == []


@pytest.mark.parametrize("endpoint", ["https://eve.example/a", "http://169.254.169.254/"])
def test_eve_gives_an_address_inside(app: Flask, eve: Person, endpoint: str) -> None:
    reports(eve)
    assert asks(eve, Browser(endpoint)) == 422
    assert subscriptions(app) == []


@pytest.mark.parametrize(("address", "status"), [("10.0.0.7", 422), ("8.8.8.8", 204), ("", 204)])
def test_where_any_service_may_be_given_its_name_is_looked_up_at_once(
    make_site: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch, address: str, status: int
) -> None:
    """A name that leads nowhere now may lead somewhere when there is something to tell."""
    eve = Person(make_site(push_services="*").test_client())
    reports(eve)

    def found(*_asked: object, **_how: object) -> list[object]:
        if not address:
            raise socket.gaierror
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    assert asks(eve, Browser("https://push.example/a")) == status


def test_another_site_cannot_ask_for_her(app: Flask, amina: Person) -> None:
    reports(amina)
    given = {"chosen": "1", "subscription": Browser(f"{FCM}a").told}
    answer = amina.client.post(GIVE, data=given, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert subscriptions(app) == []


def test_a_further_report_of_hers_is_told_of_as_well(site: Flask, amina: Person) -> None:
    first = reports(amina)
    browser = Browser(f"{FCM}a")
    asks(amina, browser, f"/en{GIVE}")
    second = reports(amina)
    assert renews(amina, browser) == 204
    assert told(site) == {queries.holder_of(each): ["a"] for each in (first, second)}
    assert {each.language for each in subscriptions(site)} == {"en"}


def test_a_browser_that_is_reached_elsewhere_says_so(site: Flask, amina: Person) -> None:
    key = reports(amina)
    asks(amina, Browser(f"{FCM}old"))
    assert renews(amina, Browser(f"{FCM}new")) == 204
    assert told(site) == {queries.holder_of(key): ["new"]}


def test_a_phone_that_was_never_asked_is_not_told(app: Flask, amina: Person) -> None:
    reports(amina)
    assert renews(amina, Browser(f"{FCM}a")) == 404
    assert subscriptions(app) == []


def test_amina_has_heard_enough(site: Flask, amina: Person) -> None:
    reports(amina)
    browser = Browser(f"{FCM}a")
    asks(amina, browser)
    amina.sends(amina.opens("/notices/phone").form("/remove"))
    assert told(site) == {}
    assert renews(amina, browser) == 404, "the worker does not ask for her"
    assert asks(amina, browser) == 204, "but she may"
    assert len(told(site)) == 1


def test_bo_cannot_read_what_amina_is_told(site: Flask, amina: Person, bo: Person) -> None:
    key = reports(amina)
    asks(amina, Browser(f"{FCM}a"))
    token = told_of(site, queries.holder_of(key))
    reports(bo)
    answer = reads(bo, token)
    assert answer.status_code == 404
    assert "arreglado" not in Page(answer).text
    assert rows(site)[-1].delivered is None
    for guess in ("x" * 22, token[:-1], token + "x", "1", "%00", "../phone"):
        assert reads(amina, guess).status_code in {404, 308}, guess


@pytest.fixture
def signed_in(site: Flask, amina: Person) -> tuple[Person, str]:
    """Amina with a Llave, told on her phone; and her name there."""
    signs_in(amina, site, a_llave(site))
    assert asks(amina, Browser(f"{FCM}a")) == 204
    (owner,) = told(site)
    assert owner.startswith("person:")
    return amina, owner


def test_who_is_signed_in_is_told_by_her_account(
    site: Flask, signed_in: tuple[Person, str], bo: Person
) -> None:
    amina, owner = signed_in
    token = told_of(site, owner)
    assert reads(amina, token).status_code == 200
    assert reads(bo, token).status_code == 404


def test_signing_out_ends_her_notices_on_this_phone_and_not_those_of_its_keys(
    site: Flask, signed_in: tuple[Person, str]
) -> None:
    amina, owner = signed_in
    with site.app_context():
        (hers,) = queries.subscriptions_of(owner)
        row = Subscription(**{
            column.name: getattr(hers, column.name)
            for column in Subscription.__table__.columns if column.name != "id"
        })  # fmt: skip
        row.owner = queries.holder_of("k" * 22)
        db.session.add(row)
        db.session.commit()
    amina.posts("/sign-out", {})
    assert list(told(site)) == [queries.holder_of("k" * 22)]


def test_without_signal_the_tag_went_first_and_still_her_notices_end(
    site: Flask, signed_in: tuple[Person, str]
) -> None:
    amina, _ = signed_in
    amina.client.delete_cookie("person")
    amina.posts("/sign-out", {}, Ventanilla_Replay="1", Ventanilla_Person="")
    assert told(site) == {}


def test_bo_takes_over_the_phone_and_amina_is_told_there_no_more(
    site: Flask, signed_in: tuple[Person, str]
) -> None:
    phone, amina = signed_in
    token = told_of(site, amina)
    for name in ("llave", "person"):
        phone.client.delete_cookie(name)
    signs_in(phone, site, a_llave(site, "Bo Ortiz", phone="+525587654321"))
    assert reads(phone, token).status_code == 404
    assert told(site) == {}, "and from now on nothing is sent there"
    assert renews(phone, Browser(f"{FCM}a")) == 404, "nor is Bo told, who never asked"
    assert asks(phone, Browser(f"{FCM}a")) == 204
    (owner,) = told(site)
    assert owner != amina


def test_bo_asks_on_a_phone_where_amina_was_told(
    site: Flask, signed_in: tuple[Person, str], bo: Person
) -> None:
    signs_in(bo, site, a_llave(site, "Bo Ortiz", phone="+525587654321"))
    assert asks(bo, Browser(f"{FCM}a")) == 204
    (owner,) = told(site)
    assert owner != signed_in[1]


def test_on_a_phone_that_is_not_only_hers_nobody_is_told_by_account(
    app: Flask, amina: Person
) -> None:
    signs_in(amina, app, a_llave(app), is_shared=True)
    assert asks(amina, Browser(f"{FCM}a")) == 404
    assert subscriptions(app) == []


def test_a_key_of_reports_is_called_alike_in_both_rooms(app: Flask, amina: Person) -> None:
    key = reports(amina)
    with app.app_context():
        (digest,) = db.session.execute(db.text("SELECT key FROM reports_reports")).one()
    assert queries.holder_of(key) == queries.holder(digest)


def test_the_key_for_browsers_is_given_to_everybody(app: Flask, amina: Person) -> None:
    answer = amina.client.get("/notices/key")
    assert answer.mimetype == "text/plain"
    assert len(answer.text) == 87
    reports(amina)
    assert f'data-key="{answer.text}"' in amina.opens("/notices/phone").html


def test_phones_that_ended_are_forgotten(app: Flask, amina: Person) -> None:
    reports(amina)
    asks(amina, Browser(f"{FCM}a"))
    amina.sends(amina.opens("/notices/phone").form("/remove"))
    for later, left in ((KEPT * 0.9, 1), (KEPT * 1.1, 0)):
        with app.app_context():
            forget_old(clock.now() + later)
            db.session.commit()
        assert len(subscriptions(app)) == left


def test_a_phone_that_heard_nothing_for_a_year_is_forgotten(app: Flask, amina: Person) -> None:
    reports(amina)
    asks(amina, Browser(f"{FCM}a"))
    for later, left in ((SILENT * 0.9, 1), (SILENT * 1.1, 0)):
        with app.app_context():
            forget_old(clock.now() + later)
            db.session.commit()
        assert len(subscriptions(app)) == left
