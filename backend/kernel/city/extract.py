"""The texts of a city pack for Babel: ``[extractors] city = backend.kernel.city.extract:texts``
and ``[city: **.toml]`` in a mapping file. What counts as a text is what the reader reads as one."""

import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from backend.kernel.city.reports import read_reports
from backend.kernel.city.section import Notes, Section
from backend.kernel.city.settings import read_settings

READERS: Mapping[str, Callable[[Section], object]] = {
    "city.toml": read_settings,
    "reports.toml": read_reports,
}

Found = tuple[int, str, tuple[str, str], list[str]]


def texts(
    fileobj: BinaryIO,
    keywords: Collection[str],
    comment_tags: Collection[str],
    options: Mapping[str, Any],
) -> Iterator[Found]:
    """Line, "pgettext", (key, source) and no comment for each text of the TOML file ``fileobj``
    (Babel's extraction interface). A file of another name has none. Mistakes are not its affair."""
    name = Path(fileobj.name).name
    if name not in READERS:
        return
    source = fileobj.read().decode("utf-8")
    notes = Notes()
    READERS[name](Section(name, "", tomllib.loads(source), notes))
    for text in notes.texts.values():
        if text.source:
            line = source[: max(0, source.find(f'"{text.source}"'))].count("\n") + 1
            yield line, "pgettext", (text.key, text.source), []
