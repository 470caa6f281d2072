"""What a phone downloads: short scripts, no words or HTML in them, readable by the oldest phone."""

import re
from pathlib import Path

import pytest

from backend.config import ROOT
from backend.kernel.scripts import LEFT_OUT, scripts
from backend.offline.worker import SHARED, compose

PWA = ROOT / "pwa"
PAGE = sorted((PWA / "static" / "js").glob("*.js"))
SCRIPTS = [*PAGE, *sorted((PWA / "service_worker").glob("*.js"))]
STYLES = sorted((PWA / "static" / "css").glob("*.css"))
NEVER = ("(?!)", "")
MARKED = "<body data-copy data-at="
"""What the worker writes into a page it kept: that it is a copy."""
MOST_LINES = 135
"""Of a script; one that grows beyond has a second reason."""

# Text, template, comment and pattern; what stands between them is code.
PART = re.compile(
    r"""(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      | (?P<template>`(?:[^`\\]|\\.)*`)
      | (?P<comment>//[^\n]*|/\*.*?\*/)
      | (?<=[(,=:!&|?{};\n])\s*(?P<pattern>/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/)
    """,
    re.S | re.X,
)

# Later than ES2019, or than Chromium 80, Firefox 102 and Safari 14 together: how it is known, and
# what it looks like.
TOO_NEW = {
    "optional chaining": (r"\?\.(?!\d)", "one?.other"),
    "nullish values": (r"\?\?", "one ?? other"),
    "assignment by logic": (r"(&&|\|\|)=", "one ||= other"),
    "private names": (r"(?<![\w$])#\w", "this.#own"),
    "static blocks": (r"\bstatic\s*\{", "static {"),
    "numeric separators": (r"\b\d+_\d", "1_000"),
    "big integers": (r"\b\d+n\b", "10n"),
    "modules": (r"^\s*(import|export)\b|\bimport\s*[(.]", "await import(name)"),
    "await outside a function": (r"^(?!.*\basync\b)\S[^\n]*\bawait\b", "const x = await y;"),
    "newer methods": (
        r"\.(replaceAll|at|findLast|findLastIndex|hasOwn|any|withResolvers|replaceChildren"
        r"|toSorted|toReversed|toSpliced|groupBy|fromAsync)\(",
        "text.replaceAll(one, other)",
    ),
    "newer names": (
        r"\b(randomUUID|structuredClone|WeakRef|AggregateError|userAgentData)\b",
        "crypto.randomUUID()",
    ),
    "signals that time out": (r"\bAbortSignal\.(timeout|any)\b", "AbortSignal.timeout(5)"),
}
DRAWS = {
    "HTML as text": (r"\b(inner|outer)HTML\b|\binsertAdjacentHTML\b", "box.innerHTML = words"),
    "writing to the page": (r"\bdocument\.write", "document.write(words)"),
    "making elements, but for a canvas, a link and a script of ours": (
        r"createElement\((?!\"(canvas|a|script)\"\))|createContextualFragment",
        'document.createElement("p")',
    ),
    "text as code": (r"\beval\(|\bnew Function\b|set(Timeout|Interval)\([\"'`]", "eval(words)"),
    "a style of its own, but for a colour that is data": (
        r"\.cssText\b|\.style\b(?!\.setProperty\(\"--[ci]\", \"#\" )",
        "box.style.color = red",
    ),
}
CSS_TOO_NEW = {
    "newer selectors": (r":(has|is|where)\(", ":is(h1,h2){}"),
    "nesting": (r"\{[^{}]*&", "a{&:hover{}}"),
    "a gap in a row of boxes": (
        r"display:(inline-)?flex[^}]*\bgap:|\bgap:[^}]*display:(inline-)?flex",
        "a{display:flex;gap:1rem}",
    ),
    "newer properties": (
        r"[;{](inset[\w-]*|aspect-ratio|(margin|padding)-(inline|block)[\w-]*):",
        "a{inset:0}",
    ),
    "newer rules": (r"@(layer|container|property|scope)\b", "@layer base{}"),
    "newer colours": (r"\b(color-mix|oklch|lab|lch|light-dark)\(", "a{color:oklch(0 0 0)}"),
    "units of a screen that moves": (r"\d[dsl]v[hw]\b", "a{height:100dvh}"),
    "something to download": (r"@import|@font-face|url\(", "a{background:url(a.png)}"),
}


def named(path: Path) -> str:
    return path.relative_to(PWA).as_posix()


def parts(source: str) -> tuple[str, list[str]]:
    """The code with its texts emptied, and the texts."""
    texts: list[str] = []

    def emptied(found: re.Match[str]) -> str:
        text = found.group("text") or found.group("template")
        if text is None:
            return "" if found.group("comment") else " 0"
        texts.append(text[1:-1])
        return text[0] + text[0]

    return PART.sub(emptied, source), texts


def found(rules: dict[str, tuple[str, str]], code: str) -> list[str]:
    return [name for name, (pattern, _) in rules.items() if re.search(pattern, code, re.M)]


@pytest.mark.parametrize("rules", [TOO_NEW, DRAWS, CSS_TOO_NEW], ids=["new", "draws", "css"])
def test_what_is_looked_for_would_be_found(rules: dict[str, tuple[str, str]]) -> None:
    for name, (_, sample) in rules.items():
        assert found(rules, f"first();\n{sample}\n") == [name]


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_a_script_is_short(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= MOST_LINES, f"{named(path)} has {lines} lines: give its second reason a file"


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_a_script_draws_no_html(path: Path) -> None:
    source = re.sub(r"//[^\n]*", "", path.read_text(encoding="utf-8"))
    assert found(DRAWS, source) == []
    _, texts = parts(path.read_text(encoding="utf-8"))
    assert [text for text in texts if re.search(r"</?[a-z]+[ />]", text)] in ([], [MARKED])


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_the_words_of_a_script_come_from_the_page(path: Path) -> None:
    """A text of a script may be a name or a selector. An error is for developers."""
    source = re.sub(r'new Error\("[^"]*"\)|"use strict"', "", path.read_text(encoding="utf-8"))
    _, texts = parts(source)
    words = re.compile(r"[^\W\d_]{2,}[,.]? [^\W\d_]{2,}|[áéíóúñ¿¡…]")
    assert [text for text in texts if words.search(text)] in ([], [MARKED])


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_the_oldest_phone_can_read_it(path: Path) -> None:
    code, _ = parts(path.read_text(encoding="utf-8"))
    assert found(TOO_NEW, code) == []


def test_nor_does_making_it_small_bring_in_anything_newer() -> None:
    built = scripts(PWA / "static" / "js")
    worker = compose(PWA, build="", languages=["en"], assets=[*built])
    beside = built.pop("round")
    assert len(beside) > 400
    assert all(len(source) > 3000 for source in (*built.values(), worker))
    for source in (*built.values(), beside, worker):
        code, _ = parts(source)
        assert found({**TOO_NEW, "await outside a function": NEVER}, code) == []


@pytest.mark.parametrize("path", STYLES, ids=named)
def test_the_oldest_phone_can_draw_it(path: Path) -> None:
    css = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    assert found(CSS_TOO_NEW, css) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_a_script_says_what_it_is_for(path: Path) -> None:
    first = path.read_text(encoding="utf-8").removeprefix('"use strict";\n').splitlines()[0]
    assert first.startswith("// "), first


def test_scripts_are_joined_by_names_that_exist() -> None:
    names = {path.name for path in PAGE}
    assert {*SHARED, *(name for left_out in LEFT_OUT.values() for name in left_out)} <= names


def test_every_class_of_the_style_is_worn_by_something() -> None:
    worn = "\n".join(
        path.read_text(encoding="utf-8")
        for path in [
            *(PWA / "templates").rglob("*.html"),
            *SCRIPTS,
            *(ROOT / "backend").rglob("*.py"),
        ]
    )
    classes = {
        name
        for path in STYLES
        for rule in re.findall(r"([^{}]+)\{", path.read_text(encoding="utf-8"))
        for name in re.findall(r"\.([a-z][\w-]*)", rule)
    }
    assert [name for name in sorted(classes) if not re.search(rf"\b{name}\b", worn)] == []
