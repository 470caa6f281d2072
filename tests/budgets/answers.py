"""Answers to whatever a service asks, as long as people give them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from backend.forms import journey
from backend.forms.kinds import KINDS
from backend.kernel.city.services.model import Field, Service
from tests.forms.made import the_city

LONG = (
    "Vivo en la vecindad azul de la esquina, subiendo la escalera a la derecha; toquen fuerte "
    "porque el timbre no sirve y mi abuela no oye bien. "
)
GIVEN: dict[str, Any] = {
    "money": "1234.50",
    "curp": "BOXW310820HNERXN09",
    "rfc": "GODE561231GR8",
    "plate": "ABC1234",
    "phone": "+525512345678",
    "email": "maria.guadalupe.hernandez@correo-de-la-ciudad.example",
    "yesno": "yes",
    "place": {"lat": 19.3501, "lon": -99.1602, "accuracy": 12, "street": "Av. Hidalgo 14"},
    "address": {
        "street": "Avenida Miguel Hidalgo y Costilla 1140 bis, edificio C, interior 302",
        "area": "Ampliación Mirador Guadalupe Segunda Sección",
        "borough": "Gustavo A. Madero",
        "postcode": "07630",
        "reference": "frente al mercado, junto a la tortillería de la esquina",
    },
}
DAYS = ("2020-05-24", "1988-05-24", "1950-05-24", "2015-05-24")


def answers_to(service: Service, name: str, today: date) -> dict[str, Any]:
    """Everything that is asked and that the record does not say; ``name`` signs it."""
    fields = [field for step in service.steps for field in step.fields]
    return {
        field.id: answer
        for field in fields
        if not field.record and (answer := an_answer(field, name, today)) is not None
    }


def an_answer(field: Field, name: str, today: date) -> Any:
    """One answer; None to what nobody answers by hand."""
    few = int(min(field.most or 3, 3))
    letters = int(field.most or (120 if field.kind == "text" else 1000))
    made: dict[str, Callable[[], Any]] = {
        "text": (LONG * 40)[:letters].strip,
        "longtext": (LONG * 40)[:letters].strip,
        "signature": lambda: name,
        "number": lambda: str(field.most if field.most is not None else field.least or 1),
        "choice": lambda: field.answers[0].id,
        "several": lambda: [each.id for each in field.answers][: int(field.most or 99)],
        "date": lambda: _a_day(field, today),
        "list": lambda: [_a_thing(field, name, today)] * few,
    }
    return made[field.kind]() if field.kind in made else GIVEN.get(field.kind)


def _a_thing(field: Field, name: str, today: date) -> dict[str, Any]:
    thing = {each.id: an_answer(each, name, today) for each in field.fields}
    return {id: each for id, each in thing.items() if each is not None}


def _a_day(field: Field, today: date) -> str:
    return next(day for day in (*DAYS, today.isoformat()) if _is_right(field, day, today))


def _is_right(field: Field, day: str, today: date) -> bool:
    raw = KINDS[field.kind].typed(field.id, field, day)
    return not journey.read([field], raw, today=today, city=the_city()).faults
