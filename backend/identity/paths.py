"""Where to go on after signing in: an address that comes from outside, so hostile until checked."""

from urllib.parse import unquote, urlsplit


def own_path(text: str | None) -> str | None:
    """``text`` if it is a path of this site and nothing else, or None.

    Refused is what a browser or Werkzeug could make another site of: ``//host``, ``/\\host``,
    ``/%09/host``, with any kind of blank or control character.
    """
    text = text or ""
    told = unquote(text)
    if len(text) > 500 or not told.isprintable() or "\\" in told or " " in told:
        return None
    if not told.startswith("/") or told.startswith("//"):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if not parts.scheme and not parts.netloc and not text.startswith("//") else None
