"""A service as its file declares it: frozen values, checked.

Numbers and sums are ``Decimal``, money is in the city's currency (pesos). Texts are spoken with
``City.say``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from backend.kernel.city.texts import Text

FieldKind = Literal[
    "text",
    "longtext",
    "number",
    "money",
    "date",
    "choice",
    "several",
    "yesno",
    "curp",
    "rfc",
    "plate",
    "phone",
    "email",
    "address",
    "place",
    "file",
    "signature",
    "list",
    "calculated",
]


YES, NO = "yes", "no"


@dataclass(frozen=True)
class Topic:
    """What services are grouped by for people who look around: ``vehicles``."""

    id: str
    name: Text
    icon: str


@dataclass(frozen=True)
class Condition:
    """Holds where the answer to ``question`` is one of ``among``, or is a number between
    ``at_least`` and ``at_most``, both included. One that was not asked does not hold."""

    question: str
    among: tuple[str, ...] = ()
    at_least: Decimal | None = None
    at_most: Decimal | None = None


@dataclass(frozen=True)
class Formula:
    """What is calculated: ``sum`` or ``product`` of questions and numbers, ``count`` of the things
    in one list, ``years`` since one date."""

    verb: Literal["sum", "product", "count", "years"]
    of: tuple[str | Decimal, ...]


@dataclass(frozen=True)
class Answer:
    """One answer to choose."""

    id: str
    label: Text


@dataclass(frozen=True)
class Field:
    """One question of a service, or of the things in a list.

    ``least`` and ``most`` bound letters of a text, the number itself, how many are chosen, files,
    or things in a list. ``earliest`` and ``latest`` bound a date: a day ("2026-01-31"), ``today``,
    or so far from it (``today-18y``, ``today+30d``). Asked where all of ``when`` hold.
    ``record`` names what the city knows already, as ``<attribute>`` or ``<attribute>.<part>``:
    that answer is taken from the person's record, and never from what her phone sends.
    """

    id: str
    kind: FieldKind
    label: Text
    hint: Text | None = None
    is_required: bool = True
    answers: tuple[Answer, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    earliest: str = ""
    latest: str = ""
    when: tuple[Condition, ...] = ()
    record: str = ""
    fields: tuple["Field", ...] = ()
    formula: Formula | None = None

    @property
    def choices(self) -> tuple[str, ...]:
        """The ids of what may be answered, where that is to be chosen."""
        return (YES, NO) if self.kind == "yesno" else tuple(each.id for each in self.answers)

    def answer(self, id: str) -> Answer | None:
        return next((answer for answer in self.answers if answer.id == id), None)


@dataclass(frozen=True)
class Step:
    """Questions that belong together, asked on one page where all of ``when`` hold."""

    id: str
    title: Text
    lead: Text | None
    fields: tuple[Field, ...]
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A question before anything else is asked, yes or no or a choice: with an answer in ``passes``
    she may go on, with any other she is told ``otherwise``. Its answer is kept with the case."""

    field: Field
    passes: tuple[str, ...]
    otherwise: Text


@dataclass(frozen=True)
class Channel:
    """A way to the service. A counter is a kind of place of the city (``place``), a phone one of
    its numbers (``phone``)."""

    kind: Literal["online", "counter", "phone"]
    hours: Text | None
    place: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Fee:
    """What is to be paid where all of ``when`` hold: ``amount`` pesos."""

    label: Text
    amount: Decimal
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Payment:
    """The fees and within how many days they are to be paid."""

    fees: tuple[Fee, ...]
    days: int


@dataclass(frozen=True)
class Visits:
    """Appointments: at places of the kind ``place``, on these days of the week (0 is Monday), from
    ``begins`` to ``ends`` ("09:00"), one every ``minutes``, ``capacity`` people at a time, up to
    ``ahead`` days before."""

    place: str
    weekdays: tuple[int, ...]
    begins: str
    ends: str
    minutes: int
    capacity: int
    ahead: int


@dataclass(frozen=True)
class Outcome:
    """What she has in the end. A paper or permit says ``shows``, answers by their questions, holds
    ``lasts_days`` or for good (None), and is there at once where ``is_instant``: nobody decides."""

    kind: Literal["paper", "permit", "appointment", "answer"]
    title: Text
    text: Text
    is_instant: bool = False
    lasts_days: int | None = None
    shows: tuple[str, ...] = ()


StateText = Literal["received", "asked", "granted", "refused", "cancelled"]


@dataclass(frozen=True, kw_only=True)
class Service:
    """Something the city does for people. ``slug`` is the name of its file and of its page.

    ``needs`` are words by which people look for it. ``office`` is the id of a department of the
    city, ``owner`` who answers for it there. ``level`` is the level of the Llave it takes, ``days``
    how many the city gives itself, ``replaces`` the procedures that went into it, ``legal`` what it
    rests on. ``texts`` are said in place of ours when a case comes into that state.
    """

    slug: str
    topic: Topic
    title: Text
    line: Text
    for_whom: Text
    needs: tuple[Text, ...]
    office: str
    owner: Text
    level: int
    days: int
    legal: tuple[Text, ...]
    replaces: tuple[Text, ...]
    channels: tuple[Channel, ...]
    rules: tuple[Rule, ...]
    steps: tuple[Step, ...]
    payment: Payment | None
    visits: Visits | None
    outcome: Outcome
    texts: tuple[tuple[StateText, Text], ...] = ()

    @property
    def fields(self) -> Iterator[Field]:
        """Every question: those of the rules first, then of each step, in order."""
        yield from (rule.field for rule in self.rules)
        for step in self.steps:
            yield from step.fields

    def field(self, id: str) -> Field | None:
        return next((field for field in self.fields if field.id == id), None)

    def step(self, id: str) -> Step | None:
        return next((step for step in self.steps if step.id == id), None)

    def channel(self, kind: str) -> Channel | None:
        return next((channel for channel in self.channels if channel.kind == kind), None)

    def text(self, state: str) -> Text | None:
        """What the service says of itself when a case comes into ``state``."""
        return dict(self.texts).get(state)  # type: ignore[call-overload,no-any-return]
