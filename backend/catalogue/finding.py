"""The services of the city and how they are found: one index for each language, made at start."""

from collections.abc import Mapping

from flask import Flask, current_app

from backend.catalogue.search import Index, Page, Part
from backend.kernel.city import City
from backend.kernel.city.services.model import Service, Topic

NAME = "offer"


def init_app(app: Flask, city: City) -> None:
    """Make the services of ``city`` findable in each of its languages."""
    app.extensions[NAME] = indexes(city)


def indexes(city: City) -> dict[str, Index]:
    """An index of all services for each language, in which what others call them counts less."""
    codes = [language.code for language in city.languages]
    said = {code: {each.slug: _said(each, code) for each in city.services} for code in codes}
    return {
        code: Index(
            Page(
                slug=service.slug,
                own=said[code][service.slug],
                others=[said[other][service.slug] for other in codes if other != code],
            )
            for service in city.services
        )
        for code in codes
    }


def found(typed: str, language: str) -> list[Service]:
    """The services that fit what was ``typed``, the best first."""
    city: City = current_app.extensions["city"]
    known: dict[str, Index] = current_app.extensions[NAME]
    index = known.get(language, known[city.languages[0].code])
    return [service for slug in index.find(typed) if (service := city.service(slug))]


def by_topic(city: City) -> list[tuple[Topic, list[Service]]]:
    """The topics that have services, in the order of the pack, with them."""
    groups = [
        (topic, [each for each in city.services if each.topic.id == topic.id])
        for topic in city.topics
    ]
    return [(topic, services) for topic, services in groups if services]


def _said(service: Service, language: str) -> Mapping[Part, list[str]]:
    return {
        "title": [service.title.in_(language)],
        "needs": [need.in_(language) for need in service.needs],
        "line": [service.line.in_(language)],
        "replaces": [name.in_(language) for name in service.replaces],
        "topic": [service.topic.name.in_(language)],
    }
