"""The schema of a question: the keys of each kind of field, of answers, conditions, formulas."""

from collections.abc import Callable
from decimal import Decimal

from backend.kernel.city.services.table import Key, Sort, Table
from backend.kernel.city.services.takes import (
    RECORD,
    Day,
    Ids,
    Like,
    Many,
    Number,
    One,
    OneOf,
    Operands,
    Rows,
    Words,
    Yes,
)

TAKEN = ("agree", "back", "csrf", "drop", "key", "near", "receipt", "token")
"""Names that forms use for themselves."""
LARGEST = 10**9
MOST_THINGS, MOST_FILES = 20, 6

CONDITION = Table(
    "when",
    "A condition: a row of `when`. All rows have to hold; of a question not asked none does.",
    (
        Key(
            "question",
            Like("[a-z][a-z0-9]{0,23}", "the id of an earlier question"),
            "An earlier question: of an earlier step, or before it in the same; not one of a list.",
            '"sort"',
        ),
        Key(
            "among",
            Ids(),
            'Holds with one of these answers. Of yes or no they are "yes" and "no". For the kinds '
            "choice, several, yesno.",
            '["a"]',
            needed=False,
            instead=(),
        ),
        Key(
            "at_least",
            Number(-LARGEST, LARGEST, 6),
            "Holds from this number on. For the kinds number, money, calculated.",
            "18",
            needed=False,
        ),
        Key(
            "at_most",
            Number(-LARGEST, LARGEST, 6),
            "Holds up to this number.",
            "64",
            needed=False,
        ),
    ),
)
WHEN = Key(
    "when",
    Rows(CONDITION),
    "Conditions. Asked, or paid, where all of them hold.",
    '[{ question = "sort", among = ["a"] }]',
    needed=False,
    instead=(),
)
ANSWER = Table(
    "answers",
    "One answer to choose: a row of `answers`, with an `id` that stays for ever.",
    (Key("label", Words(120), "The answer in words.", '"Automóvil"'),),
)
FORMULA = Table(
    "formula",
    "How something is calculated: one of these keys. Questions named are earlier ones.",
    (
        Key("sum", Operands(), "Added up: numbers and questions.", '["base", "extra"]', False),
        Key("product", Operands(), "Multiplied.", '["people", 120.5]', needed=False),
        Key(
            "count",
            Like("[a-z][a-z0-9]{0,23}", "the id of a list"),
            "How many things a list has.",
            '"kids"',
            needed=False,
        ),
        Key(
            "years",
            Like("[a-z][a-z0-9]{0,23}", "the id of a date"),
            "Whole years since a date.",
            '"born"',
            needed=False,
        ),
    ),
)

HINT = Key(
    "hint", Words(240), "A help under the question.", '"Está al frente, arriba."', needed=False
)
REQUIRED = Key("required", Yes(), "Has to be answered.", "false", needed=False, instead=True)
RECORD_KEY = Key(
    "record",
    Like(RECORD, 'an attribute of the record, "name" or "address.street"'),
    "What the city knows already: taken from the person's record, and not asked again. "
    "See [the record](#the-record).",
    '"name"',
    needed=False,
    instead="",
)
ANSWERS = Key("answers", Many(ANSWER), "What may be chosen, at least two.")


def _bounds(takes: Number, what: str, instead: int | None = None) -> tuple[Key, Key]:
    most = Decimal(instead) if instead else None
    says = f"{what} at most." + (f" {instead} if left out." if instead else "")
    return (
        Key("least", takes, f"{what} at least.", "1", needed=False),
        Key("most", takes, says, "5", needed=False, instead=most),
    )


_DAYS = (
    Key("earliest", Day(), "The first day that may be given.", '"today-18y"', False, instead=""),
    Key("latest", Day(), "The last day that may be given.", '"today"', False, instead=""),
)
_ANY = Number(-LARGEST, LARGEST, 6)
_MONEY = Number(0, LARGEST, 2)
SIMPLE: dict[str, Sort] = {
    "text": Sort("A line of text.", _bounds(Number(1, 200), "Letters")),
    "longtext": Sort("A text of several lines.", _bounds(Number(1, 4000), "Letters")),
    "number": Sort("A number.", _bounds(_ANY, "The number,")),
    "money": Sort("A sum in the city's currency.", _bounds(_MONEY, "The sum,")),
    "date": Sort("A day.", _DAYS),
    "choice": Sort("One of a few answers.", (ANSWERS,)),
    "several": Sort("Any of a few answers.", (ANSWERS, *_bounds(Number(1, 40), "Chosen,"))),
    "yesno": Sort("Yes or no."),
    "curp": Sort("A CURP, checked."),
    "rfc": Sort("An RFC, checked."),
    "plate": Sort("A licence plate."),
    "phone": Sort("A telephone number."),
    "email": Sort("An e-mail address."),
}
"""Kinds that may stand anywhere, in a list as well."""
ALONE: dict[str, Sort] = {
    "address": Sort("A postal address: street, area, borough, postcode, reference."),
    "place": Sort("A place in the city: a position, or what stands there."),
    "file": Sort("Photos or documents.", _bounds(Number(1, MOST_FILES), "Files,", 1)),
    "signature": Sort("A signature: one types one's own name."),
}
"""Kinds that never stand in a list."""
HELD = ("text", "date", "curp", "rfc", "plate", "phone", "email", "address")
"""Kinds whose answer may be taken from the record."""


def _sorts(kinds: dict[str, Sort], extra: Callable[[str], tuple[Key, ...]]) -> dict[str, Sort]:
    return {
        kind: Sort(sort.says, (*sort.keys, REQUIRED, *extra(kind))) for kind, sort in kinds.items()
    }


def _table(title: str, says: str, sorts: dict[str, Sort]) -> Table:
    kind = Key("kind", OneOf(tuple(sorts)), "What sort of answer it takes.", '"text"')
    common = (
        kind,
        Key("label", Words(160), "The question.", '"Nombre"'),
        HINT,
        WHEN,
    )
    return Table(title, says, common, sorts)


INNER = _table(
    "fields of a list",
    "One question about each thing of a list. Ids are unique within their list.",
    _sorts(SIMPLE, lambda kind: ()),
)
FIELD = _table(
    "fields",
    "One question. Its `id` is unique in the service and stays for ever. Forms use themselves: "
    f"{', '.join(TAKEN)}.",
    {
        **_sorts(SIMPLE | ALONE, lambda kind: (RECORD_KEY,) if kind in HELD else ()),
        "list": Sort(
            "A list of things: children, vehicles.",
            (
                Key("fields", Many(INNER, 12), "What is asked of each thing."),
                *_bounds(Number(1, MOST_THINGS), "Things,", 8),
                REQUIRED,
            ),
        ),
        "calculated": Sort(
            "What follows from other answers; shown, never asked.",
            (Key("formula", One(FORMULA, "one of sum, product, count, years"), "How."),),
        ),
    },
)
