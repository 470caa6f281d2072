"""A receipt names one draft of Amina's; its form has one fingerprint, however it travels."""

from datetime import timedelta

import pytest
from flask import Flask

from backend.kernel import clock, receipts
from backend.kernel.access import NOBODY
from backend.kernel.db import db
from backend.kernel.receipts import KEPT, Receipt, digest, fingerprint, forget_old, read
from tests.people import a_receipt

ONE = "3f2b8c1e-5a4d-4e6f-9a0b-1c2d3e4f5a6b"
FORM = [("category", "streetlight"), ("description", "No prende"), ("receipt", ONE)]


@pytest.mark.parametrize(
    ("text", "receipt"),
    [
        (ONE, ONE),
        (ONE.upper(), ONE),
        (f"  {ONE}\n", ONE),
        (ONE.replace("-", ""), None),
        (ONE[:-1], None),
        (ONE + "0", None),
        (ONE.replace("3", "g", 1), None),
        (ONE.replace("3", "３", 1), None),
        (f"{{{ONE}}}", None),
        ("x" * 100_000, None),
        ("", None),
        (None, None),
    ],
)
def test_a_receipt_has_one_spelling(text: str | None, receipt: str | None) -> None:
    assert read(text) == receipt


def test_the_order_of_fields_and_how_they_were_sent_do_not_matter() -> None:
    plain = fingerprint(FORM)
    assert fingerprint(reversed(FORM)) == plain
    sent = [("near", "ask"), ("photos_follow", "2"), ("key", "k" * 22), ("receipt", a_receipt())]
    assert fingerprint([*FORM[:2], *sent]) == plain


@pytest.mark.parametrize(
    "other",
    [
        [("category", "pothole"), ("description", "No prende")],
        [("category", "streetlight"), ("description", "No prende.")],
        [("category", "streetlight")],
        [("category", "streetlight"), ("description", "No prende"), ("contact", "")],
        [("category", "streetlight"), ("description", "No"), ("description", "prende")],
        [("category", "streetlight', 'description"), ("No prende", "")],
    ],
)
def test_another_form_has_another_fingerprint(other: list[tuple[str, str]]) -> None:
    assert fingerprint(other) != fingerprint(FORM)


def test_photos_are_part_of_the_form_in_their_order() -> None:
    prints = {
        fingerprint(FORM, photos)
        for photos in ((), (b"one",), (b"one", b"two"), (b"two", b"one"), (b"onetwo",), (b"",))
    }
    assert len(prints) == 6


def test_what_is_kept_of_a_receipt_does_not_give_it_back() -> None:
    assert len(digest(ONE)) == 64
    assert digest(ONE) != digest(a_receipt())
    assert ONE.partition("-")[0] not in digest(ONE)


def test_answers_are_kept_ninety_days_and_no_longer(site: Flask) -> None:
    now = clock.now()
    ages = {"today": timedelta(), "at the end": KEPT, "too old": KEPT + timedelta(seconds=1)}
    with site.app_context():
        for name, age in ages.items():
            db.session.add(
                Receipt(
                    id=digest(name),
                    endpoint="reports.file",
                    person=NOBODY,
                    fingerprint="",
                    status=201,
                    location="/",
                    created=now - age,
                )
            )
        db.session.commit()
        assert forget_old(now) == 1
        db.session.commit()
        assert receipts.was_answered("today")
        assert receipts.was_answered("at the end")
        assert not receipts.was_answered("too old")
