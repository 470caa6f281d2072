"""A pack as whoever writes services sees it: where it is, and all that is wrong with it."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from backend.catalogue import held
from backend.config import ROOT
from backend.kernel.assets import icons_of
from backend.kernel.city import City, CityError, load_city
from backend.kernel.city.section import PLAIN
from backend.kernel.city.services.pack import FOLDER, TOPICS

UNTRANSLATED = (" has no translation; add it.", " has an empty translation; fill it in.")
"""How a sentence about a translation that is not there ends."""


@dataclass(frozen=True)
class Checked:
    """A pack that was read: the city, or what is wrong, a sentence each."""

    city: City | None
    faults: tuple[str, ...] = ()

    def about(self, slug: str) -> tuple[str, ...]:
        """The faults of one service, its translations included."""
        file, key = f"{FOLDER}/{slug}.toml: ", f": {FOLDER}/{slug}."
        return tuple(fault for fault in self.faults if fault.startswith(file) or key in fault)


def check(pack: Path) -> Checked:
    """Read the pack in the folder ``pack`` as the server does at start."""
    try:
        return Checked(load_city(pack, icons=icons_of(ROOT), held=held.names()))
    except CityError as error:
        return Checked(None, tuple(str(error).splitlines()))


def ids(pack: Path) -> dict[str, list[str]]:
    """The ids that a service of ``pack`` may name, whatever else is wrong with the pack."""
    return {
        "topics": _ids(pack / TOPICS, "topics"),
        "offices": _ids(pack / "city.toml", "departments"),
        "phones": _ids(pack / "city.toml", "phones"),
        "places": _ids(pack / "places.toml", "kinds"),
    }


def _ids(file: Path, name: str) -> list[str]:
    try:
        rows = tomllib.loads(file.read_text(encoding=PLAIN)).get(name, [])
    except (FileNotFoundError, ValueError, RecursionError):
        return []  # The check says so; here it only means that there is nothing to choose from.
    return [row["id"] for row in rows if "id" in row]


def find(where: Path) -> tuple[Path, str]:
    """The pack that ``where`` is, or that its service stands in, and the slug of that service, ""
    for a pack. Raises ValueError, with a sentence, where it is neither."""
    if (where / "city.toml").is_file():
        return where, ""
    pack = where.resolve().parent.parent
    if where.suffix == ".toml" and where.resolve().parent == pack / FOLDER:
        return pack, where.stem
    raise ValueError(f"{where} is no pack; give its folder, or a file of its folder {FOLDER}.")


def untranslated(faults: Sequence[str]) -> list[str]:
    """Those that say of a translation that it is not there."""
    return [fault for fault in faults if fault.endswith(UNTRANSLATED)]
