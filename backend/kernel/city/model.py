"""What a city is once its pack was read: frozen values, all of them checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from functools import cached_property
from typing import Literal

from backend.kernel.city.services.model import Service, Topic
from backend.kernel.city.texts import Text
from backend.kernel.geo import Box, Point, nearest


@dataclass(frozen=True)
class Language:
    """``code`` stands in addresses and in HTML, ``locale`` formats dates and numbers (CLDR),
    ``name`` is how the language calls itself."""

    code: str
    locale: str
    name: str


@dataclass(frozen=True)
class Quiet:
    """The hours, by the city's clocks, in which no phone rings for a notice."""

    begins: time = time(21)
    ends: time = time(8)


@dataclass(frozen=True)
class Palette:
    """Colours as ``#rrggbb``: ``brand`` for surfaces and links, ``brand_ink`` written on it."""

    brand: str
    brand_ink: str


@dataclass(frozen=True)
class Phone:
    """A number residents may call, ``number`` as people write it."""

    id: str
    name: Text
    number: str

    @property
    def href(self) -> str:
        """The address that dials it."""
        return dial(self.number)


def dial(number: str) -> str:
    """The address that dials ``number`` as people write it, without an extension (RFC 3966)."""
    digits = number.lower().partition("ext")[0]
    return "tel:" + "".join(sign for sign in digits if sign in "0123456789*#+").replace("#", "%23")


@dataclass(frozen=True)
class Borough:
    """A part of the city with an authority of its own. ``anchors`` are points spread over it, by
    which a position is guessed to be there."""

    id: str
    name: str
    anchors: tuple[Point, ...]


@dataclass(frozen=True)
class Department:
    """Who repairs: ``name`` in full, ``short`` for a line of a list."""

    id: str
    name: Text
    short: Text


Kind = Literal["choice", "text", "longtext"]


@dataclass(frozen=True)
class Option:
    """One answer to choose."""

    id: str
    label: Text


@dataclass(frozen=True)
class Question:
    """Something to ask about a fault; its form field is ``<category id>-<question id>``."""

    id: str
    kind: Kind
    label: Text
    required: bool
    options: tuple[Option, ...] = ()

    def option(self, id: str) -> Option | None:
        return next((option for option in self.options if option.id == id), None)


@dataclass(frozen=True)
class Category:
    """A kind of fault. ``target_days`` is the time the city gives itself, ``reopen_days`` how long
    after the repair a resident may say that it is not fixed. The office is warned ``warn_days``
    before the time is over, and who stands above it is told ``escalate_days`` after.
    ``needs_proof``: a photo shows that it is fixed."""

    id: str
    name: Text
    hint: Text | None
    icon: str
    department: Department
    target_days: int
    reopen_days: int
    questions: tuple[Question, ...]
    warn_days: int = 1
    escalate_days: int = 2
    needs_proof: bool = True

    def question(self, id: str) -> Question | None:
        return next((question for question in self.questions if question.id == id), None)


@dataclass(frozen=True)
class Reply:
    """An answer that the desk has ready for residents, for moves to ``states``, or to any."""

    id: str
    name: Text
    text: Text
    states: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """A word of the city's files (``spellings``) and what residents read in its place."""

    id: str
    name: Text
    spellings: tuple[str, ...]


@dataclass(frozen=True)
class PlaceKind:
    """A kind of place that people look for. Places without names of their own (``unnamed``) are
    many, told apart by what they stand on (``sorts``). ``columns`` are the names that the city's
    files may give to each of ours."""

    id: str
    name: Text
    line: Text
    icon: str
    unnamed: bool
    columns: Mapping[str, tuple[str, ...]]
    sorts: tuple[Known, ...]

    def sort(self, id: str) -> Known | None:
        return next((sort for sort in self.sorts if sort.id == id), None)


@dataclass(frozen=True)
class Gazetteer:
    """How the city's files speak of places: what kinds there are, what is offered there, other
    spellings of a borough, words for yes and no, and the columns of the list of neighbourhoods."""

    kinds: tuple[PlaceKind, ...] = ()
    services: tuple[Known, ...] = ()
    boroughs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    areas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def kind(self, id: str) -> PlaceKind | None:
        return next((kind for kind in self.kinds if kind.id == id), None)

    def service(self, id: str) -> Known | None:
        return next((service for service in self.services if service.id == id), None)


@dataclass(frozen=True, kw_only=True)
class City:
    """A city pack. The first of ``languages`` is its own: the default, and what texts are written
    in. The first ``first_page`` categories are shown at once, the others behind "more". Open
    reports of a category within ``same_within_m`` metres may be the same fault. ``jurisdiction`` is
    how other apps call the city, customarily its domain; "" if they need not. ``services_note`` is
    said of all services, for instance that they are samples."""

    name: Text
    product: str
    line: Text
    light: Palette
    dark: Palette
    languages: tuple[Language, ...]
    timezone: str
    phones: tuple[Phone, ...]
    bounds: Box
    boroughs: tuple[Borough, ...]
    departments: tuple[Department, ...]
    first_page: int
    same_within_m: int
    categories: tuple[Category, ...]
    replies: tuple[Reply, ...] = ()
    texts: Mapping[str, Text]
    places: Gazetteer = Gazetteer()
    topics: tuple[Topic, ...] = ()
    services: tuple[Service, ...] = ()
    services_note: Text | None = None
    quiet: Quiet = Quiet()
    jurisdiction: str = ""

    def text(self, key: str, language: str) -> str:
        """The text with ``key`` in ``language``. KeyError if the pack has no such text."""
        return self.texts[key].in_(language)

    def say(self, text: Text, language: str) -> str:
        """``text`` in ``language``, the city's own where there is no translation."""
        return text.in_(language)

    def language(self, code: str) -> Language | None:
        return next((known for known in self.languages if known.code == code), None)

    @property
    def emergency(self) -> Phone:
        """The number for danger to life."""
        return self._phones["emergency"]

    @property
    def help(self) -> Phone:
        """The number where a person answers questions about the city's services."""
        return self._phones["help"]

    @property
    def first_categories(self) -> tuple[Category, ...]:
        return self.categories[: self.first_page]

    @property
    def more_categories(self) -> tuple[Category, ...]:
        return self.categories[self.first_page :]

    @property
    def repairing(self) -> tuple[Department, ...]:
        """The departments that reports go to; the others answer for services alone."""
        to = {category.department.id for category in self.categories}
        return tuple(department for department in self.departments if department.id in to)

    def category(self, id: str) -> Category | None:
        return self._categories.get(id)

    def reply(self, id: str) -> Reply | None:
        return next((reply for reply in self.replies if reply.id == id), None)

    def service(self, slug: str) -> Service | None:
        return self._services.get(slug)

    def borough(self, id: str) -> Borough | None:
        return self._boroughs.get(id)

    def department(self, id: str) -> Department | None:
        return self._departments.get(id)

    def borough_at(self, point: Point) -> Borough | None:
        """The borough where ``point`` most likely is; None outside the city's bounds. A guess for a
        form to offer, which the resident may correct."""
        if not self.bounds.holds(point):
            return None
        return nearest(point, [(borough, borough.anchors) for borough in self.boroughs])

    @cached_property
    def _phones(self) -> dict[str, Phone]:
        return {phone.id: phone for phone in self.phones}

    @cached_property
    def _categories(self) -> dict[str, Category]:
        return {category.id: category for category in self.categories}

    @cached_property
    def _services(self) -> dict[str, Service]:
        return {service.slug: service for service in self.services}

    @cached_property
    def _boroughs(self) -> dict[str, Borough]:
        return {borough.id: borough for borough in self.boroughs}

    @cached_property
    def _departments(self) -> dict[str, Department]:
        return {department.id: department for department in self.departments}
