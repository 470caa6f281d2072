"""Photos that come with a form of a case, each for the question whose element it came in."""

import hashlib

from flask import request

from backend.cases.actions import answering
from backend.cases.models import Case
from backend.kernel import clock
from backend.kernel.city.services.model import Field
from backend.reports.pictures import Pictures

MOST_FILES = 6
"""Photos that a form may bring at once, each decoded before any transaction opens."""


def sent_pictures() -> dict[str, Pictures]:
    """What was sent, by the name of the element."""
    names = list(request.files)[:MOST_FILES]
    return {name: Pictures.of_request(name, max(1, MOST_FILES // len(names))) for name in names}


def add_photos(case: Case, field: Field, sent: Pictures) -> None:
    """Keep what was sent for ``field``. The same photo twice is one, for a tap may be two; where
    only one fits, the new one stands in place of the old. Raises TooMany."""
    most = answering.most_of(field)
    marks = [hashlib.sha256(content).hexdigest() for content in sent.contents]
    receipts = [f"{case.folio} {field.id} {mark}" for mark in marks]
    if most == 1 and sent.photos and not answering.has_photo(case, receipts[0]):
        answering.keep_photos(case=case, field=field.id, ids=())
    for photo, receipt in zip(sent.photos, receipts, strict=False):
        answering.add_photo(
            case=case, field=field.id, most=most, photo=photo, now=clock.now(), receipt=receipt
        )
