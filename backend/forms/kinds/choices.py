"""One of several answers, some of them, yes or no."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from backend.forms.ground import Ground, Value
from backend.forms.kinds.kind import Faults, Found, Raw, Speech, Typed, first
from backend.forms.sentence import sentence as _
from backend.kernel.city.services.model import NO, YES, Field

LONGEST_ID = 64
MOST_SENT = 1000

YES_OR_NO = {YES: _("Sí"), NO: _("No")}

Labels = Callable[[Field, Speech], Mapping[str, str]]


def _declared(field: Field, speech: Speech) -> Mapping[str, str]:
    return {answer.id: speech.say(answer.label) for answer in field.answers}


def _yes_or_no(field: Field, speech: Speech) -> Mapping[str, str]:
    return {id: word.in_(speech.translate) for id, word in YES_OR_NO.items()}


@dataclass(frozen=True)
class One:
    """One of the answers."""

    labels: Labels

    def owns(self, rest: str) -> bool:
        return not rest

    def read(self, name: str, field: Field, raw: Raw, ground: Ground) -> Found:
        chosen = first(raw, name, LONGEST_ID)
        if not chosen:
            return Found()
        if chosen not in field.choices:
            return Found(faults={name: _("Elige una de las opciones")})
        return Found(chosen, {name: (chosen,)})

    def absent(self, name: str, field: Field) -> Faults:
        return {name: _("Elige una opción")}

    def typed(self, name: str, field: Field, value: Value) -> Typed:
        return {name: (value,)} if isinstance(value, str) else {}

    def said(self, field: Field, value: Value, speech: Speech) -> str:
        return self.labels(field, speech).get(value, "") if isinstance(value, str) else ""


@dataclass(frozen=True)
class Several:
    """Any of the answers, kept in the order in which they stand in the question."""

    def owns(self, rest: str) -> bool:
        return not rest

    def read(self, name: str, field: Field, raw: Raw, ground: Ground) -> Found:
        sent = {each[:LONGEST_ID] for each in list(raw.get(name) or ())[:MOST_SENT]} - {""}
        chosen = [id for id in field.choices if id in sent]
        typed = {name: tuple(chosen)} if chosen else {}
        if len(chosen) < len(sent):
            return Found(None, typed, {name: _("Elige entre las opciones")})
        if chosen and field.least is not None and len(chosen) < field.least:
            fault = _("Elige %(least)s o más", least=int(field.least))
            return Found(None, typed, {name: fault})
        if field.most is not None and len(chosen) > field.most:
            return Found(None, typed, {name: _("Elige %(most)s o menos", most=int(field.most))})
        return Found(chosen or None, typed)

    def absent(self, name: str, field: Field) -> Faults:
        return {name: _("Elige por lo menos una opción")}

    def typed(self, name: str, field: Field, value: Value) -> Typed:
        if not isinstance(value, list):
            return {}
        return {name: tuple(each for each in value if isinstance(each, str))}

    def said(self, field: Field, value: Value, speech: Speech) -> str:
        if not isinstance(value, list):
            return ""
        return ", ".join(each for id, each in _declared(field, speech).items() if id in value)


CHOICE = One(_declared)
YES_NO = One(_yes_or_no)
SEVERAL = Several()
