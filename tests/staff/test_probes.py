"""Whatever a resident writes, the desk and the crew read it as she wrote it."""

import re

import pytest
from flask import Flask

from tests.page import Page, Person
from tests.people import a_fault
from tests.reports.test_text_stays_text import BOMBS, reads
from tests.staff.people import a_crew, gives_to, works

UNSEEN = ("a\x00b", "\u202egpj.exe", "\ud800", "\x1b[31mred")


def is_drawn_by_us(page: Page) -> None:
    """The page has no script, picture or link but those of a template of ours."""
    assert all((each.get("src") or "").startswith("/static/") for each in page.all("script"))
    assert not page.all("img")
    assert not page.all("iframe")
    for each in page.root.iter():
        assert not [name for name in each.attrib if name.startswith("on")]
        for name in ("href", "action", "src"):
            assert not (each.get(name) or "").lower().startswith("javascript:")
            assert not re.match(r"(https?:)?[/\\]*evil", each.get(name) or "")


def reported(amina: Person, probe: str) -> str:
    told = dict.fromkeys(("place-street", "place-reference", "description"), probe[:100])
    answer = amina.posts("/reports/new", a_fault(near="new", contact=probe[:100], **told))
    assert answer.status_code == 303
    path: str = answer.location
    page = amina.opens(path)
    note = page.form("/notes")
    note.fields["note"] = probe[:100]
    amina.sends(note)
    return path.rpartition("/")[2]


@pytest.mark.parametrize("probe", BOMBS)
def test_the_desk_and_the_crew_read_what_amina_wrote(
    app: Flask, dora: Person, amina: Person, bo: Person, probe: str
) -> None:
    folio = reported(amina, probe)
    member = works(app, bo, "Bo", role="crew", phone="+525500000004")
    gives_to(app, folio, a_crew(app, member))
    pages = [dora.opens(f"/staff/reports/{folio}"), bo.opens(f"/staff/crew/{folio}")]
    for page in pages:
        assert reads(page, probe[:100])
        is_drawn_by_us(page)
    for page in (dora.opens("/staff/reports?state=all"), bo.opens("/staff/crew")):
        is_drawn_by_us(page)


@pytest.mark.parametrize("probe", BOMBS)
def test_what_dora_types_comes_back_as_she_typed_it(
    app: Flask, dora: Person, amina: Person, probe: str
) -> None:
    folio = reported(amina, "una lámpara")
    path = f"/staff/reports/{folio}"
    is_drawn_by_us(Page(dora.client.get("/staff/reports", query_string={"q": probe})))
    for ending, name in (("merge", "first"), ("move", "words"), ("assign", "planned")):
        form = dora.opens(path).form(f"/{ending}")
        form.fields |= {name: probe}
        is_drawn_by_us(dora.sends(form, 422))
    for ending, name in (("note", "note"), ("move", "words")):
        form = dora.opens(path).form(f"/{ending}")
        form.fields |= {name: probe, "to": "assigned"} if name == "words" else {name: probe}
        page = dora.sends(form)
        assert reads(page, probe)
        is_drawn_by_us(page)
    is_drawn_by_us(amina.opens(f"/reports/{folio}"))


@pytest.mark.parametrize("probe", UNSEEN)
def test_what_cannot_be_seen_is_not_kept(
    site: Flask, dora: Person, amina: Person, probe: str
) -> None:
    folio = reported(amina, "una lámpara")
    for path, name in (("note", "note"), ("move", "words")):
        form = dora.opens(f"/staff/reports/{folio}").form(f"/{path}")
        sent = {**form.fields, "to": "assigned", name: probe.encode("utf-8", "surrogatepass")}
        assert dora.posts(form.action, sent).status_code < 500
    said = dora.opens(f"/staff/reports/{folio}").text
    assert not set(said) & set("\x00\u202e\ud800\x1b")
