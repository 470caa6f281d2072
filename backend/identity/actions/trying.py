"""Trying a passphrase or a code, for who is known and who is not, in the same words and time."""

from datetime import datetime

from flask_babel import gettext

from backend.identity import codes, passphrase
from backend.identity.actions import guesses, letters
from backend.identity.actions.codes import NOT_A_CODE, issue, take
from backend.identity.actions.confirming import may_send
from backend.identity.candidates import Candidate
from backend.identity.models import Account
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
    candidates: list[Candidate], text: str, *, bound: str, is_long: bool, now: datetime
) -> bool:
    """Is ``text`` the code that was sent for ``bound``? A long one is not guessed, so it opens
    even where the guesses at short ones are used up."""
    tries = _reserve(candidates, "code", bound, now)
    is_right = take(purpose=SIGN_IN, bound=bound, text=text, now=now)
    return is_right and (is_long or max(tries.values()) <= guesses.MOST)


def may_send_code(candidates: list[Candidate], *, typed: str, now: datetime) -> bool:
    """May one more code go where ``typed`` leads?"""
    return all(may_send(address, now) for address in addresses(candidates, typed))


def needs_long_code(candidates: list[Candidate]) -> bool:
    """Are the guesses at somebody's codes used up, or nearly?"""
    places = [guesses.place(each.id, "code") for each in candidates]
    return guesses.most_tried(places) > guesses.MOST - codes.TRIES


def send_code(
    candidates: list[Candidate], *, typed: str, bound: str, is_long: bool, now: datetime
) -> None:
    """Send a code to where ``candidates`` are reached, and to nobody if there is none; whoever
    asks cannot tell the difference."""
    code = codes.long() if is_long else codes.short()
    address = addresses(candidates, typed)[0]
    known = [each for each in candidates if each.reached]
    issue(
        purpose=SIGN_IN,
        bound=bound,
        code=code if known else NOT_A_CODE,
        address=address,
        now=now,
    )
    for reached in {each.reached for each in known if each.reached}:
        language = next(each.language for each in known if each.reached == reached)
        letters.send_code(to=reached, code=code, language=language, now=now)


def forgive(candidate: Candidate, what: str) -> None:
    """It was right: count from nothing again."""
    guesses.forgive(guesses.place(candidate.id, what))


def _reserve(candidates: list[Candidate], what: str, typed: str, now: datetime) -> dict[str, int]:
    places = [guesses.place(each.id, what) for each in candidates]
    return guesses.reserve(places or [guesses.nowhere(typed, what)], now)


def addresses(candidates: list[Candidate], typed: str) -> list[str]:
    """Where codes for ``candidates`` go; what was typed, if that means nobody."""
    return [each.reached.address for each in candidates if each.reached] or [typed[:254]]


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
