"""Addresses that headers and attributes carry beside the usual ones."""

import re
from collections.abc import Iterator

# Whatever was read is not read again in another way: pages may be hostile.
LINK = re.compile(r"<([^<>]*+)>((?:\s*+;\s*+[\w-]++\s*+(?:=\s*+(?:\"[^\"]*+\"|[^\",;\s]*+))?+)*+)")
PARAMETER = re.compile(r";\s*([\w-]+)\s*(?:=\s*(?:\"([^\"]*)\"|([^\",;\s]*)))?")


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
    behind = content.lstrip().lstrip("0123456789.")
    address = behind.lstrip()
    if address.startswith((";", ",")):
        address = address[1:].lstrip()
    elif address == behind:
        return ""
    if address[:3].lower() == "url" and address[3:].lstrip().startswith("="):
        address = address[3:].lstrip()[1:]
    address = address.strip()
    quote = address[:1]
    if quote in {"'", '"'}:
        address = address[1:].partition(quote)[0]
    return address
