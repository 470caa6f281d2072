"""A service and the topics from their files, checked by the schema and by what they name."""

import re
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from backend.kernel.city.section import Section
from backend.kernel.city.services.asked import Asked
from backend.kernel.city.services.model import (
    Channel,
    Fee,
    Outcome,
    Payment,
    Service,
    Topic,
    Visits,
)
from backend.kernel.city.services.questions import read_rules, read_step
from backend.kernel.city.services.schema import SERVICE, STATES, TOPIC, WEEKDAYS
from backend.kernel.city.services.table import Read, World
from backend.kernel.city.texts import Text

SLUG = re.compile("[a-z][a-z0-9-]{1,39}")
NOWHERE = World()
NO_TOPIC = Topic("", Text("", ""), "")


def read_topics(page: Section, icons: Collection[str] | None = None) -> dict[str, Any]:
    """The fields of City that ``services.toml`` says."""
    world = World(icons=icons)
    read = [TOPIC.read(section, world) for section in page.sections("topics")]
    topics = tuple(Topic(each.id, each["name"], each["icon"]) for each in read)
    note = page.maybe_words("note")
    page.done()
    return {"topics": topics, "services_note": note}


def read_service(
    page: Section, world: World = NOWHERE, topics: Iterable[Topic] = ()
) -> Service | None:
    """What the file of one service says; None where there is nothing to read."""
    if not page.table:
        return None
    read = SERVICE.read(page, world)
    if not SLUG.fullmatch(slug := _slug(page)):
        page.notes.faults.append(
            f"{page.file}: has the name {slug}; call it a-z, 0-9 and -, 2 to 40, a letter first."
        )
    asked = Asked(*_ids(read), held=world.held)
    rules = read_rules(read["rules"], asked)
    steps = tuple(read_step(each, asked) for each in read["steps"])
    plain = ("title", "line", "for_whom", "needs", "office", "owner", "level", "days", "legal")
    service = Service(
        **{name: read[name] for name in plain},
        slug=slug,
        topic={topic.id: topic for topic in topics}.get(read["topic"], NO_TOPIC),
        replaces=read["replaces"],
        channels=_channels(read),
        rules=rules,
        steps=steps,
        payment=_payment(read["payment"], asked),
        visits=_visits(read["visits"]),
        outcome=_outcome(read["outcome"], asked),
        texts=_texts(read["texts"]),
    )
    if service.outcome.kind == "appointment" and not service.visits:
        read.fault("visits", "is missing; write the table, or another kind of outcome.")
    return service


def _slug(page: Section) -> str:
    return page.file.rpartition("/")[2].removesuffix(".toml")


def _ids(read: Read) -> tuple[list[str], Mapping[str, str]]:
    """The ids of all questions, and of those in lists with the id of their list."""
    fields = [field for step in read["steps"] for field in step["fields"]]
    inner = {each.id: field.id for field in fields for each in field["fields"] or ()}
    return [each.id for each in (*read["rules"], *fields)], inner


def _channels(read: Read) -> tuple[Channel, ...]:
    table: Read = read["channels"]
    given = {kind: table[kind] for kind in ("online", "counter", "phone") if table[kind]}
    return tuple(
        Channel(kind, each["hours"], each["place"] or "", each["phone"] or "")  # type: ignore[arg-type]
        for kind, each in given.items()
    )


def _payment(read: Read | None, asked: Asked) -> Payment | None:
    if not read:
        return None
    return Payment(
        tuple(
            Fee(fee["label"], _amount(fee), asked.conditions(fee["when"])) for fee in read["fees"]
        ),
        read["days"],
    )


def _amount(fee: Read) -> Decimal:
    said = fee["amount"]
    amount = Decimal(said) if re.fullmatch(r"\d+\.\d{2}", said) else Decimal(0)
    if said and amount == 0 and re.fullmatch(r"0\.00", said):
        fee.fault("amount", "is nothing; write a sum, or remove the fee.")
    return amount


def _visits(read: Read | None) -> Visits | None:
    if not read:
        return None
    days = tuple(sorted(WEEKDAYS.index(day) for day in read["weekdays"] if day in WEEKDAYS))
    begins, ends, minutes = read["begins"], read["ends"], read["minutes"]
    if (room := _minutes(ends) - _minutes(begins)) < minutes and begins and ends:
        read.fault("ends", f"leaves {room} minutes, not one of {minutes}; end later.")
    plain = {name: read[name] for name in ("place", "capacity", "ahead")}
    return Visits(weekdays=days, begins=begins, ends=ends, minutes=minutes, **plain)


def _minutes(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute) if hour.isdigit() and minute.isdigit() else 0


def _outcome(read: Read, asked: Asked) -> Outcome:
    for id in read["shows"] or ():
        question = asked.find(read, "shows", id)
        if question and question.kind == "file":
            read.fault("shows", f'has "{id}", a file; name a question told in words.')
    return Outcome(
        kind=read["kind"],
        title=read["title"],
        text=read["text"],
        is_instant=bool(read["instant"]),
        lasts_days=read["lasts_days"],
        shows=read["shows"] or (),
    )


def _texts(read: Read | None) -> tuple[tuple[Any, Text], ...]:
    return tuple((state, read[state]) for state in STATES if read and read[state])
