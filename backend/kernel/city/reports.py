"""``reports.toml``: the kinds of fault a resident may report, and what to ask about each."""

from collections.abc import Collection, Mapping
from typing import Any, cast, get_args

from backend.kernel.city.model import Category, Department, Kind, Option, Question, Reply
from backend.kernel.city.section import Section
from backend.kernel.city.texts import Text

MOST_AT_ONCE = 12
"""Categories on the first page; more would not fit its weight."""
MOST_DAYS = 365
RESERVED = frozenset({"place"})
"""Form fields called ``place-...`` are the place's own, so no category may be."""
KINDS: tuple[str, ...] = get_args(Kind)
WARN_DAYS, ESCALATE_DAYS = 1, 2
"""What holds where the pack says nothing."""
MOVES = ("assigned", "scheduled", "in_progress", "fixed", "not_ours", "duplicate", "cannot")
"""Where the city may move a report to: what a reply may be for."""
NO_DEPARTMENT = Department("", Text("", ""), Text("", ""))


def read_reports(
    page: Section,
    departments: Collection[Department] = (),
    icons: Collection[str] | None = None,
) -> dict[str, Any]:
    """The fields of City that ``reports.toml`` says."""
    defaults = {
        "target_days": page.integer("target_days", 1, MOST_DAYS),
        "reopen_days": page.integer("reopen_days", 1, MOST_DAYS),
        "warn_days": page.integer("warn_days", 0, MOST_DAYS, WARN_DAYS),
        "escalate_days": page.integer("escalate_days", 0, MOST_DAYS, ESCALATE_DAYS),
        "needs_proof": page.yes("needs_proof", default=True),
    }
    known = {department.id: department for department in departments}
    reports = {
        "first_page": page.integer("first_page", 1, MOST_AT_ONCE),
        "same_within_m": page.integer("same_within_m", 1, 1000),
        "categories": tuple(
            _category(section, known, icons, defaults) for section in page.sections("categories")
        ),
        "replies": tuple(_reply(section) for section in page.sections("replies", least=0)),
    }
    page.done()
    return reports


def _category(
    section: Section,
    departments: Mapping[str, Department],
    icons: Collection[str] | None,
    defaults: Mapping[str, int],
) -> Category:
    if section.id in RESERVED:
        section.fault("id", f'is "{section.id}", which a form field begins with; choose another.')
    department = section.string("department")
    if department not in departments and department:
        section.fault("department", f'is "{department}"; city.toml has {_listed(departments)}.')
    icon = section.string("icon")
    if icons is not None and icon not in icons and icon:
        section.fault("icon", f'is "{icon}"; there are {_listed(icons)}.')
    category = Category(
        id=section.id,
        name=section.words("name"),
        hint=section.maybe_words("hint"),
        icon=icon,
        department=departments.get(department, NO_DEPARTMENT),
        target_days=section.integer("target_days", 1, MOST_DAYS, defaults["target_days"]),
        reopen_days=section.integer("reopen_days", 1, MOST_DAYS, defaults["reopen_days"]),
        questions=tuple(_question(each) for each in section.sections("questions", least=0)),
        warn_days=section.integer("warn_days", 0, MOST_DAYS, defaults["warn_days"]),
        escalate_days=section.integer("escalate_days", 0, MOST_DAYS, defaults["escalate_days"]),
        needs_proof=section.yes("needs_proof", default=bool(defaults["needs_proof"])),
    )
    section.done()
    return category


def _reply(section: Section) -> Reply:
    states = section.names("states", least=0)
    for state in states:
        if state not in MOVES:
            section.fault("states", f'has "{state}"; there are {_listed(MOVES)}.')
    reply = Reply(
        id=section.id, name=section.words("name"), text=section.words("text"), states=states
    )
    section.done()
    return reply


def _question(section: Section) -> Question:
    kind = section.string("kind", "|".join(KINDS), f"one of {', '.join(KINDS)}")
    label = section.words("label")
    options: tuple[Option, ...] = ()
    if kind == "choice":
        options = tuple(_option(each) for each in section.sections("options"))
        if len(options) < 2:
            section.fault("options", "leaves nothing to choose; write at least two.")
    question = Question(
        id=section.id,
        kind=cast(Kind, kind),
        label=label,
        required=section.yes("required", default=False),
        options=options,
    )
    section.done()
    return question


def _option(section: Section) -> Option:
    option = Option(section.id, section.words("label"))
    section.done()
    return option


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names))
