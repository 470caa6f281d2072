"""The QR of a paper: the address of the page that verifies it, with what is signed behind ``#``.

What stands there reaches no server: browsers keep it to themselves. The address is packed as bytes
and what is signed as capitals and digits, so that there are as few modules as can be.
"""

import io
from collections.abc import Iterator
from typing import Any

import segno
from markupsafe import Markup

BORDER = 4
"""The quiet zone around it, in modules (ISO/IEC 18004)."""


def address(origin: str, signed: str) -> str:
    """What a phone that reads the QR opens."""
    return f"{origin}/verify#{signed}"


def of(origin: str, signed: str) -> segno.QRCode:
    """The QR itself."""
    # Each piece is packed as densely as its own characters allow.
    pieces: Any = [f"{origin}/verify#", signed]
    return segno.make(pieces, error="l", micro=False)


def drawing(code: segno.QRCode) -> Markup:
    """``code`` inside a page, in black on white whatever the page's colours, for it has to be
    read by machines."""
    written = io.BytesIO()
    code.save(
        written,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        border=BORDER,
        dark="#000",
        light="#fff",
        svgclass="qr",
        lineclass=None,
    )
    return Markup(written.getvalue().decode().strip())  # noqa: S704 - drawn from modules alone


def runs(code: segno.QRCode) -> Iterator[tuple[int, int, int]]:
    """The dark modules as bars: column, row, how many in a row."""
    for y, row in enumerate(code.matrix):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                yield start, y, x - start
            x += 1
