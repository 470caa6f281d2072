"""A small site to weigh: any WSGI application will do, so it is not ours."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import brotli
import pytest
from werkzeug import Request, Response

Shelf = dict[str, "str | bytes | Response | Callable[[Request], Response]"]
TYPES = {"js": "text/javascript", "css": "text/css", "png": "image/png", "woff2": "font/woff2"}


class Site:
    """Answers with what is on the shelf, by path; what is not there is 404. Keeps who asked."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.asked: list[Request] = []

    @property
    def paths(self) -> list[str]:
        return [request.path for request in self.asked]

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        request = Request(environ)
        self.asked.append(request)
        found = self.shelf.get(request.full_path.rstrip("?"), self.shelf.get(request.path))
        if callable(found) and not isinstance(found, Response):
            found = found(request)
        if found is None:
            found = Response("no", 404)
        if not isinstance(found, Response):
            kind = TYPES.get(request.path.rpartition(".")[2], "text/html")
            found = Response(found, content_type=kind)
        return found(environ, start)


@pytest.fixture
def make_site() -> type[Site]:
    return Site


@pytest.fixture
def packed() -> Callable[[str], Response]:
    """A page packed with Brotli, as sites do for phones that can read it."""

    def pack(html: str) -> Response:
        headers = {"Content-Encoding": "br"}
        return Response(brotli.compress(html.encode()), headers=headers, content_type="text/html")

    return pack


@pytest.fixture
def budgets(tmp_path: Path) -> Callable[..., Path]:
    """Writes a budgets file: ``budgets(document=5)``, ``budgets(counts={"total": 5})``."""

    def write(path: str = "/*", counts: dict[str, int] | None = None, **sizes: float) -> Path:
        def limits(given: dict[str, Any]) -> list[dict[str, Any]]:
            return [
                {"resourceType": kind.replace("_", "-"), "budget": most}
                for kind, most in given.items()
            ]

        file = tmp_path / "budgets.json"
        entry = {
            "path": path, "resourceSizes": limits(sizes), "resourceCounts": limits(counts or {})
        }  # fmt: skip
        file.write_text(json.dumps([entry]))
        return file

    return write
