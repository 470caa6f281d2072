"""Whoever tries the site for the first time signs in as one of three people who are nobody."""

import re

import time_machine
from flask import Flask

from backend.kernel import clock
from tests.identity.people import a_llave
from tests.page import Page, Person


def demo(app: Flask) -> str:
    return app.test_cli_runner().invoke(args=["demo", "--reports", "10"]).output


def signs_in_as(person: Person, line: str) -> Page:
    told = re.search(r": (\S+@demo\.example), passphrase: ([a-z ]+)", line)
    assert told
    form = person.opens("/sign-in").form("/sign-in")
    form.fields |= {"who": told[1], "passphrase": told[2], "phone": "own"}
    return person.sends(form)


def test_the_resident_finds_her_reports(site: Flask, amina: Person) -> None:
    line = next(line for line in demo(site).splitlines() if line.startswith("Amina Reyes"))
    assert "Amina Reyes" in signs_in_as(amina, line).text
    assert "Los tuyos" in amina.opens("/reports").text


def test_the_clerk_gets_to_the_counter_with_the_digits_of_the_moment(
    site: Flask, bo: Person
) -> None:
    demo(site)
    with time_machine.travel(clock.now(), tick=False):
        line = next(line for line in demo(site).splitlines() if line.startswith("Dora Luna"))
        form = signs_in_as(bo, line).form("/sign-in/second")
        form.fields["digits"] = line.rpartition(" ")[2]
        assert "Dora Luna" in bo.sends(form).text
        assert "Ventanilla" in bo.opens("/staff/counter").title
        assert "Dora Luna" in bo.opens("/staff/people").text
        assert "/staff/reports/" in str(bo.opens("/staff/reports").links())


def test_the_crew_has_something_to_do_today(site: Flask, bo: Person) -> None:
    site.test_cli_runner().invoke(args=["demo"])
    with time_machine.travel(clock.now(), tick=False):
        line = next(line for line in demo(site).splitlines() if line.startswith("Beto Cruz"))
        form = signs_in_as(bo, line).form("/sign-in/second")
        form.fields["digits"] = line.rpartition(" ")[2]
        bo.sends(form)
        assert "/staff/crew/" in str(bo.opens("/staff/crew").links())


def test_nobody_is_invented_where_somebody_lives(site: Flask) -> None:
    a_llave(site, "Bo")
    assert "demo.example" not in demo(site)
