"""A paper as a PDF of one page, to be printed or sent: text, and its QR drawn as bars.

The same paper gives the same bytes each time. The font is one that every reader has, so that the
file stays small; it has the letters of Western Europe, and others are written without their marks.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

import segno
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from backend.papers.qr import runs

FONT, ENCODING = "Helvetica", "cp1252"
MARGIN, LINE = 20, 7
QR_SIDE, GAP = 62, 8
INK, MUTED, RULE = 20, 90, 190


@dataclass(frozen=True)
class Sheet:
    """What stands on the page: ``facts`` and ``terms`` are (what, how it is); the terms and the
    ``notes`` stand beside the QR."""

    city: str
    office: str
    title: str
    number: str
    facts: tuple[tuple[str, str], ...]
    terms: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    stamp: str
    locale: str
    made: datetime


def drawn(sheet: Sheet, code: segno.QRCode) -> bytes:
    """The file."""
    page = FPDF(format="letter")
    page.core_fonts_encoding = ENCODING
    page.set_creation_date(sheet.made)
    page.set_title(f"{sheet.title} {sheet.number}")
    page.set_author(sheet.office)
    page.set_lang(sheet.locale)
    page.set_margin(MARGIN)
    page.set_auto_page_break(False)
    page.add_page()
    _heading(page, sheet)
    _facts(page, sheet)
    _foot(page, sheet, code)
    return bytes(page.output())


def writable(text: str) -> str:
    """``text`` in letters that the font has."""
    return "".join(each if _is_there(each) else _plain(each) for each in text)


def _heading(page: FPDF, sheet: Sheet) -> None:
    _text(page, sheet.city, 11, MUTED)
    _text(page, sheet.office, 11, MUTED)
    page.ln(LINE)
    _text(page, sheet.title, 22, INK, "B")
    if sheet.stamp:
        _text(page, sheet.stamp, 14, INK, "B")
    page.ln(LINE)


def _facts(page: FPDF, sheet: Sheet) -> None:
    page.set_draw_color(RULE)
    for what, how in sheet.facts:
        page.line(MARGIN, page.get_y(), page.w - MARGIN, page.get_y())
        page.ln(2)
        _fact(page, what, how)


def _foot(page: FPDF, sheet: Sheet, code: segno.QRCode) -> None:
    top = page.h - MARGIN - QR_SIDE
    if page.get_y() > top - GAP:  # never over one another, however much there is to say
        page.add_page()
    module = QR_SIDE / len(code.matrix)
    page.set_fill_color(0)
    for x, y, length in runs(code):
        # A little higher than a row, so that no light shows between rows when it is drawn smaller.
        page.rect(MARGIN + x * module, top + y * module, length * module, module * 1.02, style="F")
    page.set_left_margin(MARGIN + QR_SIDE + GAP)
    page.set_xy(MARGIN + QR_SIDE + GAP, top)
    for what, how in sheet.terms:
        _fact(page, what, how)
    page.ln(2)
    for note in sheet.notes:
        _text(page, note, 9, INK)
        page.ln(1)


def _fact(page: FPDF, what: str, how: str) -> None:
    _text(page, what, 10, MUTED)
    _text(page, how, 13, INK, "B")
    page.ln(1)


def _text(page: FPDF, text: str, size: int, ink: int, style: str = "") -> None:
    page.set_font(FONT, style, size)
    page.set_text_color(ink)
    height = size * 0.5
    page.multi_cell(0, height, writable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _is_there(letter: str) -> bool:
    try:
        return bool(letter.encode(ENCODING))
    except UnicodeEncodeError:
        return False


def _plain(letter: str) -> str:
    """The letter without its marks: Unicode names it by them ("... L WITH STROKE")."""
    base, _, _ = unicodedata.name(letter, "").partition(" WITH ")
    try:
        plain = unicodedata.lookup(base)
    except KeyError:
        return "?"
    return plain if _is_there(plain) else "?"
