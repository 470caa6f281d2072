"""What a page pulls in by itself, before any script runs.

A ``data:`` address is part of the document that holds it. Images marked ``loading="lazy"``
count: a scroll is enough. ``<template>`` and ``<noscript>`` are inert. Of several icons the phone
takes one. Icons used only when the app is installed are no part of a page.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from backend.budgets.device import Device
from backend.budgets.reads.ahead import link_pulls, speculated
from backend.budgets.reads.css import attribute_pulls, sheet_pulls
from backend.budgets.reads.links import refresh
from backend.budgets.reads.markup import Attributes, Markup
from backend.budgets.reads.media import matches
from backend.budgets.reads.modules import import_map, imports, resolve, workers
from backend.budgets.reads.pull import Pull, pull
from backend.budgets.reads.srcset import candidates, choose

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
CLASSIC = {"", "text/jscript", "text/livescript", *(f"text/javascript1.{n}" for n in range(6)),
           *(f"{place}/{name}" for place in ("text", "application")
             for name in ("javascript", "ecmascript", "x-javascript", "x-ecmascript"))}  # fmt: skip
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
        "track", "wbr"}  # fmt: skip

META = re.compile(r"<meta\b[^<>]*+>", re.I)
VIEWPORT = re.compile(r"\bname\s*+=\s*+[\"']?viewport\b", re.I)
WIDE = re.compile(r"\bwidth\s*+=\s*+(\d{1,5})", re.I)


@dataclass
class PageRead:
    """What was read off a page: its ``<base href>`` (or nothing), what it pulls in, in its
    order, how many elements it holds, whether it names an icon, which service workers its scripts
    register, and what its import map knows. ``links`` lead away; pages written out ``within`` it
    are read like it."""

    base: str = ""
    pulls: list[Pull] = field(default_factory=list)
    nodes: int = 0
    has_icon: bool = False
    workers: list[str] = field(default_factory=list)
    modules: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    within: "list[PageRead]" = field(default_factory=list)


def read_page(html: str, device: Device) -> PageRead:
    """What ``device`` meets in the page, and in the pages written out within it."""
    device = as_laid_out(html, device)
    whole, waiting = _opened(html, device)
    while waiting:
        read, more = _opened(waiting.pop(), device)
        whole.within.append(read)
        waiting += more
    return whole


def as_laid_out(html: str, device: Device) -> Device:
    """``device`` with the width that it lays the page out for: its own where the page asks for
    that, a desk's where it says nothing."""
    asked = " ".join(tag for tag in META.findall(html) if VIEWPORT.search(tag)).lower()
    wide = WIDE.search(asked)
    if wide and int(wide[1]):
        return device.laid_out(int(wide[1]))
    return device if "width" in asked or "initial-scale" in asked else device.laid_out()


def _opened(html: str, device: Device) -> tuple[PageRead, list[str]]:
    """The page, and what stands in its frames, unread."""
    reader = _Reader(device)
    reader.read(html)
    return reader.finish(), reader.frames


class _Reader(Markup):
    def __init__(self, device: Device) -> None:
        self.found = PageRead()
        self.frames: list[str] = []
        self._device = device
        self._inert = 0  # how many <template> we are in
        self._text: list[str] | None = None  # of the <style> or <script> we are in
        self._script_type = ""
        # What the <source> of a <picture> offer, and whether one is taken for sure.
        self._picture: list[tuple[bool, tuple[str, ...]]] | None = None
        self._within: list[str] = []  # open elements of the <picture>, and how many of a name
        self._named = Counter[str]()
        self._media: tuple[str, list[str]] | None = None
        self._icons: list[str] = []
        self._rules: list[str] = []
        self._seen: set[str] = set()
        self._readers = {
            "base": self._read_base, "style": self._read_style, "script": self._read_script,
            "link": self._read_link, "meta": self._read_meta, "iframe": self._read_iframe,
            "input": self._read_input, "picture": self._read_picture, "img": self._read_img,
            "image": self._read_image, "source": self._read_source, "video": self._read_video,
            "audio": self._read_audio,
        }  # fmt: skip

    def finish(self) -> PageRead:
        """What was found, once all is read; what was left open ends here."""
        self._end_style()
        self._end_media()
        for rules in self._rules:
            self.found.pulls += speculated(rules, self.found.links)
        self.found.pulls += pull("image", *self._icons, by="icon")
        # A parser adds these where the page does not write them.
        self.found.nodes += len({"html", "head", "body"} - self._seen)
        return self.found

    def start(self, tag: str, given: Attributes) -> None:
        if self._inert:
            self._inert += tag == "template"
            return
        self.found.nodes += 1
        self._seen.add(tag)
        if tag == "template" and "shadowrootmode" not in given:
            self._inert = 1
            return
        self._read_attributes(tag, given)
        if tag in ELEMENTS and not (tag == "iframe" and "srcdoc" in given):
            kind, names = ELEMENTS[tag]
            self._add(kind, *(given[name] for name in names if name in given), by=tag)
        if tag == "a" and "href" in given:
            self.found.links.append(given["href"].strip())
        if tag in self._readers:
            self._readers[tag](given)
        if self._picture is not None and tag not in VOID and tag != "picture":
            self._within.append(tag)
            self._named[tag] += 1

    def end(self, tag: str) -> None:
        if self._inert:
            self._inert -= tag == "template"
        elif tag == "style":
            self._end_style()
        elif tag == "script" and self._text is not None:
            self._inline_script("".join(self._text))
            self._text = None
        elif tag == "picture":
            self._picture = None
        elif tag in {"video", "audio"}:
            self._end_media()
        while self._named[tag]:
            closed = self._within.pop()
            self._named[closed] -= 1
            if closed == tag:
                break

    def text(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _end_style(self) -> None:
        if self._text is not None and not self._script_type:
            self.found.pulls.extend(sheet_pulls("".join(self._text), self._device))
            self._text = None

    def _end_media(self) -> None:
        if self._media is not None:
            tag, urls = self._media
            self._add("media", *urls, by=tag)
            self._media = None

    def _add(
        self,
        kind: str,
        *urls: str,
        by: str,
        is_module: bool = False,
        is_across: bool | None = None,
    ) -> None:
        self.found.pulls += pull(kind, *urls, by=by, is_module=is_module, is_across=is_across)

    def _read_attributes(self, tag: str, given: Attributes) -> None:
        if "style" in given:
            self.found.pulls.extend(attribute_pulls(given["style"], self._device))
        for name in WITH_URL:
            if name in given:
                self.found.pulls.extend(attribute_pulls(given[name], self._device, name))
        if tag in WITH_BACKGROUND and "background" in given:
            self._add("image", given["background"], by="background")

    def _read_base(self, given: Attributes) -> None:
        self.found.base = self.found.base or given.get("href", "").strip()

    def _read_style(self, given: Attributes) -> None:
        self._text, self._script_type = [], ""

    def _read_script(self, given: Attributes) -> None:
        names = ("href", "xlink:href") if self.is_foreign else ("src",)
        kind = given.get("type", "").strip().lower()
        self._script_type = kind or "text/javascript"
        src = next((given[name] for name in names if name in given), None)
        if src is None:
            self._text = []
        elif (kind == "module" or kind in CLASSIC) and "nomodule" not in given:
            is_module = kind == "module"
            is_across = is_module or "crossorigin" in given
            self._add("script", src, by="script", is_module=is_module, is_across=is_across)

    def _inline_script(self, text: str) -> None:
        if self._script_type == "importmap":
            self.found.modules = import_map(text) | self.found.modules
        elif self._script_type == "speculationrules":
            self._rules.append(text)
        elif self._script_type == "module":
            for name in imports(text):
                self._add("script", resolve(name, self.found.modules), by="import", is_module=True)
        if self._script_type in CLASSIC | {"module"}:
            self.found.workers += workers(text)

    def _read_link(self, given: Attributes) -> None:
        words = given.get("rel", "").lower().split()
        if "icon" in words:
            self._icons.append(given.get("href", ""))
            self.found.has_icon = True
        self.found.pulls += link_pulls(words, given, self._device)

    def _read_meta(self, given: Attributes) -> None:
        if given.get("http-equiv", "").lower() == "refresh":
            self._add("document", refresh(given.get("content", "")), by="meta refresh")

    def _read_iframe(self, given: Attributes) -> None:
        if "srcdoc" in given:
            self.frames.append(given["srcdoc"])

    def _read_input(self, given: Attributes) -> None:
        if given.get("type", "").lower() == "image":
            self._add("image", given.get("src", ""), by="input")

    def _read_picture(self, given: Attributes) -> None:
        self._picture, self._within = [], []
        self._named.clear()

    def _read_image(self, given: Attributes) -> None:
        if not self.is_foreign:
            self._read_img(given)  # browsers take the one for the other

    def _read_img(self, given: Attributes) -> None:
        # Sources serve a picture's own child only.
        sources = [] if self._within else self._picture or []
        taken = [url for _, urls in sources for url in urls]
        if not any(settles for settles, _ in sources):
            offered = list(candidates(given.get("srcset", "")))
            src, sizes = given.get("src", ""), given.get("sizes", "")
            taken += choose(offered, src, sizes, self._device)
        is_across = "crossorigin" in given
        self._add("image", *dict.fromkeys(taken), by="img", is_across=is_across)

    def _fits(self, source: Attributes) -> bool | None:
        kind = source.get("type", "").strip().lower()
        if kind and kind not in self._device.images:
            return False
        return matches(source.get("media", ""), self._device)

    def _read_source(self, given: Attributes) -> None:
        if self._media is not None:
            if matches(given.get("media", ""), self._device) is not False:
                self._media[1].append(given.get("src", ""))
        elif self._picture is not None and not self._within:
            fits = self._fits(given)
            offered = list(candidates(given.get("srcset", "")))
            # Behind one that is taken for sure no other counts.
            if fits is not False and offered and not any(sure for sure, _ in self._picture):
                sizes = given.get("sizes", "")
                self._picture.append((bool(fits), choose(offered, "", sizes, self._device)))

    def _read_video(self, given: Attributes) -> None:
        self._add("image", given.get("poster", ""), by="poster")
        self._read_audio(given, "video")

    def _read_audio(self, given: Attributes, tag: str = "audio") -> None:
        self._end_media()
        waits = given.get("preload", "").lower() == "none" and "autoplay" not in given
        if not waits:
            self._media = tag, [given["src"]] if given.get("src") else []
