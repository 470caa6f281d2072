"""Every address of the site and everybody who may ask: who passes, and who does not.

The addresses come from the application; a new one fails here until it stands in one of the lists.
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
from tests.identity.people import PHRASE, a_llave, signs_in
from tests.page import Person

LISTS = {
    "everybody": """
        health.alive health.ready
        identity.chosen identity.code identity.code_entered identity.enter_code identity.home
        identity.leaving identity.passkey_asked identity.passkey_shown identity.recover
        identity.recovered identity.second identity.second_shown identity.send_code
        identity.sign_in identity.sign_in_first identity.sign_out identity.sign_up
        identity.sign_up_key identity.sign_up_made identity.sign_up_who identity.who
        mine.home mine.privacy
        offline.icon offline.manifest offline.offline offline.outbox offline.picture
        offline.share offline.worker
        reports.add_note reports.add_photo reports.confirm reports.file reports.follow
        reports.index reports.key reports.new reports.new_more reports.photo reports.reopen
    """,
    "signed in": """
        identity.act_for identity.again identity.again_first identity.ask_to_help
        identity.change_passphrase identity.code_given_back identity.confirm identity.contacts
        identity.end_help identity.help
        identity.help_code identity.help_code_told identity.keys identity.new_passphrase
        identity.passkeys identity.prove_strongly identity.send_again identity.sessions
        identity.shown identity.start_helping reports.adopt
    """,
    "signed in, also for another": "identity.level identity.stop_helping",
    "signed in, proved lately": """
        identity.add_contact identity.add_passkey identity.app identity.ask_passkey
        identity.begin_app identity.end_others identity.end_session identity.remove_contact identity.remove_passkey
        identity.show_help_code identity.turn_off_app identity.turn_on_app
    """,
    "of level 2": "identity.join identity.joined identity.show_code",
    "clerk": """
        identity.check identity.checked identity.code_for_her identity.counter
        identity.find_by_code identity.find_who_lost identity.let_back identity.recovery_code
    """,
    "admin": "identity.people",
    "admin, proved lately": "identity.dismiss identity.invite",
}
HELPER_MAY = {"everybody", "signed in, also for another"}
PLACEHOLDERS: dict[str, Any] = {
    "id": 999999,
    "folio": "K7Q42M9XC",
    "position": 1,
    "key": "k" * 22,
    "size": 192,
    "page": 2,
}


def expected(access: str, who: str) -> str:
    """What the door is to say: ``passes``, ``to sign in``, ``not here``, ``prove``, ``level``,
    ``not for another``."""
    role = access.partition(",")[0] if access.startswith(("clerk", "admin")) else ""
    lately = access.endswith("proved lately")
    refusals = {
        "to sign in": who == "nobody",
        "not for another": who == "helper" and access not in HELPER_MAY,
        "not here": role not in who,
        "prove": (role and "weak" in who) or (lately and who == "amina, long ago"),
        "level": access == "of level 2" and who == "bo, level 1",
    }
    if access == "everybody":
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
    ):
        llave = a_llave(app, who, role=role, office=office, phrase=PHRASE, app_secret=new_secret())
        comes(who, llave, strong=strong)
    people["helper"] = _helper(app, person(), hers, his)
    return people


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


def test_every_address_stands_in_one_list(app: Flask) -> None:
    listed = [name for names in LISTS.values() for name in names.split()]
    assert len(listed) == len(set(listed))
    assert {route.endpoint for route in app.url_map.iter_rules()} == set(listed)


def test_who_passes_and_who_does_not(app: Flask, people: dict[str, Person]) -> None:
    access_of = {name: access for access, names in LISTS.items() for name in names.split()}
    ending = {"identity.sign_out", "identity.stop_helping", "identity.end_others"}
    wrong = []
    for route in app.url_map.iter_rules():
        for method in sorted((route.methods or set()) & {"GET", "POST"}):
            for who, person in people.items():
                if route.endpoint in ending and who != "nobody":
                    continue  # it would end what the rest of this test needs
                said = _what_the_door_says(app, person, route, method)
                due = expected(access_of[route.endpoint], who)
                if said != due:
                    wrong.append((route.endpoint, method, who, said, due))
    assert not wrong


def test_a_get_changes_nothing_for_anybody(app: Flask, people: dict[str, Person]) -> None:
    before = _rows(app)
    for route in app.url_map.iter_rules():
        if "GET" in (route.methods or set()):
            for person in people.values():
                _ask(app, person, route, "GET")
    assert _rows(app) == before


def _what_the_door_says(app: Flask, person: Person, route: Route, method: str) -> str:
    answer = _ask(app, person, route, method)
    location = answer.location or ""
    if answer.status_code == 401 or location.startswith("/sign-in?next="):
        return "to sign in"
    if location.startswith(("/sign-in/again", "/sign-in/strong")):
        return "passes" if route.endpoint == "identity.prove_strongly" else "prove"
    if answer.status_code == 403:
        return "not for another" if "Terminar de ayudar" in answer.text else "level"
    # Somebody else's thing and no thing at all look the same; only staff pages hide as a whole.
    if answer.status_code == 404 and route.rule.startswith("/staff") and "<int" not in route.rule:
        return "not here"
    if answer.status_code == 404 and route.rule.startswith("/staff"):
        return "not here" if not _is_admin(person) else "passes"
    assert answer.status_code < 500, (route.rule, answer.status_code)
    return "passes"


def _is_admin(person: Person) -> bool:
    return person.client.get("/staff/people").status_code == 200


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
