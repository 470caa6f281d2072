"""What is fetched ahead of its use: ``<link>``, a ``Link`` header, speculation rules."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice

from backend.budgets.device import Device
from backend.budgets.reads.markup import Attributes
from backend.budgets.reads.media import matches
from backend.budgets.reads.pull import Pull, pull
from backend.budgets.reads.srcset import candidates, choose
from backend.budgets.verdict import matches as covers

# What <link rel=preload as=...> asks for, in the words of budget.json.
PRELOADS = {"style": "stylesheet", "script": "script", "image": "image", "font": "font",
            "document": "document", "audio": "media", "video": "media"}  # fmt: skip
LINKS = {"stylesheet": "stylesheet", "manifest": "other", "modulepreload": "script",
         "prefetch": "other", "prerender": "document",
         "compression-dictionary": "other"}  # fmt: skip
AT_ONCE = {"immediate", "eager"}
MOST = 50
"""Pages that Chromium fetches ahead so."""


def link_pulls(words: list[str], given: Attributes, device: Device) -> list[Pull]:
    """What a ``<link>``, or a ``Link`` header, asks for; ``words`` are those of its ``rel``."""
    kind = next((LINKS[word] for word in words if word in LINKS), None)
    by = next((word for word in words if word in LINKS), "preload")
    if "preload" in words:
        kind = PRELOADS.get(given.get("as", "").lower(), "other")
        if not given.get("as"):
            return []  # what it is to be used for has to be said
        if matches(given.get("media", ""), device) is False:
            return []
    if kind is None or ("stylesheet" in words and "disabled" in given):
        return []
    offered = list(candidates(given.get("imagesrcset", "")))
    chosen = choose(offered, given.get("href", ""), given.get("imagesizes", ""), device)
    is_image = given.get("type", "").startswith("image/")
    if is_image and kind == "image" and given["type"] not in device.images:
        return []
    is_module = "modulepreload" in words
    is_across = is_module or "crossorigin" in given
    return pull(kind, *chosen, by=by, is_module=is_module, is_across=is_across)


def speculated(text: str, links: Sequence[str] = ()) -> Iterator[Pull]:
    """Pages that speculation rules have fetched ahead, as soon as the page is there: those they
    name, and those of its ``links`` that they mean."""
    for action, url in _spoken_of(text, links):
        yield from pull("document", url, by=action)


def _spoken_of(text: str, links: Sequence[str]) -> Iterator[tuple[str, str]]:
    try:
        rules = json.loads(text)
    except (ValueError, RecursionError):
        return
    for action in ("prefetch", "prerender"):
        listed = rules.get(action) if isinstance(rules, dict) else None
        for rule in listed if isinstance(listed, list) else []:
            if not isinstance(rule, dict):
                continue
            urls = rule.get("urls")
            named = [url for url in (urls if isinstance(urls, list) else []) if url]
            if "where" in rule and rule.get("eagerness") in AT_ONCE:
                named += islice((link for link in links if _means(rule["where"], link)), MOST)
            yield from ((action, str(url)) for url in named)


def _means(where: object, link: str) -> bool:
    """Is the link one of those that a rule speaks of? Of what needs a browser: yes."""
    asked = where.get("href_matches") if isinstance(where, dict) else None
    patterns = asked if isinstance(asked, list) else [asked]
    plain = [each for each in patterns if isinstance(each, str) and not set(each) & set(":{}()+?")]
    return len(plain) < len(patterns) or any(
        (each[:1] != link[:1] and "/" in {each[:1], link[:1]})  # written in another way
        or covers(f"{each}$", link)
        for each in plain
    )  # fmt: skip
