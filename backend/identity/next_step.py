"""What is asked next of somebody who signs in: a pure decision.

A passkey with the phone's own lock is two factors in one (NIST SP 800-63B-4, 2.2). Whoever has a
second factor is asked for it after a passphrase or a code.
"""

from enum import StrEnum


class Step(StrEnum):
    """The page to show."""

    WHO = "who"
    SECOND = "second"
    DONE = "done"


STRONG = frozenset({"passkey", "totp"})


def next_step(*, candidates: int, methods: frozenset[str], has_second: bool) -> Step:
    """``candidates`` is how many accounts fit what was shown so far, by ``methods``."""
    if candidates != 1:
        return Step.WHO
    if has_second and not methods & STRONG:
        return Step.SECOND
    return Step.DONE


def is_strong(methods: frozenset[str]) -> bool:
    """Was a second factor among them?"""
    return bool(methods & STRONG)
