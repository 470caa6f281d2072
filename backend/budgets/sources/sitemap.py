"""The pages a site says it has: its sitemap (sitemaps.org, protocol 0.9)."""

from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as Xml

from backend.budgets.answer import Answer, CannotTell
from backend.budgets.fetch import Phone, as_asked
from backend.budgets.packing import CannotUnpack, unpack

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
        # Their own only: pictures of a page have addresses of the same name below it.
        found = [(loc.text or "").strip() for entry in root for loc in entry if _tag(loc) == "loc"]
        if _tag(root) == "sitemapindex":
            waiting += found
        else:
            paths.update(dict.fromkeys(_path(each) for each in found if each))
    if waiting:
        raise CannotTell(f"the sitemap {url} names more than {MOST_SITEMAPS} others")
    return list(paths)


def _parsed(answer: Answer) -> Xml.Element:
    body = answer.unpacked
    try:
        if body.startswith(b"\x1f\x8b"):
            body = unpack(body, "gzip")
        if len(body) > MOST_BYTES or b"<!ENTITY" in body:
            raise CannotTell(f"the sitemap {answer.url} is larger than sitemaps are")
        return Xml.fromstring(body)  # noqa: S314 - one's own site, and no entities
    except (Xml.ParseError, CannotUnpack, ValueError) as error:
        raise CannotTell(f"the sitemap {answer.url} is not one: {error}") from error


def _tag(element: Xml.Element) -> str:
    return element.tag.rpartition("}")[2]


def _path(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise CannotTell(f"the sitemap names {url!r}, which is no address") from error
    return as_asked((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def _local(phone: Phone, url: str) -> str:
    return urljoin(f"{phone.origin}/", _path(url))
