"""The second factor at sign-in."""

from flask import Response, request
from flask_babel import lazy_gettext

from backend.identity import turn
from backend.identity.actions import seconds
from backend.identity.asked import Asked
from backend.identity.candidates import by_id
from backend.identity.entering import let_in
from backend.identity.next_step import Step, next_step
from backend.identity.views.blueprint import ask, go, go_on, room
from backend.identity.views.sign_in import KIND, finished
from backend.kernel import clock
from backend.kernel.access import public

WRONG = lazy_gettext("Ese código no sirve. Escribe el que muestra tu aplicación ahora")


@room.get("/sign-in/second")
@public
def second() -> Response:
    """The digits of her app, or her passkey."""
    under_way = _expected()
    if under_way is None:
        return go("identity.sign_in")
    return ask("second", has_app=_has_app(under_way))


@room.post("/sign-in/second")
@public
def second_shown() -> Response:
    """Are they her digits?"""
    under_way = turn.current(KIND)
    if under_way and (done := finished(under_way)):
        return done
    if under_way is None or not _is_second(under_way):
        return go("identity.sign_in")
    asked = Asked(request.form)
    account_id = under_way.told["who"][0]
    if not seconds.use(account_id=account_id, text=asked.secret("digits"), now=clock.now()):
        asked.refuse("digits", WRONG)
        return ask("second", asked, has_app=_has_app(under_way))
    seconds.forgive(account_id)
    methods = [*under_way.told["methods"], "totp"]
    turn.finish(under_way, methods=methods, done=True)
    return let_in(
        go_on(under_way.told["next"]),
        account_id,
        methods=methods,
        is_shared=under_way.told["shared"],
        now=clock.now(),
    )


def _expected() -> turn.UnderWay | None:
    under_way = turn.current(KIND)
    return under_way if under_way and _is_second(under_way) else None


def _is_second(under_way: turn.UnderWay) -> bool:
    told = under_way.told
    candidate = by_id(told["who"][0]) if len(told["who"]) == 1 else None
    return (
        candidate is not None
        and bool(told["methods"])
        and next_step(
            candidates=1,
            methods=frozenset(told["methods"]),
            has_second=candidate.has_second,
        )
        is Step.SECOND
    )


def _has_app(under_way: turn.UnderWay) -> bool:
    candidate = by_id(under_way.told["who"][0])
    return candidate is not None and candidate.has_app
