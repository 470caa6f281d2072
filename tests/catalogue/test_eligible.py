"""Whether one may, by the answers to a service's rules."""

from collections.abc import Mapping

import pytest

from backend.catalogue.eligible import verdict
from backend.config import ROOT
from backend.kernel.city import load_city
from backend.kernel.city.services.model import Service


@pytest.fixture(scope="module")
def pension() -> Service:
    """It asks for an age, by choice, and for a home in the city, by yes or no."""
    found = load_city(ROOT / "backend" / "city" / "cdmx").service("older-adults")
    assert found
    return found


@pytest.mark.parametrize(
    ("asked", "may", "against", "missing"),
    [
        ({}, False, None, ["years", "lives"]),
        ({"years": "over"}, False, None, ["lives"]),
        ({"years": "over", "lives": "yes"}, True, None, []),
        ({"years": "over", "lives": "no"}, False, "lives", []),
        ({"years": "sixty"}, False, "years", ["lives"]),
        ({"years": "under", "lives": "no"}, False, "years", []),
        ({"years": "100", "lives": "sí"}, False, None, ["years", "lives"]),
        ({"years": "over", "lives": ""}, False, None, ["lives"]),
        ({"years": "over", "lives": "yes", "level": "3"}, True, None, []),
    ],
)
def test_every_rule_has_to_be_answered_and_let_her_pass(
    pension: Service, asked: Mapping[str, str], may: bool, against: str | None, missing: list[str]
) -> None:
    found = verdict(pension, asked)
    assert found.may is may
    assert (found.against.field.id if found.against else None) == against
    assert [rule.field.id for rule in found.missing] == missing
    assert found.answers.items() <= asked.items()
    assert "level" not in found.answers


def test_a_service_without_rules_is_for_everybody() -> None:
    service = load_city(ROOT / "backend" / "city" / "cdmx").service("information-request")
    assert service
    assert verdict(service, {"had": "no"}).may
    assert verdict(service, {"had": "no"}).answers == {}
