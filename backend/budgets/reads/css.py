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
from backend.budgets.reads.media import matches
from backend.budgets.reads.pull import Pull, pull
from backend.budgets.reads.srcset import Candidate, choose

# Without one of these a sheet pulls in nothing; a backslash may hide any of them.
MAY_PULL = re.compile(r"url\(|src\(|@import|image-set\(|\\", re.I)
GROUPS = {"supports", "layer", "container", "scope", "starting-style", "document"}
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
    for n, rule in enumerate(rules):
        # An import below another rule is none: browsers leave it out.
        if rule.type != "at-rule" or rule.lower_at_keyword not in {"import", "charset", "layer"}:
            found += _rules(rules[n:], device)
            break
        if rule.lower_at_keyword == "import":
            found += _import(rule.prelude)
        elif rule.content is not None:
            found += _rules(rules[n:], device)
            break
    return tuple(found)


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


def _font(content: list[Any]) -> Iterator[Pull]:
    """The first source whose format the phone reads."""
    for part in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if part.type != "declaration" or part.lower_name != "src":
            continue
        for source in _by_comma(part.value):
            url = next((found for token in source if (found := _address(token))), "")
            formats = [
                str(getattr(argument, "value", "")).lower()
                for token in source
                if token.type == "function" and token.lower_name == "format"
                for argument in token.arguments
            ]
            if url and (not formats or FONT_FORMATS.intersection(formats)):
                yield from pull("font", url, by="@font-face")
                break


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
            if token.type == "dimension" and token.lower_unit in {"x", "dppx"}:
                density = token.value
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
