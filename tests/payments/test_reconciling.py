"""What a bank says was paid: each movement once, exact, and each line told of."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from backend.kernel import audit
from backend.kernel.db import db
from backend.payments import gateway, hooks, queries, reference
from backend.payments.actions import NoAmount, Reconciled, ask, cancel, reconcile
from backend.payments.actions.reconciling import ACT
from backend.payments.decide import Outcome
from backend.payments.models import BankLine
from tests.identity.people import a_llave
from tests.payments.made import LATE, NOW, UNTIL, a_file, a_payment, a_row

UNASKED = reference.make("777777777777", cents=113550, until=UNTIL)


def loads(*rows: str, by: int | None = None, offices: set[str] | None = None) -> Reconciled:
    """A file with these lines is loaded."""
    lines = gateway.usual().read(a_file(*rows))
    return reconcile(lines=lines, by=by, now=NOW, offices=offices)


def outcomes(done: Reconciled) -> list[str]:
    return [str(each.outcome) for each in done.told]


@pytest.fixture
def heard(site: Flask) -> Iterator[list[str]]:
    """The subjects that rooms above were told of."""
    subjects: list[str] = []
    before = site.extensions.pop(hooks.HOOKS, [])
    hooks.hang(site, lambda subject, _now: subjects.append(subject))
    yield subjects
    site.extensions[hooks.HOOKS] = before


def test_what_is_asked_is_the_sum_to_the_cent(app: Flask) -> None:
    amina = a_llave(app)
    with app.app_context():
        payment = a_payment(amina)
        assert payment.amount == Decimal("1135.50")
        assert reference.is_right(payment.reference)
        assert reference.told_amount(payment.reference, payment.cents)
        assert reference.told_day(payment.reference) == UNTIL
        tenths = [("a", Decimal("0.10")), ("b", Decimal("0.20"))]
        assert a_payment(amina, fees=tenths).cents == 30


@pytest.mark.parametrize("amounts", [[], ["0.00"], ["5.005"], ["10.00", "-3.00"]])
def test_nothing_and_parts_of_a_cent_cannot_be_asked(app: Flask, amounts: list[str]) -> None:
    amina = a_llave(app)
    fees = [(each, Decimal(each)) for each in amounts]
    with app.app_context(), pytest.raises(NoAmount):
        a_payment(amina, fees=fees)


def test_each_line_is_told_what_became_of_it(site: Flask, heard: list[str]) -> None:
    people = [a_llave(site, f"Persona {n}", phone="") for n in range(5)]
    with site.app_context():
        paid, short, late, off, waits = (a_payment(each) for each in people)
        cancel(subject=off.subject, now=NOW)
        done = loads(
            a_row(paid.reference, folio="1"),
            a_row(short.reference, "1135.49", folio="2"),
            a_row(late.reference, day=LATE, folio="3"),
            a_row(off.reference, folio="4"),
            a_row(paid.reference, folio="5"),
            a_row(UNASKED, folio="6"),
            a_row("123", folio="7"),
            a_row(paid.reference, folio="1"),
            a_row(paid.reference, "mil", folio="9"),
        )
        assert outcomes(done) == [
            *("paid", "wrong_amount", "late", "late", "doubled", "unknown", "unknown"),
            *("known", "unreadable"),
        ]
        assert heard == [paid.subject]
        is_paid = [queries.is_paid(each.subject) for each in (paid, short, late, off, waits)]
        assert is_paid == [True, False, False, False, False]
        assert [each.outcome for each, _ in queries.unsettled({"mobility"})].count("late") == 2
        (entry,) = audit.done_by("city", act=ACT)
        assert "paid 1" in entry.what


def test_the_last_day_is_a_day_to_pay(site: Flask, heard: list[str]) -> None:
    amina = a_llave(site)
    with site.app_context():
        payment = a_payment(amina)
        done = loads(a_row(payment.reference, day=UNTIL))
        assert [each.subject for each in done.paid] == [payment.subject]


def test_the_same_file_twice_changes_nothing(site: Flask, heard: list[str]) -> None:
    amina, bo = a_llave(site), a_llave(site, "Bo Solís")
    with site.app_context():
        mine, his = a_payment(amina), a_payment(bo)
        rows = [
            a_row(mine.reference, folio="1"),
            a_row(his.reference, "9.00", folio="2"),
            a_row(UNASKED, folio="3"),
        ]
        loads(*rows)
        db.session.commit()
        before = [(each.mark, each.outcome, each.at) for each in db.session.query(BankLine)]
        again = reconcile(
            lines=gateway.usual().read(a_file(*rows)), by=None, now=NOW + timedelta(days=1)
        )
        db.session.commit()
        assert outcomes(again) == ["known", "known", "unknown"]
        after = [(each.mark, each.outcome, each.at) for each in db.session.query(BankLine)]
        assert (after, heard) == (before, [mine.subject])


def test_two_who_load_the_same_file_at_once_pay_once(site: Flask) -> None:
    people = [a_llave(site, f"Persona {n}", phone="") for n in range(6)]
    with site.app_context():
        rows = [a_row(a_payment(each).reference, folio=f"{each.id}") for each in people]
        db.session.commit()
    together = Barrier(4)

    def load(_: int) -> Counter[str]:
        together.wait(30)
        with site.app_context():
            try:
                found = Counter(outcomes(loads(*rows)))
                db.session.commit()
                return found
            except SQLAlchemyError:
                db.session.rollback()
                return Counter()

    with ThreadPoolExecutor(4) as pool:
        every = sum(pool.map(load, range(4)), Counter[str]())
    assert every["paid"] == 6
    assert set(every) <= {"paid", "known"}, every


def test_a_clerk_settles_what_is_her_offices(site: Flask, heard: list[str]) -> None:
    amina, bo = a_llave(site), a_llave(site, "Bo Solís")
    dora = a_llave(site, "Dora Luna", role="desk", office="mobility")
    with site.app_context():
        mine, his = a_payment(amina), a_payment(bo, office="health")
        rows = [a_row(mine.reference, folio="1"), a_row(his.reference, folio="2")]
        done = loads(*rows, by=dora.id, offices={"mobility"})
        assert outcomes(done) == ["paid", "elsewhere"]
        assert done.told[1].subject == ""
        assert outcomes(loads(*rows)) == ["known", "paid"]
        assert [each.office for each in queries.waiting({"health"})] == []


def test_what_nobody_asked_yet_is_looked_at_again(site: Flask, heard: list[str]) -> None:
    amina = a_llave(site)
    with site.app_context():
        payment = a_payment(amina)
        early = payment.reference
        payment.reference = UNASKED
        db.session.flush()
        assert outcomes(loads(a_row(early))) == ["unknown"]
        payment.reference = early
        db.session.flush()
        assert outcomes(loads(a_row(early))) == ["paid"]
        assert outcomes(loads(a_row(early))) == ["known"]


def test_asking_again_takes_the_first_back_and_paid_stays_paid(site: Flask) -> None:
    amina = a_llave(site)
    with site.app_context():
        first = a_payment(amina)
        second = a_payment(amina, until=LATE)
        assert (first.cancelled, queries.of_subject(first.subject)) == (NOW, second)
        assert [each.id for each in queries.waiting()] == [second.id]
        assert queries.count_waiting({"mobility"}, LATE + timedelta(days=1)) == (1, 1)
        loads(a_row(second.reference))
        cancel(subject=second.subject, now=NOW)
        assert queries.is_paid(second.subject)
        assert queries.waiting() == []


def test_the_command_says_what_became_of_each_line(site: Flask, tmp_path: Path) -> None:
    amina = a_llave(site)
    with site.app_context():
        payment = a_payment(amina)
        paid, subject = payment.reference, payment.subject
        db.session.commit()
    file = tmp_path / "banco.csv"
    file.write_bytes(a_file(a_row(paid, folio="1"), a_row(UNASKED, folio="2"), "x,3,1,1.00"))
    said = site.test_cli_runner().invoke(args=["payments", "load", str(file)])
    assert said.exit_code == 0, said.output
    assert "paid: 1" in said.output
    assert f"line 3: unknown {UNASKED} 1135.50" in said.output
    assert "line 4: unreadable (date)" in said.output
    with site.app_context():
        assert queries.is_paid(subject)
    file.write_bytes(b"nada")
    said = site.test_cli_runner().invoke(args=["payments", "load", str(file)])
    assert said.exit_code == 1
    assert "VENTANILLA_BANK_COLUMNS" in said.output


def test_another_gateway_settles_by_the_same_way(site: Flask, heard: list[str]) -> None:
    """A gateway for cards that a test makes: it begins a checkout and tells of it by its id."""

    class Cards:
        name = "cards"

        def begin(self, *, cents: int, until: object) -> str:
            return f"checkout-{cents}"

        def is_right(self, reference: str) -> bool:
            return reference.startswith("checkout-")

        def read(self, content: bytes) -> list[gateway.Line]:
            told, cents = content.decode().split()
            return [gateway.Line(1, told, int(cents), NOW.date(), told)]

    usual = site.extensions[gateway.GATEWAYS]
    amina = a_llave(site)
    try:
        gateway.init_app(site, Cards(), *usual.values())
        with site.app_context():
            payment = ask(
                subject="case:1",
                account_id=amina.id,
                concept="Licencia",
                fees=[("Licencia", Decimal("10.00"))],
                until=UNTIL,
                language="es",
                now=NOW,
            )
            assert (payment.way, payment.reference) == ("cards", "checkout-1000")
            lines = gateway.named("cards").read(b"checkout-1000 1000")
            assert reconcile(lines=lines, by=None, now=NOW).of(Outcome.UNKNOWN), "not by that way"
            assert reconcile(lines=lines, by=None, now=NOW, way="cards").paid
            assert heard == ["case:1"]
    finally:
        site.extensions[gateway.GATEWAYS] = usual
