"""A paper says what is signed; whatever is changed in it is noticed; it can be taken back."""

import json
import re
from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel import audit
from backend.kernel.db import db
from backend.notify.models import Message
from backend.papers import actions, keyring, numbers, payload, qr, queries
from backend.papers.models import Key, Paper
from backend.papers.payload import Payload
from backend.papers.verdict import State, Verdict, verdict
from backend.record.today import today
from tests.identity.people import a_llave
from tests.papers.made import NOW, ORIGIN, TODAY, UNTIL, a_paper


def checked(text: str, day: date = TODAY) -> Verdict:
    """What whoever is shown it finds, on that day."""
    return verdict(
        text,
        keys={key.kid: key.public for key in queries.every_key()},
        revoked={numbers.digest(each) for each in queries.revoked(day)},
        today=day,
        is_signed=keyring.is_signed,
    )


def test_a_paper_says_what_was_given_and_whose_it_is(site: Flask) -> None:
    amina = a_llave(site)
    with site.app_context():
        paper = a_paper(amina)
        db.session.commit()
        found = checked(qr.address(ORIGIN, paper.signed))
        assert found.state is State.VALID
        said = found.said
        assert said
        assert (said.title, said.holder) == ("Licencia de conducir", "Amina Ñúñez Güemes")
        assert (said.number, said.office) == (paper.number, "Obras y pavimento")
        assert (said.issued, said.until) == (today(NOW), UNTIL)
        assert said.lines == (
            *(("Tipo", "A, automóviles y motocicletas"), ("Restricción", "Usa lentes")),
        )
        assert queries.of_subject(paper.subject) is paper
        assert queries.papers_of(amina.id) == [paper]


def test_each_symbol_that_is_changed_is_noticed(app: Flask) -> None:
    amina = a_llave(app)
    with app.app_context():
        signed = a_paper(amina).signed
        at = [*range(0, len(signed), 7), len(signed) - 1, signed.index(".") - 1]
        for place in at:
            other = "A" if signed[place] != "A" else "B"
            found = checked(signed[:place] + other + signed[place + 1 :])
            assert found.state in {State.FORGED, State.STRANGE}, place
            assert found.said is None
        for text in (
            signed[:-1],
            signed + "A",
            signed.replace(".", ""),
            "",
            "#",
            "ñ.ñ",
            "A" * 9000,
        ):
            assert checked(text).state is State.FORGED


def test_a_paper_signed_by_somebody_else_is_strange_or_forged(app: Flask) -> None:
    amina = a_llave(app)
    with app.app_context():
        paper = a_paper(amina)
        ours = queries.every_key()[0]
        theirs = keyring.make(NOW)
        packed = payload.split(paper.signed)
        assert packed
        said = payload.read(packed[0])
        assert said
        named = packed[0].replace(ours.kid.encode(), theirs.kid.encode())
        for message, key, state in (
            (packed[0], theirs, State.FORGED),
            (named, theirs, State.VALID),
        ):
            text = payload.join(message, keyring.sign(key, message))
            assert checked(text).state is state
        db.session.delete(theirs)
        db.session.flush()
        assert checked(payload.join(named, packed[1])).state is State.STRANGE


def test_what_is_revoked_holds_no_longer_and_its_owner_is_told_why(site: Flask) -> None:
    amina, dora = a_llave(site), a_llave(site, "Dora Luna", role="desk", office="roads")
    with site.app_context():
        paper, other = a_paper(amina), a_paper(amina, subject="case:other")
        actions.revoke(paper=paper, by=dora.id, reason="El examen fue de otra persona.", now=NOW)
        actions.revoke(paper=paper, by=dora.id, reason="Otra vez", now=NOW + timedelta(days=1))
        db.session.commit()
        assert checked(paper.signed).state is State.REVOKED
        assert checked(other.signed).state is State.VALID
        assert (paper.revoked, paper.reason) == (NOW, "El examen fue de otra persona.")
        letters = {each.channel: each for each in db.session.query(Message)}
        assert "otra persona" in letters["inbox"].body
        assert paper.number not in letters["sms"].body
        assert "conducir" not in letters["sms"].body
        (entry,) = audit.about(audit.person(amina.id))
        assert (entry.act, entry.what) == ("papers.revoke", paper.number)


def test_a_paper_holds_until_its_last_day_and_one_without_for_good(app: Flask) -> None:
    amina = a_llave(app)
    with app.app_context():
        licence, birth = a_paper(amina), a_paper(amina, kind="paper", valid_until=None)
        assert checked(licence.signed, UNTIL).state is State.VALID
        assert checked(licence.signed, UNTIL + timedelta(days=1)).state is State.OVER
        assert checked(birth.signed, date(2090, 1, 1)).state is State.VALID


def test_the_public_list_names_no_number_and_forgets_what_is_over_anyway(app: Flask) -> None:
    amina = a_llave(app)
    with app.app_context():
        paper = a_paper(amina)
        actions.revoke(paper=paper, by=amina.id, reason="x", now=NOW)
        assert queries.revoked(UNTIL) == [paper.number]
        assert queries.revoked(UNTIL + timedelta(days=1)) == []
        db.session.commit()
    said = app.test_client().get("/verify/revoked")
    assert paper_number(app) not in said.get_data(as_text=True)
    assert said.json["revoked"] == [numbers.digest(paper_number(app))]
    assert list(said.json["keys"]) == [key_name(app)]
    again = app.test_client().get(
        "/verify/revoked", headers={"If-None-Match": said.headers["ETag"]}
    )
    assert again.status_code == 304


def paper_number(app: Flask) -> str:
    with app.app_context():
        return db.session.query(Paper).one().number


def key_name(app: Flask) -> str:
    with app.app_context():
        return db.session.query(Key).one().kid


def test_keys_change_and_old_papers_stay_verifiable(site: Flask) -> None:
    amina = a_llave(site)
    with site.app_context():
        first = a_paper(amina)
        newer = keyring.make(NOW + timedelta(days=9))
        same_day = a_paper(amina, subject="case:2", now=NOW + timedelta(days=9, hours=2))
        next_day = a_paper(amina, subject="case:3", now=NOW + timedelta(days=10, hours=1))
        assert first.kid == same_day.kid != newer.kid
        assert next_day.kid == newer.kid
        for paper in (first, same_day, next_day):
            assert checked(paper.signed).state is State.VALID
        assert not keyring.turn(NOW + timedelta(days=300))
        assert keyring.turn(NOW + timedelta(days=400))
        assert not keyring.turn(NOW + timedelta(days=400))


def test_whoever_runs_the_server_changes_the_key(app: Flask) -> None:
    amina = a_llave(app)
    with app.app_context():
        kid = a_paper(amina).kid
        db.session.commit()
    run = app.test_cli_runner().invoke
    made = run(args=["papers", "new-key"]).output.split()[-1].rstrip(".")
    listed = run(args=["papers", "keys"]).output.splitlines()
    assert [line.split()[0] for line in listed] == [kid, made]
    assert [line.split()[0] for line in listed if "signs" in line] == [kid]


def test_a_key_that_another_secret_sealed_signs_nothing(app: Flask) -> None:
    amina = a_llave(app)
    with app.app_context():
        key = keyring.make(NOW)
        key.sealed = "AAAA"
        db.session.flush()
        with pytest.raises(keyring.NoKey, match=key.kid):
            a_paper(amina)


def test_a_paper_says_no_more_than_what_fits_and_is_signed(app: Flask) -> None:
    amina = a_llave(app)
    many = [("Una pregunta que no acaba nunca " * 3, "ñandú " * 40)] * 12
    with app.app_context():
        paper = a_paper(amina, title="Á" * 300, holder="Ñ" * 300, lines=many)
        found = checked(paper.signed)
        assert found.said
        assert found.said.lines == tuple((what, how) for what, how in paper.lines)
        assert found.said.holder == paper.holder
        assert all(how.endswith("…") for _, how in paper.lines)
        address = "Avenida Miguel Hidalgo y Costilla 1140 bis, edificio C, interior 302, Mirador"
        proof = a_paper(amina, subject="case:home", lines=[("Domicilio", address)])
        assert proof.lines == [["Domicilio", address]], "what fits stands there whole"
        fullest, usual = (qr.of(ORIGIN, each.signed) for each in (paper, a_paper(amina)))
        assert len(usual.matrix) <= 69
        assert len(fullest.matrix) <= 117, "at 62 mm still half a millimetre a module"


@pytest.mark.parametrize(
    "said",
    [
        b"[]",
        b"{}",
        b"[" * 3000,
        b"\xff",
        b"NaN",
        json.dumps([1, "k", "n", "paper", "t", "h", "o", "2026-11-25", "", [["a"]]]).encode(),
        json.dumps([1, "k", "n", "paper", "t", "h", "o", "ayer", "", []]).encode(),
        json.dumps([1, "k", "n", "crown", "t", "h", "o", "2026-11-25", "", []]).encode(),
        json.dumps([2, "k", "n", "paper", "t", "h", "o", "2026-11-25", "", []]).encode(),
        json.dumps([1, "k", 7, "paper", "t", "h", "o", "2026-11-25", "", []]).encode(),
    ],
)
def test_what_says_something_else_is_no_payload(said: bytes) -> None:
    assert payload.read(said) is None


@given(st.text(max_size=80), st.text(max_size=80), st.dates())
def test_whatever_people_are_called_is_read_back(title: str, holder: str, day: date) -> None:
    said = Payload(
        kid="a1b2c3",
        number="0123456789AB",
        kind="paper",
        title=payload.cut(title.encode("utf-8", "ignore").decode(), 60),
        holder=payload.cut(holder.encode("utf-8", "ignore").decode(), 60),
        office="x",
        issued=day,
        until=None,
        lines=(),
    )
    text = payload.join(said.packed(), bytes(64))
    parts = payload.split(f"https://x/verify#{text.lower()}\n")
    assert parts is not None
    assert payload.read(parts[0]) == said


def test_numbers_are_read_as_people_write_them() -> None:
    number = numbers.draw()
    assert numbers.read(numbers.spaced(number).lower()) == number
    assert numbers.read("o1il-0000-0000") == "011100000000"
    assert numbers.read(number[:-1]) is None
    assert len({numbers.draw() for _ in range(500)}) == 500


def test_a_pdf_is_small_the_same_each_time_and_says_all(app: Flask) -> None:
    from backend.papers.pdf import Sheet, drawn  # noqa: PLC0415 - as the view does

    sheet = Sheet(
        city="Ciudad de México",
        office="Dirección de Licencias",
        title="Licencia de conducir",
        number="0123 4567 89AB",
        facts=(("A nombre de", "Łucja Ñúñez 日"),),
        terms=(("Expedido", "25 de noviembre"),),
        notes=("Escanea el código…",),
        stamp="Revocado",
        locale="es-MX",
        made=NOW,
    )
    amina = a_llave(app)
    with app.app_context():
        code = qr.of(ORIGIN, a_paper(amina).signed)
    one, two = drawn(sheet, code), drawn(sheet, code)
    assert one == two
    assert len(one) < 12_000
    text = text_in(one)
    for part in ("Licencia de conducir", "Lucja Ñúñez ?", "Escanea el código…", "Revocado"):
        assert part in text, part
    assert b"/Lang (es-MX)" in one
    assert b"/Title" in one


@pytest.mark.parametrize(("rows", "pages"), [(7, 1), (20, 2)])
def test_however_much_a_paper_says_nothing_covers_its_qr(app: Flask, rows: int, pages: int) -> None:
    from backend.papers.pdf import Sheet, drawn  # noqa: PLC0415 - as the view does

    amina = a_llave(app)
    many = [("Una pregunta que no acaba nunca " * 3, "ñandú " * 40)] * 12
    with app.app_context():
        code = qr.of(ORIGIN, a_paper(amina, title="Á" * 300, holder="Ñ" * 300, lines=many).signed)
    facts = (("A nombre de", "Ñ" * 60), *[("Una pregunta que no acaba", "ñandú " * 9)] * (rows - 1))
    texts = ("Ciudad", "Oficina", "Á" * 60, "0123 4567 89AB")
    page = drawn(
        Sheet(*texts, facts, (("Vence", "24 de mayo"),) * 3, ("x " * 50,) * 3, "", "es", NOW), code
    )
    assert page.count(b"/Type /Page\n") == pages
    assert len(page) < 20_000


def text_in(pdf: bytes) -> str:
    """What is written on the page, decoded from its content."""
    import zlib  # noqa: PLC0415

    found = []
    for stream in re.findall(rb"stream\n(.*?)\nendstream", pdf, re.S):
        try:
            found.append(zlib.decompress(stream).decode("cp1252", "replace"))
        except zlib.error:
            continue
    shown = re.findall(r"\(((?:[^()\\]|\\.)*)\) Tj", "\n".join(found))
    return " ".join(re.sub(r"\\(.)", r"\1", each) for each in shown)
