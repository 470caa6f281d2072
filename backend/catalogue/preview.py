"""A service told in plain lines: what is asked, page by page, and where each condition leads."""

from collections.abc import Iterator
from dataclasses import dataclass

from backend.kernel.city.services.model import Condition, Field, Service
from backend.kernel.city.texts import Text

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Teller:
    """Tells ``service`` in ``language``."""

    service: Service
    language: str

    def say(self, text: Text) -> str:
        return text.in_(self.language)

    def lines(self) -> Iterator[str]:
        """All of it, from who may use it to what one has in the end."""
        yield self.say(self.service.title)
        yield f"  {self.say(self.service.line)}"
        yield f"  For: {self.say(self.service.for_whom)}"
        yield from self._rules()
        for number, step in enumerate(self.service.steps, start=1):
            yield ""
            yield f"Page {number}: {self.say(step.title)}{self._where(step.when)}"
            if step.lead:
                yield f"  {self.say(step.lead)}"
            for field in step.fields:
                yield from self._field(field)
        yield from self._payment()
        yield from self._visits()
        yield from self._outcome()

    def _rules(self) -> Iterator[str]:
        if self.service.rules:
            yield ""
            yield "Before anything is asked"
        for rule in self.service.rules:
            yield f"  {self.say(rule.field.label)}"
            for id, label in self._answers(rule.field):
                leads = "goes on" if id in rule.passes else f"ends: {self.say(rule.otherwise)}"
                yield f"    {label}: {leads}"

    def _field(self, field: Field, indent: str = "  ") -> Iterator[str]:
        notes: list[str] = [field.kind]
        notes += [] if field.is_required else ["may be left out"]
        notes += [f"from the record: {field.record}"] if field.record else []
        yield f"{indent}{self.say(field.label)} ({', '.join(notes)}){self._where(field.when)}"
        if field.hint:
            yield f"{indent}  {self.say(field.hint)}"
        for id, label in self._answers(field):
            leads = [to for condition, to in self._leads(field) if id in condition.among]
            yield f"{indent}  {label}{': ' if leads else ''}{'; '.join(leads)}"
        for condition, to in self._leads(field):
            if not condition.among:
                yield f"{indent}  {_between(condition)}: {to}"
        if field.formula:
            yield f"{indent}  {field.formula.verb} of {', '.join(map(str, field.formula.of))}"
        for each in field.fields:
            yield from self._field(each, f"{indent}  each: ")

    def _leads(self, field: Field) -> Iterator[tuple[Condition, str]]:
        """The conditions on ``field``, and what opens where they hold."""
        for step in self.service.steps:
            yield from self._of(field, step.when, f'opens the page "{self.say(step.title)}"')
            for each in step.fields:
                yield from self._of(field, each.when, f'asks "{self.say(each.label)}"')
        for fee in self.service.payment.fees if self.service.payment else ():
            yield from self._of(field, fee.when, f'costs {fee.amount} "{self.say(fee.label)}"')

    def _of(
        self, field: Field, when: tuple[Condition, ...], to: str
    ) -> Iterator[tuple[Condition, str]]:
        others = " if the rest holds too" if len(when) > 1 else ""
        for condition in when:
            if condition.question == field.id:
                yield condition, to + others

    def _where(self, when: tuple[Condition, ...]) -> str:
        said = [self._condition(condition) for condition in when]
        return f", only where {' and '.join(said)}" if said else ""

    def _condition(self, condition: Condition) -> str:
        field = self.service.field(condition.question)
        if field is None:
            return condition.question
        label = f'"{self.say(field.label)}"'
        if not condition.among:
            return f"{label} is {_between(condition)}"
        answers = dict(self._answers(field))
        return f"{label} is {' or '.join(answers[id] for id in condition.among)}"

    def _answers(self, field: Field) -> list[tuple[str, str]]:
        if field.kind == "yesno":
            return [("yes", "yes"), ("no", "no")]
        return [(answer.id, self.say(answer.label)) for answer in field.answers]

    def _payment(self) -> Iterator[str]:
        if payment := self.service.payment:
            yield ""
            yield f"To pay within {payment.days} days"
            for fee in payment.fees:
                yield f"  {fee.amount} {self.say(fee.label)}{self._where(fee.when)}"

    def _visits(self) -> Iterator[str]:
        if visits := self.service.visits:
            days = ", ".join(WEEKDAYS[day] for day in visits.weekdays)
            yield ""
            yield f"An appointment at a place of the kind {visits.place}"
            yield f"  {days}, {visits.begins} to {visits.ends}, {visits.minutes} minutes each,"
            yield f"  {visits.capacity} people at a time, up to {visits.ahead} days before"

    def _outcome(self) -> Iterator[str]:
        outcome = self.service.outcome
        when = "at once" if outcome.is_instant else f"within {self.service.days} days"
        yield ""
        yield f"In the end, {when}: {self.say(outcome.title)} ({outcome.kind})"
        yield f"  {self.say(outcome.text)}"
        if outcome.shows:
            shown = [self.service.field(id) for id in outcome.shows]
            yield f"  It shows: {', '.join(self.say(field.label) for field in shown if field)}"
        for state, text in self.service.texts:
            yield f"  When {state}: {self.say(text)}"


def _between(condition: Condition) -> str:
    low, high = condition.at_least, condition.at_most
    if low is not None and high is not None:
        return f"from {low} to {high}"
    return f"{low} or more" if low is not None else f"{high} or less"
