"""The pages a site says it has: its sitemap (sitemaps.org, protocol 0.9)."""

import gzip
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as Xml

from backend.budgets.answer import Answer, CannotTell
from backend.budgets.fetch import Phone

MOST_SITEMAPS = 50
MOST_BYTES = 50 * 1024 * 1024


def sitemap_paths(phone: Phone, url: str) -> list[str]:
    """Paths in the sitemap at ``url`` and those it names. CannotTell where it is none.

    A sitemap speaks of its own host only, so that the host it writes (mostly that of production)
    is left aside.
    """
    waiting, known, paths = [url], set[str](), dict[str, None]()
    while waiting and len(known) < MOST_SITEMAPS:
        address = _local(phone, waiting.pop(0))
        if address in known:
            continue
        known.add(address)
        answer = phone.fetch(address, "other")
        if answer.status != 200:
            raise CannotTell(f"the sitemap {address} answers {answer.status}")
        root = _parsed(answer)
        found = [(loc.text or "").strip() for loc in root.iter() if _tag(loc) == "loc"]
        if _tag(root) == "sitemapindex":
            waiting += found
        else:
            paths.update(dict.fromkeys(_path(each) for each in found if each))
    return list(paths)


def _parsed(answer: Answer) -> Xml.Element:
    body = answer.unpacked
    try:
        if body.startswith(b"\x1f\x8b"):
            body = gzip.decompress(body)
        if len(body) > MOST_BYTES or b"<!ENTITY" in body:
            raise CannotTell(f"the sitemap {answer.url} is larger than sitemaps are")
        return Xml.fromstring(body)  # noqa: S314 - one's own site, and no entities
    except (Xml.ParseError, OSError, EOFError) as error:
        raise CannotTell(f"the sitemap {answer.url} is not one: {error}") from error


def _tag(element: Xml.Element) -> str:
    return element.tag.rpartition("}")[2]


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _local(phone: Phone, url: str) -> str:
    return urljoin(f"{phone.origin}/", _path(url))
