"""Every address of the site and everybody who may ask: who passes, and who does not.

The addresses come from the application, what each asks from the list in ``may``.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule as Route

from backend.identity.actions import helping
from backend.identity.models import Account
from backend.identity.totp import new_secret
from backend.kernel import clock
from backend.kernel.db import db
from tests.contracts.may import listed
from tests.identity.people import PHRASE, a_llave, signs_in
from tests.oidc.sites import a_site, signs_in_to
from tests.page import Person

PLACEHOLDERS: dict[str, Any] = {
    "id": 999999,
    "folio": "K7Q42M9XC",
    "position": 1,
    "key": "k" * 22,
    "size": 192,
    "page": 2,
    "number": 1,
    "score": 3,
    "name": "wifi-tlalpan",
    "form": "json",
    "code": "pothole",
    "keeper": 0,
    "kind": "wifi",
    "borough": "tlalpan",
    "area": "centro",
    "purpose": "offices",
    "ref": "1",
    "token": "t" * 22,
    "slug": "birth-certificate",
    "step": "you",
}
READ_FOR_ANOTHER = {"mine.inbox", "record.home", "record.documents"}
"""What a helper can read of who is helped: noted before it is shown."""
READ_BY_SITES = {"oidc.userinfo"}
"""Whose data are read there is noted before they are told."""


def expected(may: str, who: str) -> str:
    """What the door is to say: ``passes``, ``to sign in``, ``not here``, ``prove``, ``level``,
    ``not for another``."""
    asked = may.split("+")
    role = next(
        (word for word in asked if word in {"clerk", "admin", "desk", "crew", "privacy"}), ""
    )
    refusals = {
        "to sign in": who in {"nobody", "oidc client"},
        "not for another": who == "helper" and "helper" not in asked,
        "not here": role not in who,
        "prove": (role and "weak" in who) or ("lately" in asked and who == "amina, long ago"),
        "level": "level-2" in asked and who == "bo, level 1",
    }
    if may == "public":
        return "passes"
    return next((refusal for refusal, is_due in refusals.items() if is_due), "passes")


@pytest.fixture
def people(app: Flask, person: Callable[[], Person]) -> dict[str, Person]:
    """Everybody who may come."""
    hers = a_llave(app)
    his = a_llave(app, "Bo", phone="+525500000001", level=1)
    people = {"nobody": person()}

    def comes(who: str, llave: Any, **how: Any) -> None:
        people[who] = person()
        signs_in(people[who], app, llave, **how)

    comes("amina", hers)
    comes("amina, long ago", hers, proved=clock.now() - timedelta(minutes=20))
    comes("bo, level 1", his)
    for who, role, office, strong in (
        ("clerk", "clerk", "lighting", True),
        ("clerk of another office", "clerk", "roads", True),
        ("clerk, weak", "clerk", "lighting", False),
        ("admin", "admin", "", True),
        ("desk", "desk", "lighting", True),
        ("crew", "crew", "lighting", True),
        ("privacy", "privacy", "", True),
    ):
        llave = a_llave(app, who, role=role, office=office, phrase=PHRASE, app_secret=new_secret())
        comes(who, llave, strong=strong)
    people["helper"] = _helper(app, person(), hers, his)
    people["oidc client"] = _client(app, person(), people["amina"])
    return people


def _client(app: Flask, server: Person, amina: Person) -> Person:
    """The server of a site that Amina signed in to, with a token for her data."""
    library = a_site(app)
    tokens = library.redeems(app, signs_in_to(amina, library)["code"]).json
    server.client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {tokens['access_token']}"
    return server


def _helper(app: Flask, helper: Person, hers: Any, his: Any) -> Person:
    signs_in(helper, app, hers)
    with app.app_context():
        now = clock.now()
        agreed = helping.agree(
            helper=db.session.get_one(Account, hers.id),
            helped=db.session.get_one(Account, his.id),
            kind="family",
            office="",
            now=now,
        )
        db.session.commit()
        id = agreed.id
    helper.posts(f"/llave/help/{id}/act", {})
    return helper


def test_who_passes_and_who_does_not(app: Flask, people: dict[str, Person]) -> None:
    may = {(row.method, row.address): row.may for row in listed()}
    ending = {"identity.sign_out", "identity.stop_helping", "identity.end_others"}
    wrong = []
    for route in app.url_map.iter_rules():
        for method in sorted((route.methods or set()) & {"GET", "POST"}):
            for who, person in people.items():
                if route.endpoint in ending and who != "nobody":
                    continue  # it would end what the rest of this test needs
                said = _what_the_door_says(app, person, route, method)
                due = expected(may[method, route.rule], who)
                if said != due:
                    wrong.append((route.endpoint, method, who, said, due))
    assert not wrong


def test_a_get_changes_nothing_for_anybody(app: Flask, people: dict[str, Person]) -> None:
    before = _rows(app)
    for route in app.url_map.iter_rules():
        if "GET" in (route.methods or set()) and route.endpoint not in READ_BY_SITES:
            for person in people.values():
                _ask(app, person, route, "GET")
    after = _rows(app)
    # That somebody's data was read by who helps her is written down before it is shown.
    assert after.pop("kernel_audit") - before.pop("kernel_audit") == len(READ_FOR_ANOTHER)
    assert after == before


def _what_the_door_says(app: Flask, person: Person, route: Route, method: str) -> str:
    answer = _ask(app, person, route, method)
    location = answer.location or ""
    is_page = answer.mimetype == "text/html"  # servers of sites are told otherwise
    if (answer.status_code == 401 and is_page) or location.startswith("/sign-in?next="):
        return "to sign in"
    if location.startswith(("/sign-in/again", "/sign-in/strong")):
        return "passes" if route.endpoint == "identity.prove_strongly" else "prove"
    if answer.status_code == 403 and is_page:
        return "not for another" if "Terminar de ayudar" in answer.text else "level"
    # Somebody else's thing and no thing at all look the same; only staff pages hide as a whole.
    if answer.status_code == 404 and route.rule.startswith("/staff"):
        return "not here" if "<" not in route.rule or not _works_there(person, route) else "passes"
    assert answer.status_code < 500, (route.rule, answer.status_code)
    return "passes"


def _works_there(person: Person, route: Route) -> bool:
    """May she open the page that leads to this one?"""
    return person.client.get("/".join(route.rule.split("/")[:3])).status_code == 200


def _ask(app: Flask, person: Person, route: Route, method: str) -> Any:
    with app.test_request_context():
        values = {name: PLACEHOLDERS[name] for name in route.arguments}
        path = app.url_map.bind("localhost").build(route.endpoint, values, method=method)
    return person.client.open(path, method=method, headers={"Sec-Fetch-Site": "same-origin"})


def _rows(app: Flask) -> dict[str, int]:
    with app.app_context():
        return {
            each.name: db.session.execute(db.select(db.func.count()).select_from(each)).scalar_one()
            for each in db.metadata.sorted_tables
        }
