"""Copies that a worker answers with: it asks behind whether they are still good, for few bytes.

A form has a receipt, another on each copy, so it has no tag that a browser would ask by: without
script two reports would go out under one receipt. The page's script makes a receipt of its own
(``35-fill.js``), so to the worker a copy is as good as another that differs in nothing else. It
asks by the tag of all else (``15-copies.js``), reckoned from the copy itself, so that a spoilt one
is not taken for good.
"""

import base64
import hashlib

from flask import Response, request

from backend.kernel.drawing import Drawing

BYTES = 6


def name(page: Drawing, body: bytes) -> None:
    """Note the tag of all but the receipt, where ``page`` has one and is whole in ``body``."""
    rest = body.replace(page.hole.encode(), b"")
    page.copy = base64.b64encode(hashlib.sha256(rest).digest()[:BYTES]).decode()


def is_held(page: Drawing) -> bool:
    """Does the worker have the page that would be sent now?"""
    return bool(page.copy) and page.copy in request.if_none_match


def still_good(response: Response) -> Response:
    """What it is told then. What lies ready is answered so before Flask begins (see ``ready``)."""
    response.status_code = 304
    response.set_data(b"")
    for header in ("Content-Type", "Content-Length", "Content-Security-Policy"):
        response.headers.pop(header, None)
    return response
