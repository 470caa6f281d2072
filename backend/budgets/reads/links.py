"""Addresses that headers and attributes carry beside the usual ones."""

import re
from collections.abc import Iterator

LINK = re.compile(r"<([^>]*)>((?:\s*;\s*[\w-]+\s*(?:=\s*(?:\"[^\"]*\"|[^\",;\s]*))?)*)")
PARAMETER = re.compile(r";\s*([\w-]+)\s*(?:=\s*(?:\"([^\"]*)\"|([^\",;\s]*)))?")
REFRESH = re.compile(r"\s*[\d.]*\s*[;,\s]\s*(?:url\s*=\s*)?(.*)", re.I | re.S)


def link_header(value: str) -> Iterator[dict[str, str]]:
    """The links of a ``Link`` header (RFC 8288) as attributes of a ``<link>``."""
    for url, rest in LINK.findall(value):
        given = {
            name.lower(): quoted or plain
            for name, quoted, plain in reversed(PARAMETER.findall(rest))
        }
        yield {**given, "href": url.strip()}


def refresh(content: str) -> str:
    """Where ``<meta http-equiv=refresh>`` leads, nothing where it stays on the page."""
    found = REFRESH.fullmatch(content)
    address = found.group(1).strip() if found else ""
    quote = address[:1]
    if quote in {"'", '"'}:
        address = address[1:].partition(quote)[0]
    return address
