"""What a push carries: few words, the page they speak of, and which message it is.

It is encrypted for one browser, but stands on a lock screen: so nothing personal, and little
enough for every push service and every purse.
"""

import json

MOST_BYTES = 300
MORE = "…"


def payload(*, title: str, body: str, path: str, id: str, is_short: bool = False) -> bytes:
    """JSON of at most MOST_BYTES. What does not fit is cut, the body before the title; with
    ``is_short`` there is no body at all."""
    told = {"title": title, "body": "" if is_short else body, "path": path, "id": id}
    for name in ("body", "title"):
        over = len(_packed(told)) - MOST_BYTES
        if over > 0:
            told[name] = _cut(told[name], over)
    return _packed(told)


def _packed(told: dict[str, str]) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _cut(text: str, over: int) -> str:
    """``text`` without its end, so that it takes ``over`` bytes less as JSON; "" if it cannot."""
    least = len(_told(text)) - over
    while text and len(_told(text + MORE)) > least:
        text = text[:-1].rstrip()
    return text + MORE if text else ""


def _told(text: str) -> bytes:
    return json.dumps(text, ensure_ascii=False).encode()
