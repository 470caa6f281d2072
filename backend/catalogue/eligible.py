"""May she? The questions of a service's rules, answered in an address. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.kernel.city.services.model import Rule, Service


@dataclass(frozen=True)
class Verdict:
    """What her answers come to: the answers that count, the rules that have none yet, and the
    first rule that does not let her pass."""

    answers: Mapping[str, str]
    missing: tuple[Rule, ...]
    against: Rule | None

    @property
    def may(self) -> bool:
        """Every rule lets her pass."""
        return not self.missing and self.against is None


def verdict(service: Service, asked: Mapping[str, str]) -> Verdict:
    """What ``asked``, answers by rule, comes to. What is no answer to a rule counts as none; one
    answer that does not pass is enough to know."""
    answers = {
        rule.field.id: said
        for rule in service.rules
        if (said := asked.get(rule.field.id, "")) in rule.field.choices
    }
    against = next(
        (
            rule
            for rule in service.rules
            if rule.field.id in answers and answers[rule.field.id] not in rule.passes
        ),
        None,
    )
    missing = tuple(rule for rule in service.rules if rule.field.id not in answers)
    return Verdict(answers, missing, against)
