"""Public pages that lie ready: drawn once for each change and language, and then only sent.

A view marked ``ready`` names the subjects of what it shows (see ``generations``). Its page is kept
whole, for phones that show no session, under what was asked for: the next who asks the same gets
the bytes, if the numbers in the database are still those it was drawn under. That is looked up
before Flask begins, so such a page costs less than the plainest template (decision 0020).

Kept is only an answer that may be kept by anybody (``access.keep``), that sets no cookie, and that
did not look at the clock without saying until when it holds (``drawing``). One that looked at a
phone's keys is for phones that hold none.
"""

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from threading import Lock, Semaphore
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from flask import Flask, current_app, request

from backend.kernel.compression import accepted
from backend.kernel.dictionary import Dictionaries
from backend.kernel.drawing import Drawing
from backend.kernel.drawing import current as drawing
from backend.kernel.generations import Numbers
from backend.kernel.log import tell
from backend.kernel.shelf import Ready, Shelf

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

View = TypeVar("View", bound=Callable[..., Any])
MARK = "ventanilla_ready"
MOST_QUERY = 100
PLACES, PLACE_SECONDS = 4, 0.5
"""How many pages are drawn at once, and how long others wait before they are drawn beside them:
who waits for a database that is gone must hold up nobody for longer."""
TURNS, PATIENCE_SECONDS = 64, 1.0
"""Pages that are drawn one at a time, and how long others wait before they draw it themselves."""
SESSION, KEYS = "llave=", "phone="
UNCHANGED = ("Vary", "Cache-Control", "Ventanilla", "Ventanilla-Keep")
"""What an answer 304 says again; the others are of the page, and its tag stands for them too."""


class Mark(NamedTuple):
    """What a page shows, what its address may ask for, and whether there are few of its kind."""

    subjects: tuple[str, ...]
    asks: frozenset[str]
    few: bool


class Key(NamedTuple):
    """All of a question that an answer to nobody in particular can depend on."""

    scheme: str
    host: str
    root: str
    path: str
    query: str
    encoding: str | None


def ready(*subjects: str, asks: Iterable[str] = (), few: bool = False) -> Callable[[View], View]:
    """Mark a view whose page is the same for everybody, and another only when one of ``subjects``
    is. An address that asks for more than ``asks`` is drawn each time. Where there are ``few`` such
    addresses each page is packed as well as can be at once, else when it is asked for again."""

    def mark(view: View) -> View:
        setattr(view, MARK, Mark(subjects, frozenset(asks), few))
        return view

    return mark


def mark_of(endpoint: str | None, app: Flask) -> Mark | None:
    """How the view behind ``endpoint`` is marked."""
    found: Mark | None = getattr(app.view_functions.get(endpoint or ""), MARK, None)
    return found


def init_app(app: Flask, database: str) -> None:
    """Keep the pages of ``app`` ready; to be called after compression, and before what wraps the
    application for all of its answers."""
    layer = Layer(app.wsgi_app, Numbers(database), app.extensions["dictionaries"])
    app.extensions["ready"] = layer
    app.wsgi_app = layer  # type: ignore[assignment,method-assign]
    app.before_request(_begin)


def _begin() -> None:
    """The door is passed: if the view is marked, its page is drawn to be kept. The numbers are
    read before it looks at anything, so it is never older than they say."""
    page, mark = drawing.get(), mark_of(request.endpoint, current_app)
    if page is None or not page.for_all or mark is None or not _asks_only(mark.asks):
        return
    layer: Layer = current_app.extensions["ready"]
    numbers = layer.numbers.read() if mark.subjects else {}
    if numbers is not None:
        page.begin(
            request.endpoint or "",
            {subject: numbers.get(subject) for subject in mark.subjects},
            few=mark.few,
        )


def _asks_only(names: frozenset[str]) -> bool:
    asked = request.args
    is_once = all(len(values) == 1 for _, values in asked.lists())
    return is_once and len(request.query_string) <= MOST_QUERY and names.issuperset(asked)


class Layer:
    """Answers what lies ready, and keeps what comes by to be kept."""

    def __init__(
        self, inner: "WSGIApplication", numbers: Numbers, dictionaries: Dictionaries
    ) -> None:
        self.shelf = Shelf()
        self.numbers = numbers
        self._inner = inner
        self._dictionaries = dictionaries
        self._turns = [Lock() for _ in range(TURNS)]
        self._places = Semaphore(PLACES)

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self._inner(environ, start)
        cookies = environ.get("HTTP_COOKIE", "")
        if SESSION in cookies or "HTTP_VENTANILLA_REPLAY" in environ:
            return self._draw(Drawing(for_all=False), environ, start)
        began = time.perf_counter()
        encoding = accepted(environ.get("HTTP_ACCEPT_ENCODING", "")).encoding
        key = _asked(environ, encoding)
        page = self.shelf.find(key)
        if page and self._is_true(page, holds_keys=KEYS in cookies):
            status, answer = self._answer(page, environ, start)
            self.shelf.put(key, page, wanted=True)
            tell(environ["REQUEST_METHOD"], page.view, status, time.perf_counter() - began)
            return answer
        if page is None:
            return self._made(environ, start, key, wanted=False)
        # It was true a moment ago: many ask for it, and one draws it for them.
        turn = self._turns[hash(key) % len(self._turns)]
        is_mine = turn.acquire(timeout=PATIENCE_SECONDS)
        try:
            found = self.shelf.find(key)
            if found and found is not page and self._is_true(found, holds_keys=KEYS in cookies):
                return self._answer(found, environ, start)[1]
            return self._made(environ, start, key, wanted=True)
        finally:
            if is_mine:
                turn.release()

    def _made(
        self, environ: "WSGIEnvironment", start: "StartResponse", key: Key, *, wanted: bool
    ) -> Iterable[bytes]:
        """Draw the page, and have it ready if it is one to keep."""
        begun: list[Any] = []

        def begin(*how: Any) -> Callable[[bytes], object]:
            begun[:] = how
            return _never

        drawn = Drawing()
        body = self._draw(drawn, environ, begin)
        made = _kept(drawn, begun, key.encoding)
        holds_keys = KEYS in environ.get("HTTP_COOKIE", "")
        if made is None or (holds_keys and not made.is_for_keys):
            start(*begun)
            return body
        if close := getattr(body, "close", None):
            close()
        _, answer = self._answer(made, environ, start)
        self.shelf.put(key, made, wanted=wanted)
        return answer

    def _is_true(self, page: Ready, *, holds_keys: bool) -> bool:
        """Would the page be drawn just so, for who asks now?"""
        if holds_keys and not page.is_for_keys:
            return False
        if page.until and datetime.now(UTC) >= page.until:
            return False
        if not page.numbers:
            return True
        numbers = self.numbers.read()
        return numbers is not None and all(
            numbers.get(subject) == number for subject, number in page.numbers.items()
        )

    def _draw(
        self, page: Drawing, environ: "WSGIEnvironment", start: "StartResponse"
    ) -> Iterable[bytes]:
        before = drawing.set(page)
        try:
            return self._in_turn(environ, start)
        finally:
            drawing.reset(before)

    def _in_turn(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """Few pages are drawn at the same moment, the others wait a little: one processor draws
        twenty at once half as fast as it draws them one after the other (decision 0020)."""
        is_mine = self._places.acquire(timeout=PLACE_SECONDS)
        try:
            return self._inner(environ, start)
        finally:
            if is_mine:
                self._places.release()

    def _answer(
        self, page: Ready, environ: "WSGIEnvironment", start: "StartResponse"
    ) -> tuple[int, list[bytes]]:
        asked = environ.get("HTTP_IF_NONE_MATCH", "")
        if page.known_by and _holds(asked, page.known_by):
            same = [header for header in page.headers if header[0] in UNCHANGED]
            start("304 NOT MODIFIED", [*same, *[("ETag", page.tag)] * page.is_tagged])
            return 304, []
        encoding, body = self._body(page, environ)
        headers = [*page.headers, ("Content-Length", str(len(body)))]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        if page.is_dictionary:
            self._dictionaries.hold(page.body)
        if page.is_tagged:
            headers.append(("ETag", page.tag))
        start("200 OK", headers)
        return 200, [body] if environ["REQUEST_METHOD"] == "GET" else []

    def _body(self, page: Ready, environ: "WSGIEnvironment") -> tuple[str | None, bytes]:
        held = environ.get("HTTP_AVAILABLE_DICTIONARY", "")
        if held and not page.is_dictionary:
            name = self._dictionaries.named(held)
            if name and accepted(environ.get("HTTP_ACCEPT_ENCODING", "")).differences:
                return "dcz", page.difference(self._dictionaries, name)
        return page.encoding, page.packed()


def _asked(environ: "WSGIEnvironment", encoding: str | None) -> Key:
    host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    where = (environ["wsgi.url_scheme"], host, environ.get("SCRIPT_NAME", ""))
    return Key(*where, environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", ""), encoding)


def _kept(page: Drawing, begun: Any, encoding: str | None) -> Ready | None:
    """The page to keep, if what was drawn is one."""
    if page.body is None or page.numbers is None or not begun[0].startswith("200"):
        return None
    headers = [each for each in begun[1] if each[0] != "Content-Length"]
    names = {name for name, _ in headers}
    if names & {"Set-Cookie", "Content-Encoding", "Ventanilla-Person"}:
        return None
    return Ready(
        view=page.view,
        headers=headers,
        body=page.body,
        encoding=encoding,
        numbers=page.numbers,
        until=page.until,
        is_for_keys=not page.has_read_keys,
        is_dictionary="Use-As-Dictionary" in names,
        is_one_of_few=page.is_one_of_few,
        hole=page.hole.encode(),
        copy=page.copy,
    )


def _holds(told: str, tag: str) -> bool:
    """Does ``If-None-Match`` name this page? Compared weakly, as RFC 9110 (13.1.2) has it."""
    return tag.removeprefix("W/") in (each.strip().removeprefix("W/") for each in told.split(","))


def _never(_part: bytes) -> object:
    raise RuntimeError("nothing here writes as WSGI did before it had iterables")
