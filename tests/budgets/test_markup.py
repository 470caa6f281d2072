"""Where a tag, a comment, a text ends: read as browsers do, or Eve could hide between the two."""

import pytest

from backend.budgets.letters import decoded
from backend.budgets.reads.forms import outline
from backend.budgets.reads.markup import Attributes, Markup


class Told(Markup):
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def start(self, tag: str, given: Attributes) -> None:
        self.told.append(" ".join([tag, *(f"{name}={value}" for name, value in given.items())]))

    def end(self, tag: str) -> None:
        self.told.append(f"/{tag}")

    def text(self, data: str) -> None:
        self.told.append(f"'{data}'")


def told(html: str) -> list[str]:
    reader = Told()
    reader.read(html)
    return reader.told


@pytest.mark.parametrize(
    ("html", "tokens"),
    [
        ("<!doctype html>a<P CLASS=b>c</P >", ["'a'", "p class=b", "'c'", "/p"]),
        ("<a b='1'c=\"2\"d=3/ e F=5 f=6>", ["a b=1 c=2 d=3/ e= f=5"]),
        ("<a b = c/><a =b=c><a b= ><a b='<>'>", ["a b=c/", "a =b=c", "a b=", "a b=<>"]),
        ("a<b", ["'a'"]),
        ("a<b c='d>e", ["'a'"]),
        ("a < b <3 </3 <> </>c", ["'a '", "'<'", "' b '", "'<'", "'3 '", "' '", "'c'"]),
        ("<!-->a--><!--->b--><!-- c -- > d --!>e<!--!>f-->g",
         ["'a-->'", "'b-->'", "'e'", "'g'"]),
        ("<!x>a<?php x?>b<![CDATA[>c]]>", ["'a'", "'b'", "'c]]>'"]),
        ("<svg><![CDATA[<b>]]><a/></svg><a/>", ["svg", "'<b>'", "a", "/a", "/svg", "a"]),
        ("<svg><style>a<b></style><p><style>a<b></style>",
         ["svg", "style", "'a'", "b", "/style", "p", "style", "'a<b>'", "/style"]),
        ("<svg><foreignObject><style>a<b></style></foreignObject><path/></svg>",
         ["svg", "foreignobject", "style", "'a<b>'", "/style", "/foreignobject", "path", "/path",
          "/svg"]),
        ("<title><!-- &amp;</title><textarea><a></textareas></textarea>",
         ["title", "'<!-- &'", "/title", "textarea", "'<a></textareas>'", "/textarea"]),
        ("<noscript><!-- </noscript><a>", ["noscript", "'<!-- '", "/noscript", "a"]),
        ("<iframe><a></iframe><xmp><a></xmp><plaintext><a>",
         ["iframe", "'<a>'", "/iframe", "xmp", "'<a>'", "/xmp", "plaintext"]),
        ("<script><!--<script></script>x--></SCRIPT >",
         ["script", "'<!--<script></script>x-->'", "/script"]),
        ("<script><!--></script><a>", ["script", "'<!-->'", "/script", "a"]),
        ("<script>a&amp;</script", ["script", "'a&amp;</script'"]),
        ("&lt;&copy&#65;", ["'<©A'"]),
        ("<a b='&lt;&copy;&copy &copy=1&copyx&#65;'>", ["a b=<©© &copy=1&copyxA"]),
    ],
)  # fmt: skip
def test_a_page_is_taken_apart_as_browsers_do(html: str, tokens: list[str]) -> None:
    assert told(html) == tokens


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("ñ".encode(), "", "ñ"),
        ("ñ".encode("latin-1"), "text/html; charset=ISO-8859-1", "ñ"),
        (b"\x80", 'text/html;charset="latin1"', "€"),
        ("ñ".encode("utf-16"), "text/html", "ñ"),
        ("ñ".encode("utf-16-be"), "text/html; charset=utf-16be", "ñ"),
        ("ñ".encode("utf-8-sig"), "text/html; charset=latin1", "ñ"),
        ("<meta charset=latin1>ñ".encode("latin-1"), "text/html", "<meta charset=latin1>ñ"),
        ('@charset "koi8-r";ж'.encode("koi8-r"), "text/css", '@charset "koi8-r";ж'),
        ("<meta charset=utf-16>ñ".encode(), "text/html", "<meta charset=utf-16>ñ"),
        ("ñ".encode(), "text/html; charset=hex", "ñ"),
        ("ñ".encode(), "text/html; charset=nonsense", "ñ"),
        (b"\xf1", "text/html", "\ufffd"),
    ],
)
def test_the_letters_of_a_page_are_known(body: bytes, kind: str, text: str) -> None:
    assert decoded(body, kind) == text


def test_of_an_option_without_a_value_its_text_is_sent() -> None:
    (form,) = outline(
        "<form><select name=a><option>S<option selected> Medium \n size <option>L</select>"
        "<select name=b><option>one</option><option value=2>two</option></select>"
        "<select name=c multiple><option selected>x<option selected>y</select></form>"
    ).forms
    assert form.fields == {"a": ["Medium size"], "b": ["one"], "c": ["x", "y"]}
