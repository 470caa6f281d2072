"""An answer to somebody hostile: quick, in words, ours, and telling nothing of the machine."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from werkzeug.test import TestResponse

from tests.page import Page

TELLTALES = (
    *("Traceback", 'File "', "werkzeug", "flask", "jinja", "sqlalchemy", "psycopg", "sqlite"),
    *("postgres", "granian", "python", "site-packages", "/backend/", "line ", "Errno", "SELECT "),
    str(Path(__file__).parent.parent),
)


@contextmanager
def under(seconds: float) -> Iterator[None]:
    """What is done inside costs less than that of this thread's processor time."""
    before = time.thread_time()
    yield
    took = time.thread_time() - before
    assert took < seconds, f"it took {took:.2f} s"


def refused(response: TestResponse, *statuses: int, language: str = "es") -> Page:
    """The page that refuses, as a strict reviewer reads it."""
    assert response.status_code in statuses, (response.status, response.text[:200])
    assert response.headers["Ventanilla"], "not ours: the phone would take it for silence"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Ventanilla-Keep" not in response.headers
    page = Page(response)
    assert page.root.get("lang") == language
    tells_nothing(response.text)
    return page


def tells_nothing(text: str) -> None:
    """Nothing in ``text`` speaks of the machine."""
    told = [word for word in TELLTALES if word.lower() in text.lower()]
    assert not told, told
