"""What a form declares. A field is told by its kind; words are anything that reads as text."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of field there are so far."""

    CHOICE = "choice"
    TEXT = "text"
    LONG_TEXT = "longtext"
    PLACE = "place"
    PHOTO = "photo"


Words = object
"""Words in the reader's language, spoken when they are drawn: ``str()`` gives them."""


@dataclass(frozen=True)
class Option:
    """One answer to choose. ``icon`` names a drawing."""

    id: str
    label: Words
    icon: str = ""


@dataclass(frozen=True)
class Bounds:
    """The box a place must lie in, degrees WGS 84."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True)
class Field:
    """One question.

    ``when`` says on which answer to which earlier field it is asked at all: a question that was
    not asked is neither required nor kept. ``most`` bounds characters of text, or photos.
    """

    name: str
    kind: Kind
    label: Words
    hint: Words = ""
    missing: Words = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    most: int = 1000
    when: tuple[str, str] | None = None
    bounds: Bounds | None = None


@dataclass(frozen=True)
class Form:
    """A form: its questions in order."""

    fields: tuple[Field, ...]
