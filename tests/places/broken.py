"""Files that must not be taken, each with the sentence that says why."""

import zipfile
from collections.abc import Callable
from io import BytesIO

from tests.places.files import HEADER, ROW, csv_of, shared, sheet_of, xlsx_of

BOMB = (
    '<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<worksheet>&b;</worksheet>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet>&f;</worksheet>'
FULL = xlsx_of(sheet_of(HEADER, ROW))


def row(**told: str) -> list[str]:
    """The usual row with something else in it."""
    return list((dict(zip(HEADER, ROW, strict=True)) | told).values())


def heavy() -> bytes:
    """A small file that would unpack to more than a gigabyte."""
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(272):
                sheet.write(b" " * (1 << 20))
    return kept.getvalue()


def many() -> bytes:
    """An archive of more parts than any spreadsheet has."""
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for number in range(1001):
            archive.writestr(f"xl/{number}.xml", "")
    return kept.getvalue()


def locked() -> bytes:
    """One whose parts are marked as encrypted."""
    content = bytearray(FULL)
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def damaged() -> bytes:
    """One in whose middle something was overwritten."""
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive, zipfile.ZipFile(BytesIO(FULL)) as whole:
        for name in whole.namelist():
            archive.writestr(name, whole.read(name))
    return kept.getvalue().replace(b"Coyoac", b"Koyoac", 1)


Made = bytes | Callable[[], bytes]

BROKEN: list[tuple[str, Made, str]] = [
    ("empty", b"", "wifi.csv: is empty; the first row has to name the columns."),
    ("blank", b"\n\n\n", "wifi.csv: is empty; the first row has to name the columns."),
    ("only a header", csv_of(), "wifi.csv: has no rows; there has to be one place at least."),
    ("no header", csv_of(header=ROW), "wifi.csv: has no column for lat; places.toml calls it lat"),
    (
        "a page of a portal",
        b"<!doctype html><title>Sign in</title><p>Welcome to WiFi, sign in, please",
        "wifi.csv: has no column for lat; places.toml calls it lat or latitud",
    ),
    (
        "a column twice",
        csv_of([*row(), "19.3"], header=[*HEADER, "Latitud "]),
        'wifi.csv: has the column "latitud" twice; keep one.',
    ),
    ("latin-1", "id\nCoyoacán".encode("latin-1"), "wifi.csv, row 2: is not UTF-8; save it as CSV"),
    ("utf-16", "id,latitud\n".encode("utf-16"), "wifi.csv, row 1: is not UTF-8; save it as CSV"),
    ("zeros", csv_of(row()) + b"\0\0", "wifi.csv: is no text; save the table as CSV UTF-8 or"),
    ("cut in a row", csv_of(row(), row(id="A2"))[:-26], "wifi.csv, row 3: has 2 cells where the"),
    ("cut in quotes", csv_of(row()) + b'A2,"Esc', "wifi.csv, row 3: unexpected end of data"),
    ("a stray quote", csv_of(row()) + b'"A2"x,1,2,3,4\n', "wifi.csv, row 3: ',' expected after"),
    ("a comma too many", csv_of([*row(), "x"]), "wifi.csv, row 2: has 6 cells where the first"),
    ("a huge cell", csv_of(row(id="x" * 200_000)), "wifi.csv, row 2: field larger than field"),
    ("no latitude", csv_of(row(latitud="")), 'wifi.csv, row 2: "" and "-99.16" are no latitude'),
    ("words", csv_of(row(longitud="W")), 'wifi.csv, row 2: "19.35" and "W" are no latitude'),
    ("infinity", csv_of(row(latitud="inf")), 'wifi.csv, row 2: "inf" and "-99.16" are no'),
    ("arabic digits", csv_of(row(latitud="١٩.٣")), 'wifi.csv, row 2: "١٩.٣" and "-99.16" are no'),
    ("abroad", csv_of(row(latitud="40.4")), "wifi.csv, row 2: 40.4, -99.16 is outside the city"),
    (
        "exchanged",
        csv_of(row(latitud="-99.16", longitud="19.35")),
        "wifi.csv, row 2: -99.16, 19.35 has latitude and longitude exchanged.",
    ),
    ("zero", csv_of(row(latitud="0", longitud="0")), "wifi.csv, row 2: 0.0, 0.0 is outside the"),
    ("another borough", csv_of(row(alcaldia="Ecatepec")), 'wifi.csv, row 2: "Ecatepec" is no'),
    ("long", csv_of(row(id="x" * 65)), "wifi.csv, row 2: code has 65 letters; at most 64 fit."),
    (
        "one code twice",
        csv_of(row(), row(latitud="19.36")),
        'wifi.csv, row 3: has the code "A1" of row 2, which is another place.',
    ),
    ("a cut spreadsheet", FULL[: len(FULL) // 2], "wifi.csv: is no whole XLSX file"),
    ("a damaged spreadsheet", damaged, "wifi.csv: is no whole XLSX file (Bad CRC-32"),
    ("not a spreadsheet", many, "wifi.csv: would unpack to 0 MB in 1001 files; at most 256 MB"),
    ("a zip bomb", heavy, "wifi.csv: would unpack to 272 MB in 2 files; at most 256 MB"),
    ("locked", locked, "wifi.csv: is locked with a password; save it without one."),
    ("an entity bomb", xlsx_of(BOMB), "wifi.csv: xl/worksheets/sheet1.xml declares a document"),
    ("an entity abroad", xlsx_of(OUTSIDE), "wifi.csv: xl/worksheets/sheet1.xml declares a"),
    (
        "an entity among the texts",
        xlsx_of(sheet_of(HEADER, ROW), BOMB.replace("worksheet", "sst")),
        "wifi.csv: xl/sharedStrings.xml declares a document type; no spreadsheet program does.",
    ),
    ("broken xml", xlsx_of("<worksheet><row>"), "wifi.csv: xl/worksheets/sheet1.xml is not read"),
    ("no sheet", xlsx_of("<x/>", workbook="<workbook/>"), "wifi.csv: has no sheet; save the table"),
    ("a lost sheet", xlsx_of("<x/>", links="<R/>"), "wifi.csv: has no sheet; save the table as"),
    (
        "a sheet that is not there",
        xlsx_of("<x/>", links='<R><Relationship Id="rId7" Target="nowhere.xml"/></R>'),
        "wifi.csv: is no whole XLSX file",
    ),
    ("an empty sheet", xlsx_of(sheet_of()), "wifi.csv: is empty; the first row has to name the"),
    (
        "a text that is not there",
        xlsx_of(sheet_of(HEADER, ["s:3", *ROW[1:]]), shared("<t>a</t>")),
        "wifi.csv, row 2: speaks of a text that is not in the file; save it again.",
    ),
    (
        "a text before the first",
        xlsx_of(sheet_of(HEADER, ["s:-1", *ROW[1:]]), shared("<t>a</t>")),
        "wifi.csv, row 2: speaks of a text that is not in the file; save it again.",
    ),
    (
        "a cell far away",
        xlsx_of(sheet_of(HEADER, ROW).replace('r="B2"', 'r="XFD2"')),
        "wifi.csv, row 2: has a cell in column 16384; at most 256 columns are read.",
    ),
    (
        "more cells than columns",
        xlsx_of(sheet_of(HEADER, [*ROW, "x"])),
        "wifi.csv, row 2: has 6 cells where the first row names 5 columns",
    ),
    ("fewer than half", csv_of(row()), "wifi.csv: has 1 where there are 3 now; if that is right,"),
]
