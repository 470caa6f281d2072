"""What an app sends twice is done once."""

import hmac
from collections.abc import Callable
from uuid import UUID, uuid4

from flask import request
from werkzeug.datastructures import MultiDict

from backend.kernel import receipts
from backend.reports.open311.models import Key


def once(
    key: Key,
    shown: str,
    sent: MultiDict[str, str],
    name: str | None,
    write: Callable[[str], str],
) -> str:
    """Do ``write``, which is handed a receipt and gives the name of what it wrote; or give the
    name that it had when this app sent the same before, under the same ``name``.

    409 when it said other things then. Without a name each is a new one.
    """
    receipt = _receipt(shown, f"{request.endpoint} {name}") if name else str(uuid4())
    mark = receipts.fingerprint(sent.items(multi=True))
    answer = receipts.answer_once(
        receipt, mark=mark, write=lambda: write(receipt), person=f"app:{key.id}"
    )
    return answer.headers["Location"]


def _receipt(shown: str, name: str) -> str:
    """Of a receipt follows the private link, so it has to be as hard to guess as the key."""
    digest = hmac.digest(shown.encode(), name.encode("utf-8", "surrogatepass"), "sha256")
    return str(UUID(bytes=digest[:16], version=4))
