"""Finds pages by following links and forms from where a visitor begins."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from backend.budgets.answer import Answer, CannotTell, LeadsAway
from backend.budgets.fetch import Phone, as_asked
from backend.budgets.reads.forms import Form, outline
from backend.budgets.sources.persona import Listed, Persona
from backend.budgets.sources.session import with_query

PAGES = {"text/html", "application/xhtml+xml"}
MOST = 200


@dataclass
class Found:
    """``pages`` in the order in which they were met; ``left`` counts what was not followed any
    more, ``doubts`` say what could not be asked for."""

    pages: list[Listed] = field(default_factory=list)
    left: int = 0
    doubts: list[str] = field(default_factory=list)


def crawl(
    phone: Phone,
    persona: Persona,
    start: Iterable[str] = ("/",),
    *,
    most: int = MOST,
    sends: bool = False,
) -> Found:
    """At most ``most`` pages that can be reached from ``start``.

    Of addresses that differ only in what stands behind the ``?`` one stands for all with the
    same names. Forms that read (GET) are followed as they stand; those that write only where
    ``sends`` says so: each then is a page of its own, sent with what is in it.
    """
    found, waiting, known = Found(), deque(start), set[object]()
    while waiting:
        path = waiting.popleft()
        shape = _shape(path)
        if shape in known or persona.avoids(path):
            continue
        known.add(shape)
        if len(found.pages) >= most:
            found.left += 1
            continue
        try:
            answer = phone.fetch(path)
        except LeadsAway:
            continue  # It is a way out, and no page of the site.
        except CannotTell as doubt:
            found.doubts.append(f"{path}: {doubt}")
            continue
        is_page = answer.mimetype in PAGES
        if not is_page and answer.status < 400:
            continue
        found.pages.append(Listed(path))
        for each in _beyond(phone, answer, sends=sends) if is_page else ():
            if isinstance(each, str):
                waiting.append(each)
            elif _shape(each.path, *sorted(each.form)) not in known and not persona.avoids(
                each.path
            ):
                known.add(_shape(each.path, *sorted(each.form)))
                found.pages.append(each)
    return found


def _beyond(phone: Phone, answer: Answer, *, sends: bool) -> Iterator[str | Listed]:
    """Addresses on the site that the page leads to, and forms of it that write."""
    try:
        read = outline(answer.text())
    except CannotTell:
        return  # That it cannot be read is said when it is weighed.
    try:
        base = urljoin(answer.url, read.base)
    except ValueError:
        base = answer.url
    for link in read.links:
        path = _own_path(phone, base, link)
        if path:
            yield path
    for form in read.forms:
        yield from _through(phone, base if form.action else answer.url, form, sends=sends)


def _through(phone: Phone, base: str, form: Form, *, sends: bool) -> Iterator[str | Listed]:
    path = _own_path(phone, base, form.action)
    if not path or form.method == "DIALOG":
        return
    if form.method == "GET":
        yield with_query(path, form.fields)
    elif sends:
        filled = {name: list(values) for name, values in form.fields.items()}
        yield Listed(path, "POST", filled, status=None, state="form sent")


def _own_path(phone: Phone, base: str, link: str) -> str:
    """The address on the site, nothing where it leads elsewhere or is none."""
    try:
        url = urldefrag(urljoin(base, link)).url
    except ValueError:
        return ""
    if not url.startswith(("http://", "https://")) or not phone.is_own(url):
        return ""
    parts = urlsplit(url)
    return as_asked((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def _shape(path: str, *more: str) -> object:
    parts = urlsplit(path)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return (parts.path, *names, *more)
