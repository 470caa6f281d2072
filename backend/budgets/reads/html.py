"""What a page pulls in by itself, before any script runs.

A ``data:`` address is part of the document that holds it. Images marked ``loading="lazy"``
count: a scroll is enough. ``<template>`` and ``<noscript>`` are inert. Of several icons the phone
takes one. Icons used only when the app is installed are no part of a page.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from backend.budgets.device import Device
from backend.budgets.reads.css import attribute_pulls, sheet_pulls
from backend.budgets.reads.links import refresh
from backend.budgets.reads.media import matches
from backend.budgets.reads.modules import import_map, imports, resolve, workers
from backend.budgets.reads.pull import Pull, pull
from backend.budgets.reads.srcset import candidates, choose

# What <link rel=preload as=...> asks for, in the words of budget.json.
PRELOADS = {"style": "stylesheet", "script": "script", "image": "image", "font": "font",
            "document": "document", "audio": "media", "video": "media"}  # fmt: skip
LINKS = {"stylesheet": "stylesheet", "manifest": "other", "modulepreload": "script",
         "prefetch": "other", "prerender": "document"}  # fmt: skip
# Elements that pull in one thing: the kind, and the attributes that may name it.
ELEMENTS = {
    "iframe": ("document", ("src",)),
    "frame": ("document", ("src",)),
    "embed": ("other", ("src",)),
    "object": ("other", ("data",)),
    "image": ("image", ("href", "xlink:href")),
    "feimage": ("image", ("href", "xlink:href")),
    "use": ("image", ("href", "xlink:href")),
    "track": ("other", ("src",)),
}
WITH_BACKGROUND = {"body", "table", "thead", "tbody", "tfoot", "tr", "td", "th"}
WITH_URL = ("fill", "stroke", "filter", "mask", "clip-path", "marker-start", "marker-mid",
            "marker-end", "cursor")  # fmt: skip
CLASSIC = {"", "text/javascript", "application/javascript", "text/ecmascript",
           "application/ecmascript", "application/x-javascript", "text/jscript"}  # fmt: skip
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
        "track", "wbr"}  # fmt: skip

VIEWPORT = re.compile(r"<meta\b[^>]*\bname\s*=\s*[\"']?viewport\b[^>]*>", re.I)

Attributes = dict[str, str]


@dataclass
class PageRead:
    """What was read off a page: its ``<base href>`` (or nothing), what it pulls in, in its
    order, how many elements it holds, whether it names an icon, which service workers its scripts
    register, and what its import map knows."""

    base: str = ""
    pulls: list[Pull] = field(default_factory=list)
    nodes: int = 0
    has_icon: bool = False
    workers: list[str] = field(default_factory=list)
    modules: dict[str, str] = field(default_factory=dict)


def read_page(html: str, device: Device) -> PageRead:
    """What ``device`` meets in the page."""
    reader = _Reader(device if is_scaled(html) else device.unscaled())
    reader.feed(html)
    reader.close()
    return reader.finish()


def is_scaled(html: str) -> bool:
    """Does the page ask for the phone's own width?"""
    return any("width" in tag.lower() for tag in VIEWPORT.findall(html))


class _Reader(HTMLParser):
    def __init__(self, device: Device) -> None:
        super().__init__(convert_charrefs=True)
        self.read = PageRead()
        self._device = device
        self._inert: list[str] = []  # <template> and <noscript> we are in
        self._text: list[str] | None = None  # of the <style> or <script> we are in
        self._script_type = ""
        self._picture: list[Attributes] | None = None
        self._media: list[str] | None = None
        self._icons: list[str] = []
        self._seen: set[str] = set()

    def finish(self) -> PageRead:
        self.read.pulls += pull("image", *self._icons, by="icon")
        # A parser adds these where the page does not write them.
        self.read.nodes += len({"html", "head", "body"} - self._seen)
        return self.read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in reversed(attrs)}
        inert = tag == "noscript" or (tag == "template" and "shadowrootmode" not in given)
        if not self._inert:
            self.read.nodes += 1
            self._seen.add(tag)
        if inert:
            self._inert.append(tag)
        if self._inert:
            return
        self._read_attributes(tag, given)
        if tag in ELEMENTS:
            kind, names = ELEMENTS[tag]
            self._add(kind, *(given[name] for name in names if name in given), by=tag)
        read = getattr(self, f"_read_{tag}", None)
        if read is not None:
            read(given)

    def handle_endtag(self, tag: str) -> None:
        if self._inert and tag == self._inert[-1]:
            self._inert.pop()
        elif tag == "style" and self._text is not None:
            self.read.pulls.extend(sheet_pulls("".join(self._text), self._device))
            self._text = None
        elif tag == "script" and self._text is not None:
            self._inline_script("".join(self._text))
            self._text = None
        elif tag == "picture":
            self._picture = None
        elif tag in {"video", "audio"} and self._media is not None:
            self._add("media", *self._media, by=tag)
            self._media = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _add(self, kind: str, *urls: str, by: str, is_module: bool = False) -> None:
        self.read.pulls += pull(kind, *urls, by=by, is_module=is_module)

    def _read_attributes(self, tag: str, given: Attributes) -> None:
        if "style" in given:
            self.read.pulls.extend(attribute_pulls(given["style"], self._device))
        for name in WITH_URL:
            if name in given:
                self.read.pulls.extend(attribute_pulls(given[name], self._device, name))
        if tag in WITH_BACKGROUND and "background" in given:
            self._add("image", given["background"], by="background")

    def _read_base(self, given: Attributes) -> None:
        self.read.base = self.read.base or given.get("href", "").strip()

    def _read_style(self, given: Attributes) -> None:
        self._text = []

    def _read_script(self, given: Attributes) -> None:
        self._script_type = given.get("type", "").strip().lower()
        is_module = self._script_type == "module"
        if "src" not in given:
            self._text = []
        elif (is_module or self._script_type in CLASSIC) and "nomodule" not in given:
            self._add("script", given["src"], by="script", is_module=is_module)

    def _inline_script(self, text: str) -> None:
        if self._script_type == "importmap":
            self.read.modules = import_map(text) | self.read.modules
        elif self._script_type == "speculationrules":
            for url in _speculated(text):
                self._add("document", url, by="speculationrules")
        elif self._script_type == "module":
            for name in imports(text):
                self._add("script", resolve(name, self.read.modules), by="import", is_module=True)
        if self._script_type in CLASSIC | {"module"}:
            self.read.workers += workers(text)

    def _read_link(self, given: Attributes) -> None:
        words = given.get("rel", "").lower().split()
        if "icon" in words:
            self._icons.append(given.get("href", ""))
            self.read.has_icon = True
        self.read.pulls += link_pulls(words, given, self._device)

    def _read_meta(self, given: Attributes) -> None:
        if given.get("http-equiv", "").lower() == "refresh":
            self._add("document", refresh(given.get("content", "")), by="meta refresh")

    def _read_iframe(self, given: Attributes) -> None:
        if "srcdoc" in given:
            reader = _Reader(self._device)
            reader.feed(given["srcdoc"])
            reader.close()
            self.read.pulls.extend(reader.finish().pulls)

    def _read_input(self, given: Attributes) -> None:
        if given.get("type", "").lower() == "image":
            self._add("image", given.get("src", ""), by="input")

    def _read_picture(self, given: Attributes) -> None:
        self._picture = []

    def _read_img(self, given: Attributes) -> None:
        taken = [url for source in self._sources() for url in source]
        if not self._is_settled():
            offered = list(candidates(given.get("srcset", "")))
            src, sizes = given.get("src", ""), given.get("sizes", "")
            taken += choose(offered, src, sizes, self._device)
        self._add("image", *dict.fromkeys(taken), by="img")

    def _sources(self) -> Iterator[tuple[str, ...]]:
        """What the phone takes, or may take, of the <source> in a <picture>."""
        for source in self._picture or []:
            offered = list(candidates(source.get("srcset", "")))
            if self._fits(source) is not False and offered:
                yield choose(offered, "", source.get("sizes", ""), self._device)
                if self._fits(source):
                    return

    def _is_settled(self) -> bool:
        return any(self._fits(each) and each.get("srcset") for each in self._picture or [])

    def _fits(self, source: Attributes) -> bool | None:
        kind = source.get("type", "").strip().lower()
        if kind and kind not in self._device.images:
            return False
        return matches(source.get("media", ""), self._device)

    def _read_source(self, given: Attributes) -> None:
        if self._picture is not None:
            self._picture.append(given)
        elif self._media is not None and matches(given.get("media", ""), self._device) is not False:
            self._media.append(given.get("src", ""))

    def _read_video(self, given: Attributes) -> None:
        self._add("image", given.get("poster", ""), by="poster")
        self._read_audio(given)

    def _read_audio(self, given: Attributes) -> None:
        waits = given.get("preload", "").lower() == "none" and "autoplay" not in given
        self._media = None if waits else [given["src"]] if given.get("src") else []


def link_pulls(words: list[str], given: Attributes, device: Device) -> list[Pull]:
    """What a ``<link>``, or a ``Link`` header, asks for; ``words`` are those of its ``rel``."""
    kind = next((LINKS[word] for word in words if word in LINKS), None)
    by = next((word for word in words if word in LINKS), "preload")
    if "preload" in words:
        kind = PRELOADS.get(given.get("as", "").lower(), "other")
        if matches(given.get("media", ""), device) is False:
            return []
    if kind is None or ("stylesheet" in words and "disabled" in given):
        return []
    offered = list(candidates(given.get("imagesrcset", "")))
    chosen = choose(offered, given.get("href", ""), given.get("imagesizes", ""), device)
    is_image = given.get("type", "").startswith("image/")
    if is_image and kind == "image" and given["type"] not in device.images:
        return []
    return pull(kind, *chosen, by=by, is_module="modulepreload" in words)


def _speculated(text: str) -> Iterator[str]:
    """Pages that speculation rules name for fetching ahead."""
    try:
        rules = json.loads(text)
    except ValueError:
        return
    for action in ("prefetch", "prerender"):
        listed = rules.get(action) if isinstance(rules, dict) else None
        for rule in listed if isinstance(listed, list) else []:
            urls = rule.get("urls") if isinstance(rule, dict) else None
            yield from (url for url in (urls if isinstance(urls, list) else []) if url)
