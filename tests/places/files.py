"""Files as publishers make them, and as they should not."""

import csv
import zipfile
from io import BytesIO, StringIO
from pathlib import Path
from xml.sax.saxutils import escape

HEADER = ["id", "programa", "latitud", "longitud", "alcaldia"]
ROW = ["A1", "Escuelas", "19.35", "-99.16", "Coyoacán"]

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK = (
    f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{RELATIONS}"><sheets>'
    '<sheet name="Hoja1" sheetId="1" r:id="rId7"/></sheets></workbook>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId7" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>"
)


def csv_of(*rows: list[str], separator: str = ",", header: list[str] | None = None) -> bytes:
    """A CSV file in UTF-8."""
    text = StringIO()
    writer = csv.writer(text, delimiter=separator)
    writer.writerows([header or HEADER, *rows])
    return text.getvalue().encode()


def sheet_of(*rows: list[str], start: int = 1) -> str:
    """A sheet whose cells are shared texts (``s:0``), numbers (``n:1.5``) or inline texts."""
    return (
        f'<worksheet xmlns="{SPREADSHEET}"><sheetData>'
        + "".join(
            f'<row r="{number}">'
            + "".join(_cell(chr(65 + at) + str(number), cell) for at, cell in enumerate(row))
            + "</row>"
            for number, row in enumerate(rows, start=start)
        )
        + "</sheetData></worksheet>"
    )


def _cell(reference: str, cell: str) -> str:
    if not cell:
        return ""
    if cell.startswith("s:"):
        return f'<c r="{reference}" t="s"><v>{cell[2:]}</v></c>'
    if cell.startswith("n:"):
        return f'<c r="{reference}"><v>{cell[2:]}</v></c>'
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'


def xlsx_of(sheet: str, texts: str = "", **parts: str) -> bytes:
    """An XLSX file of one sheet; ``parts`` put others in the place of the usual ones."""
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", parts.get("workbook", WORKBOOK))
        archive.writestr("xl/_rels/workbook.xml.rels", parts.get("links", LINKS))
        if texts:
            archive.writestr("xl/sharedStrings.xml", texts)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return kept.getvalue()


def shared(*texts: str) -> str:
    """The shared texts of a workbook."""
    items = "".join(f"<si>{text}</si>" for text in texts)
    return f'<sst xmlns="{SPREADSHEET}">{items}</sst>'


def a_file(folder: Path, content: bytes, name: str = "wifi.csv") -> Path:
    """A file with that content."""
    path = folder / name
    path.write_bytes(content)
    return path
