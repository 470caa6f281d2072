"""The texts of a city pack for its translators. What counts as a text is what the reader reads as
one, so nothing is forgotten and nothing is offered that nobody reads.

``python -m backend.kernel.city.extract PACK`` brings the catalogues of a pack up to date. It works
on a pack that does not start, for want of a translation. ``texts`` is the Babel extractor:
``[extractors] city = backend.kernel.city.extract:texts``, ``[city: **.toml]``.
"""

import sys
import tomllib
from argparse import ArgumentParser
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from backend.kernel.city.places import read_places
from backend.kernel.city.reports import read_reports
from backend.kernel.city.section import PLAIN, Notes, Section
from backend.kernel.city.services.pack import FOLDER, TOPICS, files_of
from backend.kernel.city.services.read import read_service, read_topics
from backend.kernel.city.settings import read_settings

READERS: Mapping[str, Callable[[Section], object]] = {
    "city.toml": read_settings,
    "reports.toml": read_reports,
    "places.toml": read_places,
    TOPICS: read_topics,
}

HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

Found = tuple[int, str, tuple[str, str], list[str]]


def texts(
    fileobj: BinaryIO,
    keywords: Collection[str],
    comment_tags: Collection[str],
    options: Mapping[str, Any],
) -> Iterator[Found]:
    """Line, "pgettext", (key, source) and no comment for each text of the TOML file ``fileobj``
    (Babel's extraction interface). A file of another name has none. Mistakes are not its affair."""
    path = Path(fileobj.name)
    of_a_service = path.parent.name == FOLDER and path.suffix == ".toml"
    read = read_service if of_a_service else READERS.get(path.name)
    if read is None:
        return
    source = fileobj.read().decode(PLAIN)
    notes = Notes()
    name = f"{FOLDER}/{path.name}" if of_a_service else path.name
    read(Section(name, "", tomllib.loads(source), notes))
    for text in notes.texts.values():
        if text.source:
            line = source[: max(0, source.find(f'"{text.source}"'))].count("\n") + 1
            yield line, "pgettext", (text.key, text.source), []


def update_catalogues(pack: Path, *, check: bool = False) -> list[Path]:
    """Give each ``city.po`` of ``pack`` the texts it lacks, empty, and take those that are gone;
    the paths of those that were not up to date. With ``check`` nothing is written."""
    template = Catalog()
    for path in [*(pack / name for name in READERS), *files_of(pack)]:
        if not path.exists():
            continue
        with path.open("rb") as file:
            for _, _, (key, source), _ in texts(file, (), (), {}):
                template.add(source, context=key)
    stale = []
    for path in sorted(pack.glob("translations/*/LC_MESSAGES/city.po")):
        before = path.read_bytes()
        po = read_po(BytesIO(before))
        po.update(template, no_fuzzy_matching=True)
        out = BytesIO(HEADER.format(language=path.parts[-3]).encode())
        out.seek(0, 2)
        write_po(out, po, width=100, no_location=True, omit_header=True, ignore_obsolete=True)
        after = out.getvalue().rstrip(b"\n") + b"\n"
        if after != before:
            stale.append(path)
            if not check:
                path.write_bytes(after)
    return stale


def main(argv: Sequence[str]) -> int:
    """Update the catalogues of a pack; 1 if ``--check`` finds one that is not up to date."""
    parser = ArgumentParser(description=main.__doc__)
    parser.add_argument("pack", type=Path, help="folder of the city pack")
    parser.add_argument("--check", action="store_true", help="write nothing")
    asked = parser.parse_args(argv)
    stale = update_catalogues(asked.pack, check=asked.check)
    for path in stale:
        sys.stdout.write(f"{'out of date' if asked.check else 'updated'}: {path}\n")
    return int(asked.check and bool(stale))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
