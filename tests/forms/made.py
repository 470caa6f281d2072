"""Questions and services for tests, small."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from backend.config import ROOT
from backend.forms.ground import Ground, ground_of
from backend.forms.journey import Speech
from backend.kernel.city import City, Text, load_city
from backend.kernel.city.services.model import (
    Answer,
    Condition,
    Fee,
    Field,
    FieldKind,
    Formula,
    Outcome,
    Payment,
    Rule,
    Service,
    Step,
    Topic,
)

TODAY = date(2026, 11, 25)
A_CURP, ANOTHER_CURP = "BOXW310820HNERXN09", "GODE561231HDFRRN09"
AN_RFC = "GODE561231GR8"


SPANISH = Speech(lambda text: text.source, "es_MX", str)


def text(source: str) -> Text:
    return Text(source, source)


@cache
def the_city() -> City:
    return load_city(ROOT / "backend" / "city" / "cdmx")


def ground(**more: Any) -> Ground:
    made = ground_of(the_city(), TODAY)
    return Ground(**{**vars(made), **more})


def ask(id: str, kind: FieldKind = "text", **more: Any) -> Field:
    """A question called by its id. ``answers`` may be named by their ids alone."""
    if "answers" in more:
        more["answers"] = tuple(Answer(each, text(each.title())) for each in more["answers"])
    for bound in ("least", "most"):
        if bound in more:
            more[bound] = Decimal(more[bound])
    return Field(id, kind, text(id.title()), is_required=more.pop("required", True), **more)


def when(question: str, *among: str, at_least: int | None = None, at_most: int | None = None
         ) -> tuple[Condition, ...]:  # fmt: skip
    low, high = (None if each is None else Decimal(each) for each in (at_least, at_most))
    return (Condition(question, among, low, high),)


def formula(verb: Any, *of: str | int) -> Formula:
    return Formula(verb, tuple(each if isinstance(each, str) else Decimal(each) for each in of))


def step(id: str, *fields: Field, when: tuple[Condition, ...] = ()) -> Step:
    return Step(id, text(id.title()), None, fields, when)


def service(*steps: Step, rules: tuple[Rule, ...] = (), fees: tuple[Fee, ...] = ()) -> Service:
    return Service(
        slug="a-service",
        topic=Topic("things", text("Cosas"), "doc"),
        title=text("Un trámite"),
        line=text("Para probar."),
        for_whom=text("Quien prueba"),
        needs=(),
        office="works",
        owner=text("Pruebas"),
        level=1,
        days=3,
        legal=(),
        replaces=(),
        channels=(),
        rules=rules,
        steps=steps,
        payment=Payment(fees, 10) if fees else None,
        visits=None,
        outcome=Outcome("answer", text("Respuesta"), text("Ya está.")),
    )


ONE_OF_EACH: tuple[Field, ...] = (
    ask("name"),
    ask("why", "longtext", required=False, most=500),
    ask("many", "number", least=1, most=99),
    ask("price", "money"),
    ask("born", "date", earliest="today-120y", latest="today"),
    ask("sort", "choice", answers=("a", "b")),
    ask("colours", "several", answers=("red", "blue", "green"), most=2),
    ask("sure", "yesno"),
    ask("curp", "curp"),
    ask("rfc", "rfc"),
    ask("plate", "plate"),
    ask("call", "phone"),
    ask("mail", "email"),
    ask("home", "address"),
    ask("where", "place"),
    ask("photo", "file", most=2),
    ask("signed", "signature"),
    ask("kids", "list", most=4, fields=(
        ask("name"), ask("born", "date", latest="today"),
        ask("age", "calculated", formula=formula("years", "born")),
        ask("school", "yesno"), ask("which", when=when("sort", "b")),
    )),
    ask("total", "calculated", formula=formula("product", "price", "many")),
)  # fmt: skip
"""A question of each kind."""

RIGHT: dict[str, list[str]] = {
    "name": ["Amina Ruiz"],
    "why": ["Porque sí.\r\n\r\nY ya."],
    "many": ["12"],
    "price": ["$ 1,055.5"],
    "born": ["24/05/1988"],
    "sort": ["a"],
    "colours": ["blue", "red"],
    "sure": ["no"],
    "curp": [A_CURP],
    "rfc": [AN_RFC],
    "plate": ["abc-12-34"],
    "call": ["55 1234 5678"],
    "mail": ["Amina@Example.com"],
    "home-street": ["Donceles 12"],
    "home-area": ["Centro"],
    "home-borough": ["CUAUHTEMOC"],
    "home-postcode": ["06010"],
    "where-street": ["Eje 3"],
    "where-borough": ["iztapalapa"],
    "signed": ["Amina Ruiz"],
    "kids-0": [""],
    "kids-0-name": ["Bo"],
    "kids-0-born": ["2015-02-28"],
    "kids-0-school": ["yes"],
}
"""A form that answers all of them, but for photos."""
