"""The city's own files, where they lie beside the repository. They are never part of it."""

import csv
import re
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from backend.config import ROOT

_FOLDERS = (parent / "shared" / "data" for parent in ROOT.parents)
DATA = next((folder for folder in _FOLDERS if folder.is_dir()), None)


def feed(name: str) -> list[Path]:
    """The feed of that name, if it is there."""
    return [DATA / name] if DATA and (DATA / name).exists() else []


WIFI = [*feed("wifi_cdmx.csv"), *feed("wifi_gratuito_en_cdmx_2025.xlsx")]
AREAS = feed("colonias_cdmx.csv")

CELL = re.compile(r"([A-Z]+)\d+")
NAME = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def counted_apart(path: Path) -> tuple[int, int, Counter[str]]:
    """Rows, rows outside the city, and distinct spots by borough: counted in another way than the
    loader's, from the file itself."""
    rows = _sheet(path) if path.suffix == ".xlsx" else _csv(path)
    spots: dict[tuple[str, str], str] = {}
    outside = 0
    for lat, lon, borough in rows:
        north, east = (float(text.strip(" ,")) for text in (lat, lon))
        if 19.04 <= north <= 19.60 and -99.37 <= east <= -98.93:
            spots.setdefault((f"{north:.5f}", f"{east:.5f}"), borough)
        else:
            outside += 1
    return len(rows), outside, Counter(spots.values())


def _csv(path: Path) -> list[tuple[str, str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(row["lat"], row["lon"], row["alcaldia"]) for row in csv.DictReader(file)]


def _sheet(path: Path) -> list[tuple[str, str, str]]:
    with zipfile.ZipFile(path) as archive:
        shared = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
        texts = ["".join(item.itertext()) for item in shared]
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in list(sheet.iter(f"{NAME}row"))[1:]:
        told = {}
        for cell in row:
            value = cell.findtext(f"{NAME}v") or ""
            column = CELL.fullmatch(cell.get("r") or "")
            assert column
            told[column[1]] = texts[int(value)] if cell.get("t") == "s" else value
        if told.get("A"):
            rows.append((told["C"], told["D"], told["E"]))
    return rows
