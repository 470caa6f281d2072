"""What becomes of a message, as a table."""

from datetime import datetime, timedelta

import pytest

from backend.notify.retry import GAPS, LONGEST, Outcome, State, Verdict, settle

THEN = datetime.fromisoformat("2026-11-25T10:00:00+00:00")
S = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.SENT, State.SENT),
        (Outcome.GONE, State.GONE),
        (Outcome.REFUSED, State.REFUSED),
    ],
)
def test_some_answers_settle_it_at_once(outcome: Outcome, state: State) -> None:
    verdict = settle(outcome, tries=1, created=THEN, expires=None, now=THEN)
    assert verdict == Verdict(state)


@pytest.mark.parametrize(
    ("outcome", "tries", "age", "expires", "wait", "verdict"),
    [
        # No answer: again after growing gaps.
        (Outcome.FAILED, 1, 0 * S, None, None, (State.WAITING, 5 * S)),
        (Outcome.FAILED, 2, 9 * S, None, None, (State.WAITING, 15 * S)),
        (Outcome.FAILED, 3, 30 * S, None, None, (State.WAITING, 60 * S)),
        (Outcome.FAILED, 8, 9 * S, None, None, (State.WAITING, 6 * 3600 * S)),
        (Outcome.FAILED, 50, 9 * S, None, None, (State.WAITING, 6 * 3600 * S)),
        # Asked to wait: as long as asked, within reason, and never less than the gap.
        (Outcome.BUSY, 1, 0 * S, None, 40 * S, (State.WAITING, 40 * S)),
        (Outcome.BUSY, 4, 0 * S, None, 40 * S, (State.WAITING, 300 * S)),
        (Outcome.BUSY, 1, 0 * S, None, 10**8 * S, (State.WAITING, 6 * 3600 * S)),
        # What would come too late is not sent.
        (Outcome.FAILED, 3, 550 * S, 600 * S, None, (State.EXPIRED, None)),
        (Outcome.FAILED, 2, 550 * S, 600 * S, None, (State.WAITING, 15 * S)),
        (Outcome.BUSY, 1, 0 * S, 600 * S, 900 * S, (State.EXPIRED, None)),
        # Two days are enough.
        (Outcome.FAILED, 9, LONGEST - 1 * S, None, None, (State.GIVEN_UP, None)),
    ],
)
def test_others_leave_it_waiting_or_end_it(
    *,
    outcome: Outcome,
    tries: int,
    age: timedelta,
    expires: timedelta | None,
    wait: timedelta | None,
    verdict: tuple[State, timedelta | None],
) -> None:
    now = THEN + age
    state, gap = verdict
    assert settle(
        outcome,
        tries=tries,
        created=THEN,
        expires=THEN + expires if expires is not None else None,
        now=now,
        wait=wait,
    ) == Verdict(state, now + gap if gap is not None else None)


def test_gaps_only_grow() -> None:
    assert list(GAPS) == sorted(GAPS)
