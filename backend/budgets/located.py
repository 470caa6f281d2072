"""JSON whose objects know the line they begin on, so that an error can name it."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

MARK = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\n]')

BETWEEN = re.compile(r"[\s,]*")


class Located(dict[str, Any]):
    """A JSON object, the line it begins on, and the keys it was given twice."""

    line = 1
    twice: tuple[str, ...] = ()


def load(text: str) -> object:
    """The value of ``text``: numbers as Decimal, objects as Located.

    Raises json.JSONDecodeError; ValueError for NaN and its like; RecursionError.
    """
    # Python hands objects over in the order in which they end, so their lines are listed in it.
    lines = _first_lines(text)

    def build(pairs: list[tuple[str, Any]]) -> Located:
        built = Located(pairs)
        built.line = next(lines, 1)
        names = [name for name, _ in pairs]
        built.twice = tuple(name for name in built if names.count(name) > 1)
        return built

    def number(digits: str) -> Decimal:
        # More digits than a budget can need cost more to read than they are worth.
        if len(digits) > 50:
            raise ValueError(digits)
        try:
            return Decimal(digits)
        except ArithmeticError as error:
            raise ValueError(digits) from error

    return json.loads(
        text,
        object_pairs_hook=build,
        parse_int=number,
        parse_float=number,
        parse_constant=_refuse,
    )


def line_of(text: str, number: int) -> int:
    """The line on which an entry of a list begins; the first has the number 0."""
    decoder, at = json.JSONDecoder(), text.index("[") + 1
    for n in range(number + 1):
        at = BETWEEN.match(text, at).end()  # type: ignore[union-attr]
        if n < number:
            at = decoder.raw_decode(text, at)[1]
    return text.count("\n", 0, at) + 1


def line_with(text: str, word: str) -> int:
    """The first line that has ``word`` as a value; the first of all where none has."""
    found = re.search(rf"(?<![\w.\"-]){re.escape(word)}(?![\w.\"])", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _refuse(constant: str) -> None:
    """NaN and Infinity are no JSON, though Python would read them."""
    raise ValueError(constant)


def _first_lines(text: str) -> Iterator[int]:
    line = 1
    begun: list[int] = []
    for mark in MARK.findall(text):
        if mark == "{":
            begun.append(line)
        elif mark == "}" and begun:
            yield begun.pop()
        line += mark == "\n"


def shown(value: object) -> str:
    """A value as it stands in the file, cut short."""
    if value is None:
        return "missing"
    text = str(value) if isinstance(value, Decimal) else json.dumps(value, default=str)
    return text if len(text) <= 60 else text[:57] + "..."
