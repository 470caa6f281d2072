"""``places.toml``: the kinds of place people look for, and how the city's files speak of them.

A pack without that file has no places.
"""

from collections.abc import Collection, Mapping
from typing import Any

from backend.kernel.city.model import Borough, Gazetteer, Known, PlaceKind
from backend.kernel.city.section import Section

NEEDED = ("lat", "lon")
COLUMNS = (
    *("lat", "lon", "code", "name", "borough", "area", "sort", "address"),
    *("hours", "services", "step_free", "phone", "station"),
)
"""What may be told of a place; ``backend.places.entry`` says what each means."""
AREA_COLUMNS = ("borough", "name", "lat", "lon")
TAKEN = frozenset({"area"})
"""``flask places load --kind area`` loads the neighbourhoods, so no kind may be called that."""


def read_places(
    page: Section,
    boroughs: Collection[Borough] = (),
    icons: Collection[str] | None = None,
) -> dict[str, Any]:
    """The field of City that ``places.toml`` says."""
    known = {borough.id for borough in boroughs}
    spellings = {}
    for section in page.sections("boroughs", least=0):
        if known and section.id not in known:
            page.fault("boroughs", f'has "{section.id}"; city.toml has {", ".join(sorted(known))}.')
        spellings[section.id] = section.names("spellings")
        section.done()
    places = Gazetteer(
        kinds=tuple(_kind(section, icons) for section in page.sections("kinds")),
        services=tuple(_known(section) for section in page.sections("services", least=0)),
        boroughs=spellings,
        yes=page.names("yes", least=0),
        no=page.names("no", least=0),
        areas=_columns(page, "areas", AREA_COLUMNS, AREA_COLUMNS) if "areas" in page.table else {},
    )
    page.done()
    return {"places": places}


def _kind(section: Section, icons: Collection[str] | None) -> PlaceKind:
    if section.id in TAKEN:
        section.fault("id", f'is "{section.id}", which the loader knows already; choose another.')
    icon = section.string("icon")
    if icons is not None and icon and icon not in icons:
        section.fault("icon", f'is "{icon}"; there are {", ".join(sorted(icons))}.')
    unnamed = section.yes("unnamed", default=False)
    kind = PlaceKind(
        id=section.id,
        name=section.words("name"),
        line=section.words("line"),
        icon=icon,
        unnamed=unnamed,
        columns=_columns(section, "columns", NEEDED if unnamed else (*NEEDED, "name"), COLUMNS),
        sorts=tuple(_known(each) for each in section.sections("sorts", least=0)),
    )
    section.done()
    return kind


def _columns(
    section: Section, name: str, needed: tuple[str, ...], allowed: tuple[str, ...]
) -> Mapping[str, tuple[str, ...]]:
    table = section.section(name)
    columns = {ours: table.names(ours, least=int(ours in needed)) for ours in allowed}
    table.done()
    return {ours: theirs for ours, theirs in columns.items() if theirs}


def _known(section: Section) -> Known:
    known = Known(section.id, section.words("name"), section.names("spellings"))
    section.done()
    return known
