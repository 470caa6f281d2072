"""The pages of what the city offers, to be weighed: each service, what is found, and who may."""

from collections.abc import Iterator
from urllib.parse import quote_plus

from backend.budgets.page import Page
from backend.kernel.city import City
from backend.kernel.city.services.model import Service

FOUND = "licencia para mi carro, un acta, una cita y una beca para mi abuela"
"""Something of many services at once: as much is found as is ever shown."""
NOTHING = "pizza " * 16


def pages(prefix: str, language: str, city: City) -> Iterator[Page]:
    """Each page that there is of them, on any site of ``city``."""
    services = f"{prefix}/services"
    yield Page(services, language, "all")
    yield Page(f"{services}?q={quote_plus(FOUND)}", language, "much found")
    yield Page(f"{services}?q={quote_plus(NOTHING)}", language, "nothing found")
    for topic in city.topics:
        yield Page(f"{services}?topic={topic.id}", language, "of a topic")
    for service in city.services:
        here = f"{services}/{service.slug}"
        yield Page(here, language, "a service")
        yield Page(f"{here}/can", language, "asked")
        for state, asked in _answered(service):
            yield Page(f"{here}/can?{asked}", language, state)


def _answered(service: Service) -> Iterator[tuple[str, str]]:
    if not service.rules:
        return
    yield "left out", "nothing=1"
    yield "may", "&".join(f"{rule.field.id}={rule.passes[0]}" for rule in service.rules)
    last = service.rules[-1]
    others = [answer.id for answer in last.field.answers] or ["yes", "no"]
    wrong = next(answer for answer in others if answer not in last.passes)
    yield "may not", f"{last.field.id}={wrong}"
