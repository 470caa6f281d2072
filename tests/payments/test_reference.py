"""The digits by which something is paid: what they tell, and every slip that they find."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backend.payments import reference

UNTIL = date(2026, 12, 5)
SAMPLES = [
    reference.make(drawn, cents=cents, until=UNTIL)
    for drawn in ("000000000000", "123456789012", "987650432109", "999999999999")
    for cents in (1, 113550, 999999999)
]


def wrong_digits(right: str) -> Iterator[str]:
    for at, digit in enumerate(right):
        for other in "0123456789":
            if other != digit:
                yield right[:at] + other + right[at + 1 :]


def swaps(right: str) -> Iterator[str]:
    for at in range(len(right) - 1):
        if right[at] != right[at + 1]:
            yield right[:at] + right[at + 1] + right[at] + right[at + 2 :]


@pytest.mark.parametrize("right", SAMPLES)
def test_no_wrong_digit_and_no_swap_of_neighbours_is_taken(right: str) -> None:
    assert reference.is_right(right)
    slips = [*wrong_digits(right), *swaps(right)]
    assert len(slips) >= 180
    assert [slip for slip in slips if reference.is_right(slip)] == []


def test_what_the_proof_rests_on_holds_for_all_digits_and_weights() -> None:
    weights = reference.WEIGHTS
    around = [*pairwise(weights), (weights[-1], weights[0])]
    for step in range(1, 10):
        assert all(weight * step % reference.MODULUS for weight in weights)
        assert all((one - other) * step % reference.MODULUS for one, other in around)
        # The last of the digits and the first of those that check stand side by side too.
        assert (weights[0] * step + 10 * step) % reference.MODULUS


def test_a_reference_tells_its_amount_its_day_and_nothing_else() -> None:
    right = reference.make("123456789012", cents=113550, until=UNTIL)
    assert right.startswith("123456789012")
    assert reference.told_day(right) == UNTIL
    assert reference.told_amount(right, 113550)
    assert not reference.told_amount(right, 113551)
    assert reference.spaced(right).replace(" ", "") == right


@given(st.dates(date(2014, 1, 1), date(2039, 12, 31)))
@example(date(2014, 1, 1))
@example(date(2039, 12, 31))
def test_every_day_is_told_back(day: date) -> None:
    right = reference.make("000000000001", cents=100, until=day)
    assert len(right) == reference.LENGTH
    assert reference.told_day(right) == day


def test_as_worked_out_by_hand() -> None:
    # 2026-12-05: 12 years of 372 days, 11 months of 31, 4 days: 4464 + 341 + 4.
    # 113550: 0*7 5*3 5*1 3*7 1*3 1*1 = 45, so 5. By the weights of 97: 569, 569 % 97 = 84, and 1.
    body = "000000000000" + "4809" + "5" + "2"
    weighed = 2 * 11 + 5 * 13 + 9 * 17 + 0 * 19 + 8 * 23 + 4 * 11
    assert reference.make("0" * 12, cents=113550, until=UNTIL) == f"{body}{weighed % 97 + 1:02}"


@pytest.mark.parametrize(
    ("typed", "is_read"),
    [
        (reference.spaced(SAMPLES[1]), True),
        ("-".join(SAMPLES[1]), True),
        (SAMPLES[1][:-1], False),
        (SAMPLES[1] + "0", False),
        ("٠" * 20, False),
        ("", False),
    ],
)
def test_what_people_type_is_read(typed: str, is_read: bool) -> None:
    assert (reference.read(typed) is not None) is is_read


@pytest.mark.parametrize(
    ("drawn", "cents", "until"),
    [
        ("12345678901", 100, UNTIL),
        ("12345678901a", 100, UNTIL),
        ("1" * 12, 0, UNTIL),
        ("1" * 12, 100, date(2040, 1, 1)),
        ("1" * 12, 100, date(2014, 1, 1) - timedelta(days=1)),
    ],
)
def test_what_cannot_be_told_is_refused(drawn: str, cents: int, until: date) -> None:
    with pytest.raises(ValueError, match=r"."):
        reference.make(drawn, cents=cents, until=until)
