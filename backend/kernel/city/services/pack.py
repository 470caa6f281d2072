"""The services of a pack: ``services.toml`` and the folder ``services``, if it has any."""

from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from backend.kernel.city.section import Notes, Section
from backend.kernel.city.services.model import Service
from backend.kernel.city.services.read import read_service, read_topics
from backend.kernel.city.services.table import World

TOPICS, FOLDER = "services.toml", "services"


def files_of(pack: Path) -> list[Path]:
    """The files of a pack's services, by name."""
    return sorted((pack / FOLDER).glob("*.toml"))


def read_services(
    topics: Section | None,
    pages: Collection[Section],
    *,
    settings: Mapping[str, Any],
    places: Mapping[str, Any],
    icons: Collection[str] | None,
    held: Mapping[str, str] | None,
    notes: Notes,
) -> dict[str, Any]:
    """The fields of City that say what it offers."""
    if topics is None:
        for page in pages:
            notes.faults.append(
                f"{page.file}: topic needs {TOPICS}; add that file with [[topics]]."
            )
        return {}
    told = read_topics(topics, icons)
    known = told["topics"]
    kinds = places["places"].kinds if places else ()
    world = World(
        offices=[department.id for department in settings["departments"]],
        phones=[phone.id for phone in settings["phones"]],
        places=[kind.id for kind in kinds],
        topics=[topic.id for topic in known],
        icons=icons,
        held=held,
    )
    read = [read_service(page, world, known) for page in pages]
    services = tuple(service for service in read if service)
    _tell_twins(services, notes)
    return {"services": services, **told}


def _tell_twins(services: Collection[Service], notes: Notes) -> None:
    titles = Counter(service.title.source for service in services)
    for service in services:
        if service.title.source and titles[service.title.source] > 1:
            notes.faults.append(
                f'{FOLDER}/{service.slug}.toml: title is "{service.title.source}", which another '
                "service has; change one."
            )
