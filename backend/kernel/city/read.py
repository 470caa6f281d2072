"""A city pack from its folder: its files, its catalogues, and all that is wrong with them."""

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from babel.messages.pofile import PoFileError, read_po

from backend.kernel.city.model import City
from backend.kernel.city.places import read_places
from backend.kernel.city.reports import read_reports
from backend.kernel.city.section import PLAIN, Notes, Section
from backend.kernel.city.services.pack import FOLDER, TOPICS, files_of, read_services
from backend.kernel.city.settings import read_settings
from backend.kernel.city.texts import catalogue_faults, template_of


class CityError(Exception):
    """A city pack says something that cannot be: a line for each mistake, with file and key."""


def load_city(
    path: Path,
    icons: Collection[str] | None = None,
    held: Mapping[str, str] | None = None,
) -> City:
    """The city whose pack is the folder ``path``; ``icons`` are the names a category may use,
    ``held`` what services may take from the record, with the kind of field for each.

    Raises CityError with every mistake of the pack, translations included.
    """
    notes = Notes()
    settings = read_settings(_page(path / "city.toml", notes))
    reports = read_reports(
        _page(path / "reports.toml", notes), departments=settings["departments"], icons=icons
    )
    places = {}
    if (path / "places.toml").exists():
        places = read_places(
            _page(path / "places.toml", notes), boroughs=settings["boroughs"], icons=icons
        )
    services = read_services(
        _page(path / TOPICS, notes) if (path / TOPICS).exists() else None,
        [_page(file, notes, f"{FOLDER}/") for file in files_of(path)],
        settings=settings,
        places=places,
        icons=icons,
        held=held,
        notes=notes,
    )
    for language in settings["languages"][1:]:
        _translate(path, language.code, notes)
    if notes.faults:
        raise CityError("\n".join(notes.faults))
    return City(texts=notes.texts, **settings, **reports, **places, **services)


def _page(file: Path, notes: Notes, folder: str = "") -> Section:
    table: dict[str, Any] = {}
    name = folder + file.name
    try:
        table = tomllib.loads(file.read_text(encoding=PLAIN))
    except FileNotFoundError:
        notes.faults.append(f"{name}: is not in {file.parent}; add it.")
    except (ValueError, RecursionError) as error:
        notes.faults.append(
            f"{name}: is not readable as TOML: {error}; look there for a quote, comma or bracket."
        )
    return Section(name, "", table, notes)


def _translate(path: Path, code: str, notes: Notes) -> None:
    file = path / "translations" / code / "LC_MESSAGES" / "city.po"
    name = file.relative_to(path)
    try:
        with file.open("rb") as readable:
            po = read_po(readable, abort_invalid=True)
    except FileNotFoundError:
        notes.faults.append(f"{name}: is missing; add it, or take {code} out of city.toml.")
        return
    except (PoFileError, UnicodeDecodeError) as error:
        notes.faults.append(f"{name}: is not readable: {error}.")
        return
    faults = catalogue_faults(template_of(notes.texts.values()), po)
    notes.faults += [f"{name}: {fault}" for fault in faults]
    for text in notes.texts.values():
        message = po.get(text.source, text.key)
        if message:
            text.translations[code] = str(message.string)
