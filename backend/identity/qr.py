"""QR codes as drawings inside a page."""

import io

import segno
from markupsafe import Markup


def drawing(text: str) -> Markup:
    """``text`` as a QR, an ``svg`` that takes the ink of the page."""
    written = io.BytesIO()
    segno.make(text, error="l", micro=False).save(
        written,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        border=4,
        dark="#000",
        light="#fff",
        svgclass="qr",
        lineclass=None,
    )
    return Markup(written.getvalue().decode().strip())  # noqa: S704 - drawn from modules alone
