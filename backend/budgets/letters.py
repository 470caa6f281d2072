"""Which letters a page or a style sheet is written in."""

import codecs
import re

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_BE, "utf-16-be"),
         (codecs.BOM_UTF16_LE, "utf-16-le"))  # fmt: skip
IN_HEADER = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]+)", re.I)
IN_PAGE = re.compile(rb"<meta\b[^<>]*?\bcharset\s*+=\s*+[\"']?\s*+([\w.:-]+)", re.I)
IN_SHEET = re.compile(rb'@charset "([\w.:-]+)";')
ALSO = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
        "utf-16": "utf-16-le", "gb2312": "gbk"}  # fmt: skip
OF_BROWSERS = re.compile(r"utf-8|utf-16-[bl]e|cp\d+|iso8859-\d+|koi8-[ru]|mac-\w+|gbk|gb18030|"
                         r"big5|euc_\w+|iso2022_jp|shift_jis|tis-620")  # fmt: skip
LOOKED_AT = 1024
"""Bytes at the beginning in which a page may say it (HTML, section 4.2.5.4)."""


def decoded(body: bytes, content_type: str) -> str:
    """``body`` as text: by the mark it begins with, by its header, by what it says itself, else
    as UTF-8. What is wrong in it is replaced."""
    for mark, name in MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    said = IN_HEADER.search(content_type)
    if said and (name := _known(said[1])):
        return body.decode(name, "replace")
    start = body[:LOOKED_AT]
    inside = IN_PAGE.search(start) or IN_SHEET.match(start)
    name = _known(inside[1].decode("ascii", "replace")) if inside else ""
    # What says in plain letters that it is UTF-16 is not.
    return body.decode("utf-8" if not name or name.startswith("utf-16") else name, "replace")


def _known(name: str) -> str:
    """The codec for it; nothing where browsers know none."""
    try:
        found = codecs.lookup(ALSO.get(name.lower(), name)).name
    except (LookupError, ValueError):
        return ""
    return found if OF_BROWSERS.fullmatch(found) else ""
