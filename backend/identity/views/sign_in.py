"""Signing in: with a passphrase or a code first, then whatever else is asked."""

from typing import Any

from flask import Response, request
from flask_babel import gettext, lazy_gettext

from backend.identity import lines, turn
from backend.identity.actions import trying
from backend.identity.asked import Asked
from backend.identity.candidates import Candidate, by_id, by_place, meant, named, read
from backend.identity.entering import let_in
from backend.identity.next_step import Step, next_step
from backend.identity.views.blueprint import (
    TOO_MANY_CODES,
    ask,
    go,
    go_on,
    going,
    known_as,
    region,
    room,
)
from backend.kernel import clock
from backend.kernel.access import me, public, somebody

KIND = "sign-in"
OWN, SHARED = "own", "shared"
NO_MATCH = lazy_gettext(
    "No coincide. Revísalo, o entra con un código si no te acuerdas o fallaste muchas veces"
)
NO_CODE = lazy_gettext("Ese código no sirve. Revísalo, o pide otro si ya pasaron 10 minutos")


@room.get("/sign-in")
@public
def sign_in() -> Response:
    """Who are you, and your passphrase."""
    return ask("sign_in", next=going())


@room.post("/sign-in")
@public
def sign_in_first() -> Response:
    """A passphrase, for whoever is meant."""
    asked = Asked(request.form)
    now = clock.now()
    typed = asked.line("who")
    candidates = meant(read(typed, region(), now.date()))
    right = trying.by_passphrase(candidates, asked.secret("passphrase"), typed=typed, now=now)
    if not right:
        asked.refuse("passphrase", NO_MATCH)
    is_shared = _phone(asked)
    if asked.wrong:
        return ask("sign_in", asked, next=going())
    for each in right:
        trying.forgive(each, "passphrase")
    return proceed(right, {"methods": ["passphrase"], "shared": is_shared, "next": going()})


@room.get("/sign-in/again")
def again() -> Response:
    """Signed in already: show once more that it is you."""
    return ask("again", next=going(), who=known_as())


@room.post("/sign-in/again")
def again_first() -> Response:
    """Her passphrase, and what comes after it."""
    asked = Asked(request.form)
    now = clock.now()
    person = me()
    candidate = by_id(person.id)
    candidates = [candidate] if candidate else []
    right = trying.by_passphrase(candidates, asked.secret("passphrase"), typed=person.tag, now=now)
    if not right:
        asked.refuse("passphrase", NO_MATCH)
        return ask("again", asked, next=going(), who=known_as())
    trying.forgive(right[0], "passphrase")
    return proceed(right, {"methods": ["passphrase"], "shared": person.is_shared, "next": going()})


@room.get("/sign-in/code")
@public
def code() -> Response:
    """Who are you? A code will come."""
    return ask("code", next=going())


@room.post("/sign-in/code")
@public
def send_code() -> Response:
    """Send a code, if there is anybody to send it to; the page is the same."""
    asked = Asked(request.form)
    now = clock.now()
    who = read(asked.line("who"), region(), now.date())
    candidates = [each for each in meant(who) if each.reached]
    if who is None:
        asked.refuse("who", gettext("Escribe tu celular, tu correo o tu CURP"))
    elif not (lines.may_ask(named(who)) and trying.may_send_code(named(who), now=now)):
        asked.refuse("who", TOO_MANY_CODES)
    is_shared = _phone(asked)
    if asked.wrong:
        return ask("code", asked, next=going())
    is_long = trying.needs_long_code(candidates)
    response = go("identity.enter_code")
    places = by_place(candidates)
    told = {"methods": [], "shared": is_shared, "next": going(), "long": is_long}
    ids = [[each.id for each in place] for place in places]
    under_way = turn.begin(response, KIND, {**told, "who": [], "places": ids}, now)
    trying.send_code(places, whom=named(who), bound=under_way.digest, is_long=is_long, now=now)
    return response


@room.get("/sign-in/enter")
@public
def enter_code() -> Response:
    """The code that came."""
    under_way = turn.current(KIND)
    if under_way is None or "places" not in under_way.told:
        return _start_over()
    return ask("enter_code")


@room.post("/sign-in/enter")
@public
def code_entered() -> Response:
    """Is it the code?"""
    under_way = turn.current(KIND)
    if under_way is None:
        return _start_over()
    if done := finished(under_way):
        return done
    told = under_way.told
    if "places" not in told:
        return _start_over()
    candidates = _candidates(told["who"])
    if "code" not in told["methods"]:
        asked = Asked(request.form)
        candidates = trying.by_code(
            [_candidates(ids) for ids in told["places"]],
            asked.secret("code"),
            bound=under_way.digest,
            is_long=told["long"],
            now=clock.now(),
        )
        if not candidates:
            asked.refuse("code", NO_CODE)
            return ask("enter_code", asked)
        for each in candidates:
            trying.forgive(each, "code")
    return proceed(candidates, {**told, "methods": ["code"]}, under_way)


@room.get("/sign-in/who")
@public
def who() -> Response:
    """A family shares this phone: which of them are you?"""
    under_way = turn.current(KIND)
    if under_way is None or not under_way.told["methods"]:
        return _start_over()
    return ask("who", candidates=_candidates(under_way.told["who"]))


@room.post("/sign-in/who")
@public
def chosen() -> Response:
    """One of them."""
    under_way = turn.current(KIND)
    if under_way is None or not under_way.told["methods"]:
        return _start_over()
    if done := finished(under_way):
        return done
    candidates = _candidates(under_way.told["who"])
    chosen = [each for each in candidates if str(each.id) == request.form.get("account")]
    if not chosen:
        asked = Asked()
        asked.refuse(f"account-{candidates[0].id}", gettext("Elige quién eres"))
        return ask("who", asked, candidates=candidates)
    return proceed(chosen, under_way.told, under_way)


def proceed(
    candidates: list[Candidate], told: dict[str, Any], under_way: turn.UnderWay | None = None
) -> Response:
    """On to the next step for who showed what ``told["methods"]`` say; in, if it was the last."""
    now = clock.now()
    methods = frozenset(told["methods"])
    step = next_step(
        candidates=len(candidates),
        methods=methods,
        has_second=len(candidates) == 1 and candidates[0].has_second,
    )
    told = {**told, "who": [each.id for each in candidates]}
    if step is Step.DONE:
        response = go_on(told["next"])
        if under_way:
            turn.finish(under_way, **told, done=True)
        return let_in(
            response, candidates[0].id, methods=methods, is_shared=told["shared"], now=now
        )
    response = go("identity.who" if step is Step.WHO else "identity.second")
    if under_way:
        turn.change(under_way, **told)
    else:
        turn.begin(response, KIND, told, now)
    return response


def finished(under_way: turn.UnderWay) -> Response | None:
    """A form sent twice: the first has let her in already, so the second does as well."""
    told = under_way.told
    if not told.get("done"):
        return None
    return let_in(
        go_on(told["next"]),
        told["who"][0],
        methods=told["methods"],
        is_shared=told["shared"],
        now=clock.now(),
    )


def _candidates(ids: list[int]) -> list[Candidate]:
    return [each for id in ids if (each := by_id(id))]


def _start_over() -> Response:
    return go_on(None) if somebody() else go("identity.sign_in")


def _phone(asked: Asked) -> bool:
    phone = asked.one_of("phone", OWN, SHARED)
    if not phone:
        asked.refuse("phone", gettext("Dinos si este teléfono es solo tuyo"))
    return phone == SHARED
