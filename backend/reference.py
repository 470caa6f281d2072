"""``python -m backend.reference`` writes docs/reference from the code it describes."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import Field, fields
from pathlib import Path
from typing import Any, get_type_hints

from backend.catalogue.reference import services_page
from backend.config import PREFIX, ROOT, Settings
from backend.record.reference import kept_page

FOLDER = ROOT / "docs" / "reference"
TOP = f"""\
# Settings

<!-- Written by `make reference` from backend/config.py: change it there. -->

Read from the environment when the server or a command starts; an unknown `{PREFIX}` name or a value
that does not read stops it with a sentence. There is no other configuration.

| variable | what it says | if not set |
| --- | --- | --- |
"""
END = f"""
`DATABASE_URL` says the same as `{PREFIX}DATABASE_URL`, which wins where both are set.
"""


def settings_page(settings: type[Settings] = Settings) -> str:
    """The page of settings, a row for each field. Raises ValueError for one without a sentence."""
    return TOP + "".join(_rows(settings)) + END


def _rows(settings: type[Settings]) -> Iterator[str]:
    hints = get_type_hints(settings, include_extras=True)
    for field in fields(settings):
        sentence = next(iter(getattr(hints[field.name], "__metadata__", ())), "")
        if not sentence.endswith("."):
            raise ValueError(f"{field.name} of Settings has no sentence; say what it is for.")
        cells = (f"`{PREFIX}{field.name.upper()}`", sentence, _default(field))
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _default(field: Field[Any]) -> str:
    default = field.default
    if isinstance(default, Path):
        return f"`{default.relative_to(ROOT).as_posix()}`"
    if isinstance(default, bool):
        return "`1`" if default else "`0`"
    return "empty" if default == "" else f"`{default}`"


def pages() -> dict[str, str]:
    """Every page of the reference, by its file's name."""
    return {"settings.md": settings_page(), "kept.md": kept_page(), "services.md": services_page()}


def main(argv: Sequence[str]) -> int:
    """Write the reference; with ``--check`` write nothing and answer 1 if it is out of date."""
    parser = ArgumentParser(prog="python -m backend.reference", description=main.__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the pages stand")
    asked = parser.parse_args(argv)
    stale = {
        asked.folder / name: page.encode()
        for name, page in pages().items()
        if not _says(asked.folder / name, page.encode())
    }
    for path, page in stale.items():
        if not asked.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(page)
        said = "out of date, run make reference" if asked.check else "updated"
        sys.stdout.write(f"{said}: {path}\n")
    return int(asked.check and bool(stale))


def _says(path: Path, page: bytes) -> bool:
    return path.is_file() and path.read_bytes() == page


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
