"""What pages are measured against: a page that does next to nothing, and bytes that lie ready."""

from typing import TYPE_CHECKING, Any

from flask import Flask, render_template_string

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse

PAGE = """<!doctype html><html lang="en"><title>{{ title }}</title><h1>{{ title }}</h1><ul>
{% for number in range(60) %}<li><a href="/{{ number }}">Entry number {{ number }} of the list</a>
{% endfor %}</ul>"""
READY = b"x" * 4096

page = Flask("trivial")


@page.get("/")
def show() -> str:
    """A template of four kilobytes, no database, no compression."""
    return render_template_string(PAGE, title="A trivial page")


def ready(environ: dict[str, Any], start: "StartResponse") -> "Iterable[bytes]":
    """Four kilobytes, without any framework: what the server can do at most."""
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(READY)))])
    return [READY]
