"""What a page or a style sheet pulls in by itself, before any script runs.

A ``data:`` address is part of the document that holds it and pulls nothing in. Images marked
``loading="lazy"`` count: a scroll is enough. ``<template>`` is inert. An icon that is not linked
(/favicon.ico) is left out, as Lighthouse does; so are icons used only when the app is installed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

# What <link rel=preload as=...> asks for, in the words of budget.json.
PRELOADS = {"style": "stylesheet", "script": "script", "image": "image", "font": "font",
            "document": "document", "audio": "media", "video": "media"}  # fmt: skip
LINKS = {"stylesheet": "stylesheet", "icon": "image", "manifest": "other",
         "modulepreload": "script", "prefetch": "other"}  # fmt: skip
# Elements that pull in one thing: the kind, and the attributes that may name it.
ELEMENTS = {
    "script": ("script", ("src",)),
    "iframe": ("document", ("src",)),
    "embed": ("other", ("src",)),
    "object": ("other", ("data",)),
    "image": ("image", ("href", "xlink:href")),
    "use": ("image", ("href", "xlink:href")),
    "track": ("other", ("src",)),
}
FONT = re.compile(r"\.(woff2?|ttf|otf|eot)([?#]|$)", re.I)
COMMENT = re.compile(r"/\*.*?\*/", re.S)
IMPORT = re.compile(r"""@import\s*(?:url\(\s*)?["']?([^"')\s;]+)[^;]*;?""", re.I)
URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]+))\s*\)""", re.I)
INLINE = re.compile(r"data:|#", re.I)

Attributes = dict[str, str]


@dataclass(frozen=True)
class Pull:
    """Something to download. Of several ``urls`` the phone picks one."""

    kind: str
    urls: tuple[str, ...]


def page_pulls(html: str) -> tuple[str, list[Pull]]:
    """The page's ``<base href>`` (or nothing), and what it pulls in, in the order of the page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.base, reader.pulls


def style_pulls(css: str) -> list[Pull]:
    """What a style sheet, or a ``style`` attribute, may pull in."""
    css = COMMENT.sub(" ", css)
    pulls = [_pull("stylesheet", [found.group(1)]) for found in IMPORT.finditer(css)]
    for found in URL.finditer(IMPORT.sub("", css)):
        url = found.group(1) or found.group(2) or found.group(3) or ""
        pulls.append(_pull("font" if FONT.search(url) else "image", [url]))
    return [pull for pull in pulls if pull.urls]


def candidates(srcset: str) -> Iterator[str]:
    """The addresses of a ``srcset`` (HTML, "Parsing a srcset attribute"), descriptors dropped."""
    rest = srcset
    while rest := rest.lstrip(" \t\r\n\f,"):
        url = re.split(r"\s", rest, maxsplit=1)[0]
        rest = rest[len(url) :]
        if not url.endswith(","):
            rest = rest.partition(",")[2]
        yield url.rstrip(",")


def _pull(kind: str, urls: list[str]) -> Pull:
    clean = (re.sub(r"[\t\r\n]", "", url).strip() for url in urls)
    return Pull(kind, tuple(url for url in clean if url and not INLINE.match(url)))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.base = ""
        self.pulls: list[Pull] = []
        self._inert = 0  # how many <template> we are in
        self._style: list[str] | None = None
        self._picture: list[str] | None = None
        self._media: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "template":
            self._inert += 1
        if self._inert:
            return
        given = {name: value or "" for name, value in attrs}
        self.pulls.extend(style_pulls(given.get("style", "")))
        if tag in ELEMENTS:
            kind, names = ELEMENTS[tag]
            self._add(kind, *(given[name] for name in names if name in given))
        read = getattr(self, f"_read_{tag}", None)
        if read is not None:
            read(given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._inert = max(0, self._inert - 1)
        elif tag == "style" and self._style is not None:
            self.pulls.extend(style_pulls("".join(self._style)))
            self._style = None
        elif tag == "picture":
            self._picture = None
        elif tag in {"video", "audio"} and self._media is not None:
            self._add("media", *self._media)
            self._media = None

    def handle_data(self, data: str) -> None:
        if self._style is not None:
            self._style.append(data)

    def _add(self, kind: str, *urls: str) -> None:
        pull = _pull(kind, list(urls))
        if pull.urls:
            self.pulls.append(pull)

    def _read_base(self, given: Attributes) -> None:
        self.base = self.base or given.get("href", "").strip()

    def _read_style(self, given: Attributes) -> None:
        self._style = []

    def _read_link(self, given: Attributes) -> None:
        words = given.get("rel", "").lower().split()
        kind = next((LINKS[word] for word in words if word in LINKS), None)
        if "preload" in words:
            kind = PRELOADS.get(given.get("as", "").lower(), "other")
        if kind:
            self._add(kind, given.get("href", ""), *candidates(given.get("imagesrcset", "")))

    def _read_iframe(self, given: Attributes) -> None:
        if "srcdoc" in given:
            self.pulls.extend(page_pulls(given["srcdoc"])[1])

    def _read_input(self, given: Attributes) -> None:
        if given.get("type", "").lower() == "image":
            self._add("image", given.get("src", ""))

    def _read_picture(self, given: Attributes) -> None:
        self._picture = []

    def _read_img(self, given: Attributes) -> None:
        own = [given.get("src", ""), *candidates(given.get("srcset", ""))]
        self._add("image", *own, *(self._picture or []))

    def _read_source(self, given: Attributes) -> None:
        if self._picture is not None:
            self._picture.extend(candidates(given.get("srcset", "")))
        elif self._media is not None:
            self._media.append(given.get("src", ""))

    def _read_video(self, given: Attributes) -> None:
        self._add("image", given.get("poster", ""))
        self._read_audio(given)

    def _read_audio(self, given: Attributes) -> None:
        waits = given.get("preload", "").lower() == "none" and "autoplay" not in given
        self._media = None if waits else [given.get("src", "")]
