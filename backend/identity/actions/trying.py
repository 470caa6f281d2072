"""Trying a passphrase or a code, for who is known and who is not, in the same words and time."""

from datetime import datetime

from flask_babel import gettext

from backend.identity import codes, passphrase
from backend.identity.actions import guesses, letters
from backend.identity.actions.codes import NOT_A_CODE, issue, take
from backend.identity.actions.confirming import may_send
from backend.identity.candidates import Candidate
from backend.identity.models import Account
from backend.identity.seal import mac
from backend.kernel.db import apart
from backend.kernel.i18n import speaking

SIGN_IN = "sign-in"


def by_passphrase(
    candidates: list[Candidate], text: str, *, typed: str, now: datetime
) -> list[Candidate]:
    """Those of ``candidates`` whose passphrase ``text`` is. ``typed`` is what named them.

    Each try is counted before it is compared; beyond ``guesses.MOST`` in a row none is right.
    Opens no transaction of the request.
    """
    tries = _reserve(candidates, "passphrase", typed, now)
    right = [each for each in candidates if passphrase.is_right(each.passphrase, text)]
    if not candidates:
        passphrase.is_right(None, text)
    for each in candidates:
        if tries[guesses.place(each.id, "passphrase")] == guesses.MOST and each not in right:
            _tell_used_up(each, now)
    return [each for each in right if tries[guesses.place(each.id, "passphrase")] <= guesses.MOST]


def by_code(
    places: list[list[Candidate]], text: str, *, bound: str, is_long: bool, now: datetime
) -> list[Candidate]:
    """Those whom ``text`` opens: who is reached where this code went, and nobody else. ``places``
    are as they were when it was sent. A long one is not guessed, so it opens even where the
    guesses at short ones are used up."""
    tries = _reserve([each for place in places for each in place], "code", bound, now)
    opened: list[Candidate] = []
    for number, place in enumerate(places):
        if take(purpose=SIGN_IN, bound=_bound_at(bound, number), text=text, now=now):
            opened = place
    return [
        each for each in opened if is_long or tries[guesses.place(each.id, "code")] <= guesses.MOST
    ]


def may_send_code(whom: str, *, now: datetime) -> bool:
    """May one more code be asked for ``whom``? Counted by who is named, known or not: the answer
    tells nobody who has a Llave, nor where a CURP leads."""
    return may_send(whom, now)


def needs_long_code(candidates: list[Candidate]) -> bool:
    """Are the guesses at somebody's codes used up, or nearly?"""
    places = [guesses.place(each.id, "code") for each in candidates]
    return guesses.most_tried(places) > guesses.MOST - codes.TRIES


def send_code(
    places: list[list[Candidate]], *, whom: str, bound: str, is_long: bool, now: datetime
) -> None:
    """Send a code of its own to each of ``places``, and to nobody if there is none; whoever asks
    cannot tell the difference. It is counted for ``whom`` as well."""
    where = [place[0].reached for place in places]
    if whom not in [each.address for each in where if each]:
        issue(purpose=SIGN_IN, bound=bound, code=NOT_A_CODE, address=whom[:254], now=now)
    for number, (place, reached) in enumerate(zip(places, where, strict=True)):
        if reached is None or not may_send(reached.address, now):
            continue
        code = codes.long() if is_long else codes.short()
        issue(
            purpose=SIGN_IN,
            bound=_bound_at(bound, number),
            code=code,
            address=reached.address,
            now=now,
        )
        letters.send_code(to=reached, code=code, language=place[0].language, now=now)


def forgive(candidate: Candidate, what: str) -> None:
    """It was right: count from nothing again."""
    guesses.forgive(guesses.place(candidate.id, what))


def _reserve(candidates: list[Candidate], what: str, typed: str, now: datetime) -> dict[str, int]:
    places = [guesses.place(each.id, what) for each in candidates]
    return guesses.reserve(places or [guesses.nowhere(typed, what)], now)


def _bound_at(bound: str, number: int) -> str:
    """What the code for the place with this ``number`` is bound to."""
    return mac("place", f"{bound}:{number}")


def _tell_used_up(candidate: Candidate, now: datetime) -> None:
    with apart() as writing:
        account = writing.get_one(Account, candidate.id)
        with speaking(account.language):
            letters.tell(
                account,
                topic="identity.used-up",
                subject=gettext("Alguien intentó entrar a tu Llave"),
                body=gettext(
                    "Hubo %(most)s intentos con una frase equivocada, así que tu frase ya no abre. "
                    "Tu cuenta está a salvo. Entra con un código o con tu llave de acceso, y "
                    "elige una frase nueva.",
                    most=guesses.MOST,
                ),
                now=now,
                into=writing,
            )
