"""What the city has, read from its database and its folder and not from its pages."""

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import NullPool, create_engine, text

from tests.browser.city import City


@dataclass
class Filed:
    """A report as it is kept. ``receipts`` are digests: its own, its photos' and its notes'."""

    folio: str
    description: str
    state: str
    expected: int
    receipts: list[str]
    photos: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    moves: list[str] = field(default_factory=list)


def rows(city: City, query: str) -> list[Any]:
    """What the database answers, on a connection of its own."""
    engine = create_engine(city.database, poolclass=NullPool)
    with engine.connect() as connection:
        return list(connection.execute(text(query)))


def reports_of(city: City) -> list[Filed]:
    """All reports in the order of their filing."""
    filed = {
        id: Filed(folio, description, state, expected, [receipt])
        for id, folio, description, state, expected, receipt in rows(
            city,
            "SELECT id, folio, description, state, photos_expected, receipt"
            " FROM reports_reports ORDER BY id",
        )
    }
    photos = (
        "SELECT p.report_id, p.receipt, f.name FROM reports_photos p"
        " JOIN files_photos f ON f.id = p.photo_id ORDER BY p.report_id, p.position"
    )
    for report, receipt, name in rows(city, photos):
        filed[report].photos.append(name)
        filed[report].receipts.append(receipt)
    notes = "SELECT report_id, receipt, text FROM reports_notes ORDER BY id"
    for report, receipt, told in rows(city, notes):
        filed[report].notes.append(told)
        filed[report].receipts.append(receipt)
    for report, state in rows(city, "SELECT report_id, state FROM reports_moves ORDER BY id"):
        filed[report].moves.append(state)
    return list(filed.values())


def pictures_of(city: City) -> dict[str, Image.Image]:
    """Every photo and thumbnail that a row speaks of, by name, decoded to its last pixel."""
    names = [
        name for pair in rows(city, "SELECT name, thumb_name FROM files_photos") for name in pair
    ]
    return {name: _decoded(file_of(city.var, name)) for name in names}


def file_of(var: Path, name: str) -> Path:
    """Where a photo lies."""
    return var / "photos" / name[:2] / name


def everything(city: City) -> dict[str, list[str]]:
    """Every row of every table."""
    tables = (
        "kernel_receipts", "reports_reports", "reports_moves", "reports_notes", "reports_photos",
        "reports_followers", "files_photos",
    )  # fmt: skip
    return {table: sorted(map(str, rows(city, f"SELECT * FROM {table}"))) for table in tables}


def _decoded(path: Path) -> Image.Image:
    picture = Image.open(BytesIO(path.read_bytes()))
    picture.load()
    return picture
