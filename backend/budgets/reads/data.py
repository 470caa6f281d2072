"""What a ``data:`` address holds."""

import base64
import binascii
from urllib.parse import unquote_to_bytes


def decode(url: str) -> tuple[str, str]:
    """Its type and its text (RFC 2397); no text where it is no sound address."""
    head, _, body = url[len("data:") :].partition(",")
    kind, *parameters = head.lower().split(";")
    content = unquote_to_bytes(body)
    if "base64" in (each.strip() for each in parameters):
        try:
            content = base64.b64decode(content + b"=" * (-len(content) % 4))
        except (binascii.Error, ValueError):
            return kind.strip(), ""
    return kind.strip() or "text/plain", content.decode("utf-8", "replace")
