"""Two people reported the same lamp. Dora merges the later one into the first."""

from flask import Flask

from backend.kernel.db import db
from backend.reports.models import Follower
from backend.reports.status import State
from tests.page import Person
from tests.people import a_fault
from tests.staff.people import came_in, kept, logged
from tests.staff.test_case import does


def files(person: Person, **told: str) -> str:
    """The folio of what somebody sends from her phone."""
    path: str = person.posts("/reports/new", a_fault(near="new", **told)).location
    return path.rpartition("/")[2]


def test_who_reported_it_again_follows_the_first(
    site: Flask, dora: Person, amina: Person, bo: Person, eve: Person
) -> None:
    first = files(bo)
    second = files(amina, contact="amina@correo.example")
    follower = eve.posts("/reports/new", a_fault(near=second))
    assert follower.status_code == 303
    does(dora, second, "merge", first=first)
    assert kept(site, second, "state", "refers_to") == ("duplicate", first)
    page = amina.opens(f"/reports/{second}")
    assert f"/reports/{first}" in page.links()
    assert first[:4] in page.text
    assert "Sigues este reporte" in amina.opens(f"/reports/{first}").text
    assert "Sigues este reporte" in eve.opens(f"/reports/{first}").text
    with site.app_context():
        contacts = {each.contact for each in db.session.query(Follower)}
    assert "amina@correo.example" in contacts, "how to tell her went along"
    assert logged(site, second) == [("merge", first)]
    assert logged(site, first) == [("merged-here", second)]
    said = dora.opens(f"/staff/reports/{first}").text
    assert "2 personas" in said


def test_a_chain_of_three_leads_to_the_first_of_all(site: Flask, dora: Person) -> None:
    one, two, three = came_in(site), came_in(site), came_in(site)
    does(dora, three, "merge", first=two)
    does(dora, two, "merge", first=one)
    assert kept(site, three, "refers_to") == (one,)
    four = came_in(site)
    does(dora, four, "merge", first=three)
    assert kept(site, four, "refers_to") == (one,)


def test_what_cannot_be_the_first_is_refused(site: Flask, dora: Person) -> None:
    one, two = came_in(site), came_in(site)
    gone = came_in(site, way=(State.CANNOT,))
    does(dora, two, "merge", first=one)
    for first in (one, two, gone):
        page = does(dora, one, "merge", 422, first=first)
        assert "Ese no puede ser el primero" in page.text
    for first in ("", "nada", "000000000"):
        assert "No hay un reporte" in does(dora, one, "merge", 422, first=first).text
    assert kept(site, one, "state") == ("received",)


def test_a_duplicate_that_was_none_is_opened_again(site: Flask, dora: Person) -> None:
    one, two = came_in(site), came_in(site)
    does(dora, two, "merge", first=one)
    does(dora, two, "move", to="assigned")
    assert kept(site, two, "merged_into_id", "refers_to", "is_open") == (None, "", True)
