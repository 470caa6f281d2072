"""Badges of lines, and the style that gives each its colours on a page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from backend.transit.models import LineRow

MOST_LETTERS = 7


@dataclass
class Palette:
    """The colours that lines have on one page, by the number of their class.

    A page's policy allows no style in attributes, so colours become classes in its style sheet;
    they are six hexadecimal digits, as the feed's reader made sure.
    """

    colours: dict[tuple[str, str], int] = field(default_factory=dict)

    def class_of(self, line: LineRow) -> str:
        """The class of the line's colours."""
        return f"c{self.colours.setdefault((line.colour, line.ink), len(self.colours))}"

    def add(self, lines: Iterable[LineRow]) -> "Palette":
        """Make room for the colours of ``lines``: a style sheet comes before what it styles."""
        for line in lines:
            self.class_of(line)
        return self

    @property
    def style(self) -> str:
        """The style sheet of all classes."""
        return "".join(
            f".c{number}{{--c:#{colour};--i:#{ink}}}"
            for (colour, ink), number in self.colours.items()
        )


@dataclass(frozen=True)
class Badges:
    """Some lines, those of an agency behind what people call it; ``more`` do not fit. A colour
    alone would not tell the metro's 2 from the bus's."""

    groups: list[tuple[str, list[LineRow]]]
    more: int

    @property
    def lines(self) -> list[LineRow]:
        return [line for _, lines in self.groups for line in lines]


def badges_of(
    numbers: Sequence[int],
    known: Mapping[int, LineRow],
    brands: Mapping[int, str],
    most: int,
    own: int | None = None,
) -> Badges:
    """The badges of the lines ``numbers``, at most ``most``; those of the agency ``own`` go
    without saying whose they are."""
    groups: dict[int, list[LineRow]] = {}
    for number in numbers[:most]:
        line = known[number]
        lines = groups.setdefault(line.agency_id, [])
        # Some agencies have several lines of one name.
        if mark_of(line) not in map(mark_of, lines):
            lines.append(line)
    told = [("" if agency == own else brands[agency], lines) for agency, lines in groups.items()]
    return Badges(told, max(0, len(numbers) - most))


def mark_of(line: LineRow) -> str:
    """What stands on a line's badge: its short name, or the beginning of its long one."""
    if line.short:
        return line.short
    first = line.long.split()[0]
    return first if len(first) <= MOST_LETTERS else first[: MOST_LETTERS - 1] + "…"
