"""Which steps and questions are asked, and which is next."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from backend.forms.conditions import all_hold
from backend.forms.ground import Value
from backend.kernel.city.services.model import Fee, Field, Rule, Service, Step

Answers = Mapping[str, Value]


def fields_asked(fields: Sequence[Field], answers: Answers) -> tuple[Field, ...]:
    """Those of ``fields`` that are asked. An answer to one that is not counts for nothing."""
    known, asked = dict(answers), []
    for field in fields:
        if all_hold(field.when, known):
            asked.append(field)
        else:
            known.pop(field.id, None)
    return tuple(asked)


def steps_asked(service: Service, answers: Answers) -> tuple[Step, ...]:
    """The steps that are asked, in order; one that would show nothing is not."""
    known, asked = dict(answers), []
    for step in service.steps:
        fields = fields_asked(step.fields, known) if all_hold(step.when, known) else ()
        if any(field.kind != "calculated" or field.id in known for field in fields):
            asked.append(step)
        for field in step.fields:
            if field not in fields:
                known.pop(field.id, None)
    return tuple(asked)


def next_step(service: Service, answers: Answers, after: str | None) -> Step | None:
    """The step that is asked after the one with the id ``after``, None after the last. The first
    after None, and after an id that the service does not know any more."""
    ids = [step.id for step in service.steps]
    place = ids.index(after) if after in ids else -1
    asked = steps_asked(service, answers)
    return next((step for step in asked if ids.index(step.id) > place), None)


def refused_by(service: Service, answers: Answers) -> Rule | None:
    """The first rule that does not pass; one that was not answered does not."""
    for rule in service.rules:
        if all_hold(rule.field.when, answers) and answers.get(rule.field.id) not in rule.passes:
            return rule
    return None


def fees(service: Service, answers: Answers) -> tuple[Fee, ...]:
    """What is to be paid."""
    every = service.payment.fees if service.payment else ()
    return tuple(fee for fee in every if all_hold(fee.when, answers))


def whole(service: Service) -> tuple[Field, ...]:
    """The questions of all steps, for one page: each asked where its step is."""
    return tuple(
        replace(field, when=step.when + field.when)
        for step in service.steps
        for field in step.fields
    )
