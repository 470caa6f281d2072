"""Values in one of the shapes, as JSON or as XML. Knows neither Flask nor the database.

JSON follows from XML by the Spark convention: rows are bare arrays, what is empty is null
(http://wiki.open311.org/JSON_and_XML_Conversion).
"""

import json
import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from backend.reports.open311.shapes import Record, Rows, Shape, Value

# What XML 1.0 has no way to write (section 2.2), not even escaped. Dropped from both, so that both
# say the same.
_UNWRITABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_json(shape: Shape, said: Any) -> bytes:
    """``said`` in JSON, UTF-8."""
    return json.dumps(_plain(shape, said), ensure_ascii=False).encode()


def as_xml(shape: Shape, said: Any) -> bytes:
    """``said`` in XML 1.0 with its declaration, UTF-8, without a namespace."""
    root = Element(shape.name)
    _write(root, shape, said)
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body


def clean(text: str) -> str:
    """``text`` without what cannot be written in XML."""
    return _UNWRITABLE.sub("", text)


def _plain(shape: Shape | Value, said: Any) -> Any:
    match shape:
        case Rows():
            return [_plain(shape.each, each) for each in said]
        case Record():
            return {
                field.name: _plain(field, said[field.name])
                for field in shape.fields
                if field.name in said or not field.optional
            }
    return clean(said) if isinstance(said, str) else said


def _write(element: Element, shape: Shape | Value, said: Any) -> None:
    match shape:
        case Rows():
            for each in said:
                _write(SubElement(element, shape.each.name), shape.each, each)
        case Record():
            for field in shape.fields:
                if field.name in said or not field.optional:
                    _write(SubElement(element, field.name), field, said[field.name])
        case Value():
            element.text = _text(said)


def _text(said: str | float | None) -> str | None:
    if isinstance(said, bool):
        return "true" if said else "false"
    return None if said is None else clean(str(said))
