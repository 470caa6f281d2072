"""Walks through HTML as a browser's tokenizer does (HTML, section 13.2.5).

Where a comment or a script ends, what is text and what is markup, decides what a page pulls in;
so this follows browsers and not what the page may have meant. Each letter is looked at a fixed
number of times, however hostile the page.
"""

import re
from collections.abc import Callable
from html import unescape
from html.entities import html5

BLANK = r"[\t\n\f\r ]"
_ATTRIBUTE = (
    r"([^\t\n\f\r />][^\t\n\f\r />=]*+)"
    rf"(?:{BLANK}*+={BLANK}*+(\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\t\n\f\r >]*+)|(?!{BLANK}*+=))"
)
ATTRIBUTE = re.compile(_ATTRIBUTE)
TAG = re.compile(
    rf"<(/?)([a-zA-Z][^\t\n\f\r />]*+)"
    rf"((?:(?:{BLANK}|/)*+{re.sub('[(](?![?])', '(?:', _ATTRIBUTE)})*+)"
    rf"(?:{BLANK}|/)*+>"
)
COMMENT_END = re.compile(r"--!?>")
NO_COMMENT = re.compile(r"-?>")
IN_SCRIPT = re.compile(r"<!--|-->|<(/?)script(?=[\t\n\f\r />])", re.I)
NAMED = re.compile(r"&(?:#[xX]?[\da-fA-F]+;?|[a-zA-Z][\da-zA-Z]*;?)")
PLAIN = {"style", "xmp", "iframe", "noembed", "noframes", "noscript"}
"""Elements whose content is text, with no references in it, as long as scripts run."""
WITH_REFERENCES = {"textarea", "title"}
ENDS = {name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.I) for name in PLAIN | WITH_REFERENCES}
FOREIGN, BACK_TO_HTML = {"svg", "math"}, {"foreignobject", "annotation-xml"}
BREAK_OUT = frozenset(
    ["b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em",
     "embed", "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing",
     "menu", "meta", "nobr", "ol", "p", "pre", "ruby", "s", "small", "span", "strike", "strong",
     "sub", "sup", "table", "tt", "u", "ul", "var"]
)  # fmt: skip
"""Elements that end any drawing they are written in."""

Attributes = dict[str, str]


class Markup:
    """To be derived from: is told of each tag and text of a page, in their order."""

    def start(self, tag: str, given: Attributes) -> None:
        """A start tag, its name and those of its attributes in small letters."""

    def end(self, tag: str) -> None:
        """An end tag, whether or not something of the name is open."""

    def text(self, data: str) -> None:
        """Letters between tags; in several pieces where comments stand between."""

    def read(self, html: str) -> None:
        """Walk through ``html``."""
        at, self._foreign = 0, list[str]()
        while at < len(html):
            begins = html.find("<", at)
            if begins < 0:
                self._say(html[at:])
                return
            if begins > at:
                self._say(html[at:begins])
            at = self._tag(html, begins)

    @property
    def is_foreign(self) -> bool:
        """Are we within a drawing or a formula, where other rules hold?"""
        return bool(self._foreign) and self._foreign[-1] in FOREIGN

    def _say(self, text: str) -> None:
        self.text(unescape(text) if "&" in text else text)

    def _tag(self, html: str, at: int) -> int:
        """Reads what begins with ``<``; where it ends."""
        found = TAG.match(html, at)
        if found is None:
            return self._no_tag(html, at)
        name = found[2].lower()
        if found[1]:
            self._leave(name)
            self.end(name)
            return found.end()
        given: Attributes = {}
        for key, value in ATTRIBUTE.findall(found[3]):
            given.setdefault(key.lower(), attribute(value))
        if self.is_foreign and name in BREAK_OUT:
            self._foreign.clear()
        is_empty = self.is_foreign and html[found.end() - 2] == "/"
        if name in FOREIGN | BACK_TO_HTML and not is_empty:
            self._foreign.append(name)
        self.start(name, given)
        if is_empty:
            self.end(name)
            return found.end()
        return found.end() if self.is_foreign else self._content(html, name, found.end())

    def _no_tag(self, html: str, at: int) -> int:
        if html.startswith("<!--", at):
            return _behind_comment(html, at + 4)
        if self.is_foreign and html.startswith("<![CDATA[", at):
            end = html.find("]]>", at)
            self.text(html[at + 9 : end if end >= 0 else len(html)])
            return end + 3 if end >= 0 else len(html)
        following = html[at + 1 : at + 3]
        if following[:1] in {"!", "?"} or (following[:1] == "/" and not following[1:].isalpha()):
            end = html.find(">", at)
            return end + 1 if end >= 0 else len(html)
        if following.lstrip("/")[:1].isalpha() and following.isascii():
            return len(html)  # A tag that never ends is none.
        self.text("<")
        return at + 1

    def _leave(self, name: str) -> None:
        if name in self._foreign:
            while self._foreign.pop() != name:
                pass

    def _content(self, html: str, name: str, at: int) -> int:
        """Passes over what is text because of the element it stands in; where the end tag is."""
        if name == "script":
            end = _end_of_script(html, at)
        elif name in ENDS:
            found = ENDS[name].search(html, at)
            end = found.start() if found else len(html)
        else:
            return len(html) if name == "plaintext" else at
        say: Callable[[str], None] = self._say if name in WITH_REFERENCES else self.text
        say(html[at:end])
        return end


def attribute(written: str) -> str:
    """The value of an attribute, from how it is written."""
    value = written[1:-1] if written[:1] in {"'", '"'} else written
    if "&" not in value:
        return value

    def named(found: re.Match[str]) -> str:
        name = found[0]
        if name.endswith(";") or name[1] == "#":
            return unescape(name)
        # "?a=1&copy=2" has no sign in it.
        is_name = name[1:] in html5 and value[found.end() : found.end() + 1] != "="
        return unescape(name) if is_name else name

    return NAMED.sub(named, value)


def _end_of_script(html: str, at: int) -> int:
    """A script may hold another within a comment, and its end tag is none then."""
    is_comment = is_within = False
    while found := IN_SCRIPT.search(html, at):
        at = found.end()
        if found[0] == "<!--":
            is_comment, at = True, at - 2
        elif found[0] == "-->":
            is_comment = is_within = False
        elif found[1] and not is_within:
            return found.start()
        else:
            is_within = is_comment and not found[1]
    return len(html)


def _behind_comment(html: str, at: int) -> int:
    """The dashes that begin a comment may end it."""
    found = NO_COMMENT.match(html, at) or COMMENT_END.search(html, at)
    return found.end() if found else len(html)
