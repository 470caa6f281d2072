"""What a style sheet, or a ``style`` attribute, may pull in on a phone.

Whether a rule meets an element is not asked: what a sheet may load counts as loaded. Rules for
other screens (``@media print``) do not count, and of a font's formats only the one a phone takes.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import tinycss2

from backend.budgets.device import Device
from backend.budgets.reads.media import matches, ratio
from backend.budgets.reads.pull import Pull, pull
from backend.budgets.reads.srcset import Candidate, choose

# Without one of these a sheet pulls in nothing; a backslash may hide any of them.
MAY_PULL = re.compile(r"url\(|src\(|@import|image-set\(|\\", re.I)
GROUPS = {"supports", "layer", "container", "scope", "starting-style", "document"}
# An image-set() may take its address from a property that holds a text.
SET_BY_NAME = re.compile(r"image-set\([^;}]{0,500}?var\(", re.I)
NAMED_TEXT = re.compile(r"(?<![\w-])--[\w-]++\s*+:\s*+[\"']([^\"'\n]+)[\"']\s*+[;}]")
AT_RULES = GROUPS - {"layer", "document"} | {
    "media", "font-face", "namespace", "page", "keyframes", "-webkit-keyframes", "property",
    "counter-style", "font-feature-values", "font-palette-values", "view-transition",
}  # fmt: skip
"""Those that a browser of any age knows, and that may stand behind imports only."""
PLAIN = re.compile(
    r"(?:[\w\s.#*,>+~-]|::?(?:root|host|hover|focus|focus-visible|focus-within|active|visited|link|"
    r"checked|disabled|first-child|last-child|before|after|selection|not\([\w.#-]+\)))++"
)
FONT_FORMATS = {"woff2", "woff", "truetype", "opentype", "collection", "woff2-variations",
                "woff-variations", "truetype-variations", "opentype-variations"}  # fmt: skip
SETS = {"image-set", "-webkit-image-set"}


@lru_cache(maxsize=1024)
def sheet_pulls(css: str, device: Device) -> tuple[Pull, ...]:
    """The pulls of a style sheet, in its order."""
    if not MAY_PULL.search(css):
        return ()
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    found: list[Pull] = []
    may_import = True
    for rule in rules:
        is_import = rule.type == "at-rule" and rule.lower_at_keyword == "import"
        if is_import and may_import:
            found += _import(rule.prelude)
        elif not is_import:
            found += _rules([rule], device)
            may_import = may_import and not _ends_imports(rule)
    if SET_BY_NAME.search(css):
        for name in NAMED_TEXT.findall(css):
            found += pull("image", name, by="image-set()")
    return tuple(found)


def _ends_imports(rule: Any) -> bool:
    """Does an import below this count for nothing? What a browser does not understand ends
    none, and a selector is only sure to be understood if it is a plain one."""
    if rule.type == "at-rule":
        name = rule.lower_at_keyword
        return name in AT_RULES or (name == "layer" and rule.content is not None)
    return rule.type == "qualified-rule" and bool(PLAIN.fullmatch(tinycss2.serialize(rule.prelude)))


@lru_cache(maxsize=1024)
def attribute_pulls(css: str, device: Device, by: str = "style") -> tuple[Pull, ...]:
    """The pulls of a ``style`` attribute, or of one that may hold ``url()``."""
    if not MAY_PULL.search(css):
        return ()
    return tuple(_values(tinycss2.parse_component_value_list(css), device, by))


def _rules(rules: Iterable[Any], device: Device) -> Iterator[Pull]:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield from _block(rule.content, device)
        elif rule.type == "at-rule" and rule.content is not None:
            yield from _at(rule.lower_at_keyword, rule.prelude, rule.content, device)


def _at(name: str, prelude: list[Any], content: list[Any], device: Device) -> Iterator[Pull]:
    if name == "media" and matches(tinycss2.serialize(prelude), device) is False:
        return
    if name == "font-face":
        yield from _font(content)
    elif name == "media" or name in GROUPS:
        yield from _block(content, device)
    elif name != "namespace":
        yield from _values(content, device, f"@{name}")


def _block(content: list[Any], device: Device) -> Iterator[Pull]:
    """Declarations and the rules nested among them."""
    for part in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if part.type == "declaration":
            yield from _values(part.value, device, part.lower_name)
        else:
            yield from _rules([part], device)


def _import(prelude: list[Any]) -> list[Pull]:
    first = next((token for token in prelude if token.type != "whitespace"), None)
    url = _address(first) or (first.value if first and first.type == "string" else "")
    return pull("stylesheet", url, by="@import")


def _font(content: list[Any]) -> list[Pull]:
    """Of the last ``src`` that a phone understands, the first whose format it reads."""
    found: list[Pull] = []
    for part in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if part.type == "declaration" and part.lower_name == "src":
            found = _sources(part.value) or found
    return found


def _sources(value: list[Any]) -> list[Pull]:
    for source in _by_comma(value):
        url = next((found for token in source if (found := _address(token))), "")
        formats = [
            str(getattr(argument, "value", "")).lower()
            for token in source
            if token.type == "function" and token.lower_name == "format"
            for argument in token.arguments
        ]
        if url and (not formats or FONT_FORMATS.intersection(formats)):
            return pull("font", url, by="@font-face")
    return []


def _values(tokens: Iterable[Any], device: Device, by: str) -> Iterator[Pull]:
    for token in tokens:
        if token.type == "function" and token.lower_name in SETS:
            yield from pull("image", *_from_set(token.arguments, device), by="image-set()")
        elif url := _address(token):
            yield from pull("image", url, by=by)
        elif token.type == "function":
            yield from _values(token.arguments, device, by)
        elif token.type in {"() block", "[] block", "{} block"}:
            yield from _values(token.content, device, by)


def _from_set(arguments: list[Any], device: Device) -> tuple[str, ...]:
    """``image-set("a.png" 1x, url(b.png) 2x)``: the one for this screen and these eyes."""
    offered = []
    for option in _by_comma(arguments):
        url, density, is_shown = "", 1.0, True
        for token in option:
            if token.type == "dimension" and (dense := ratio(token)) is not None:
                density = dense
            elif token.type == "function" and token.lower_name == "type":
                kind = next((str(a.value) for a in token.arguments if a.type == "string"), "")
                is_shown = kind in device.images
            elif not url:
                url = _address(token) or (token.value if token.type == "string" else "")
        if url and is_shown:
            offered.append(Candidate(url, density))
    return choose(offered, "", "", device)


def _address(token: Any) -> str:
    """Of ``url(a)``, ``url("a")`` or ``src("a")``."""
    if token is None or token.type == "url":
        return "" if token is None else str(token.value)
    if token.type == "function" and token.lower_name in {"url", "src"}:
        return next((str(each.value) for each in token.arguments if each.type == "string"), "")
    return ""


def _by_comma(tokens: Iterable[Any]) -> list[list[Any]]:
    parts: list[list[Any]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        elif token.type not in {"whitespace", "comment"}:
            parts[-1].append(token)
    return parts
