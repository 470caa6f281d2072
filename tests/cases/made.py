"""Right answers to any question of any service, as a form sends them.

There are two ways to answer: ``first`` takes the first of what may be chosen and the least that is
enough, the other the last and the most, so that both together walk through what is asked of some.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from backend.forms import journey
from backend.forms.kinds.dates import bound
from backend.kernel.city.services.model import Field, Service, Step
from tests.people import a_photo_file

NAME = "Amina Reyes"
CURPS = ("BOXW310820HNERXN09", "GODE561231HDFRRN09")
BORN = date(1956, 12, 31)
"""The day of birth that the second of CURPS tells."""
RFC = "GODE561231GR8"
WORD = "Xochitl"
LINES = {
    "curp": CURPS[0],
    "rfc": RFC,
    "plate": "ABC-12-34",
    "phone": "55 1234 5678",
    "email": "amina@example.com",
    "signature": NAME,
}
PARTS = {
    "address": {"street": "Hidalgo 14", "area": "Centro", "borough": "Coyoacán"}
    | {"postcode": "04000"},
    "place": {"street": "Hidalgo", "number": "14", "borough": "coyoacan"},
}


def passing(service: Service) -> dict[str, str]:
    """Answers to the rules with which she may go on."""
    return {rule.field.id: rule.passes[0] for rule in service.rules}


def failing(service: Service) -> Iterator[dict[str, str]]:
    """For each rule, answers with which she may not for that reason."""
    for rule in service.rules:
        ids = [answer.id for answer in rule.field.answers] or ["yes", "no"]
        wrong = next(id for id in ids if id not in rule.passes)
        yield passing(service) | {rule.field.id: wrong}


def answers_to(step: Step, known: dict[str, Any], today: date, *, is_first: bool) -> dict[str, Any]:
    """Answers to all that ``step`` asks of who answered ``known`` so far, which is told of them.
    What the record answers is left to it."""
    sent: dict[str, Any] = {}
    while new := [
        field
        for field in journey.fields_asked(step.fields, known)
        if field.id not in known and not field.record and field.kind != "calculated"
    ]:
        for field in new:
            sent |= form_of(field, field.id, today, is_first=is_first)
            known[field.id] = _kept(sent.get(field.id, "x"))
    return sent


def form_of(field: Field, name: str, today: date, *, is_first: bool) -> dict[str, Any]:
    """What a form sends as an answer to ``field`` under ``name``."""
    if field.kind in PARTS:
        return {f"{name}-{part}": said for part, said in PARTS[field.kind].items()}
    if field.kind == "list":
        return _things(field, name, today, is_first=is_first)
    end = 0 if is_first else -1
    ids = [answer.id for answer in field.answers] or ["yes", "no"]
    limits = [str(each) for each in (field.least, field.most) if each is not None]
    day = bound(field.latest or field.earliest or "today", today)
    count = 1 if is_first else int(field.most or 1)
    answers: dict[str, Any] = LINES | {
        "text": _word(field),
        "longtext": _word(field),
        "number": (limits or ["12"])[end],
        "money": (limits or ["12"])[end],
        "date": day.isoformat(),
        "yesno": ids[end],
        "choice": ids[end],
        "several": [ids[end]],
        "file": [(a_photo_file(), f"{n}.jpg") for n in range(count if field.kind == "file" else 0)],
    }
    return {name: answers[field.kind]}


def _things(field: Field, name: str, today: date, *, is_first: bool) -> dict[str, Any]:
    sent: dict[str, Any] = {}
    for n in range(int((field.least or 1) if is_first else (field.most or 2))):
        sent[f"{name}-{n}"] = ""
        for inner in field.fields:
            sent |= form_of(inner, f"{name}-{n}-{inner.id}", today, is_first=is_first)
    return sent


def _word(field: Field) -> str:
    least = int(field.least or 0)
    most = int(field.most or len(WORD))
    return (WORD * (least // len(WORD) + 1))[: max(least, min(most, len(WORD)))]


def _kept(sent: Any) -> Any:
    return "x" if isinstance(sent, list) and isinstance(sent[0], tuple) else sent
