"""XML read as the JSON that the standard makes of it (the Spark convention), and nothing else.

What is expected comes from the description: an element that it does not name is a fault.
"""

from typing import Any
from xml.etree.ElementTree import Element, fromstring

Schema = dict[str, Any]
DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>\n'


def read(document: bytes, schema: Schema) -> Any:
    """The value in ``document``, by the names and the types of ``schema``."""
    assert document.startswith(DECLARATION)
    assert b"<!" not in document
    root = fromstring(document)
    assert root.tag == schema["xml"]["name"]
    return _value(root, schema)


def _value(element: Element, schema: Schema) -> Any:
    assert not element.attrib, f"{element.tag} has attributes"
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if "array" in kinds:
        items = schema["items"]
        assert {each.tag for each in element} <= {items["xml"]["name"]}, element.tag
        return [_value(each, items) for each in element]
    if "object" in kinds:
        names = [each.tag for each in element]
        assert len(set(names)) == len(names), f"{element.tag} says something twice"
        known = [name for name in schema["properties"] if name in names]
        assert names == known, f"{element.tag} holds {names}"
        return {each.tag: _value(each, schema["properties"][each.tag]) for each in element}
    assert not len(element), f"{element.tag} should hold text"
    return _scalar(element.text, kinds)


def _scalar(text: str | None, kinds: list[str]) -> Any:
    if text is None:
        return None if "null" in kinds else ""
    if "boolean" in kinds:
        return {"true": True, "false": False}[text]
    if "integer" in kinds:
        return int(text)
    return float(text) if "number" in kinds else text
