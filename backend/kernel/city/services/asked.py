"""What was asked before: whom conditions, formulas and outcomes of a service may name."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import get_args

from backend.kernel.city.services.model import Condition, Field, FieldKind, Formula
from backend.kernel.city.services.table import Read

CHOSEN = ("choice", "several", "yesno")
COUNTED = ("number", "money", "calculated")
VERBS = ("sum", "product", "count", "years")


@dataclass
class Asked:
    """The questions of one service while it is read from top to bottom. ``every`` are the ids of
    all, ``inner`` those of things in lists with their list, ``held`` what the record holds."""

    every: Collection[str]
    inner: Mapping[str, str]
    held: Mapping[str, str] | None = None
    before: dict[str, Field] = field(default_factory=dict)
    passes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """With which answers a question of the rules lets people go on."""
    recorded: dict[str, str] = field(default_factory=dict)
    """What is taken from the record already, and by which question."""

    def find(self, read: Read, key: str, id: str) -> Field | None:
        """The earlier question ``id``; None, and a fault of ``key``, where there is none."""
        if id in self.before or not id:
            return self.before.get(id)
        if id == read.id and id in self.every:
            read.fault(key, f'names "{id}", itself; name an earlier question.')
        elif id in self.every:
            read.fault(key, f'names "{id}", which is asked later; move that question up.')
        elif id in self.inner:
            read.fault(
                key,
                f'names "{id}", which stands in the list "{self.inner[id]}"; '
                "name a question outside of lists.",
            )
        else:
            read.fault(key, f'names "{id}", which no question is; write one of {self._listed}.')
        return None

    @property
    def _listed(self) -> str:
        return ", ".join(self.before) or "an earlier question's"

    def conditions(self, rows: tuple[Read, ...]) -> tuple[Condition, ...]:
        return tuple(self._condition(row) for row in rows)

    def _condition(self, row: Read) -> Condition:
        among, low, high = row["among"], row["at_least"], row["at_most"]
        question = self.find(row, "question", row["question"])
        is_number = row.has("at_least") or row.has("at_most")
        if is_number and row.has("among"):
            row.fault("among", "stands beside at_least or at_most; keep one.")
        elif not is_number and not row.has("among"):
            row.fault("among", "is missing; write the answers, or at_least or at_most.")
        if low is not None and high is not None and low > high:
            row.fault("at_least", f"is {low}, more than at_most {high}; exchange them.")
        if question and among:
            self._among(row, question, among)
        elif question and is_number and not _is_of(question, COUNTED):
            name = "at_least" if row.has("at_least") else "at_most"
            row.fault(name, f'is for numbers, and "{question.id}" is {question.kind}; write among.')
        elif question and is_number:
            _reachable(row, question, low, high)
        return Condition(row["question"], among, low, high)

    def _among(self, row: Read, question: Field, among: tuple[str, ...]) -> None:
        if not _is_of(question, CHOSEN):
            remedy = "at_least or at_most" if question.kind in COUNTED else "another question"
            row.fault(
                "among", f'is for answers, and "{question.id}" is {question.kind}; take {remedy}.'
            )
            return
        known = question.choices
        for id in among:
            if known and id not in known:
                row.fault("among", f'has "{id}"; "{question.id}" has {", ".join(known)}.')
        passes = self.passes.get(question.id)
        if passes is not None and not set(among) & set(passes):
            row.fault("among", f"never holds: the rule passes {', '.join(passes)}; name that.")

    def formula(self, read: Read) -> Formula:
        """The formula of a calculated field."""
        table: Read = read["formula"]
        given = {verb: table[verb] for verb in VERBS if table.has(verb)}
        if len(given) > 1:
            read.fault("formula", f"has {' and '.join(given)}; write one of them.")
        found = Formula("sum", ())
        for verb, of in given.items():
            operands: tuple[str | Decimal, ...] = of if isinstance(of, tuple) else (of,)
            found = Formula(verb, operands)  # type: ignore[arg-type]
            kinds = {"count": ("list",), "years": ("date",)}.get(verb, COUNTED)
            for id in operands:
                if isinstance(id, str):
                    self._operand(read, verb, id, kinds)
        return found

    def _operand(self, read: Read, verb: str, id: str, kinds: tuple[str, ...]) -> None:
        question = self.find(read, f"formula.{verb}", id)
        if question and not _is_of(question, kinds):
            read.fault(
                f"formula.{verb}",
                f'names "{id}", which is {question.kind}; name one of kind {", ".join(kinds)}.',
            )


def _reachable(row: Read, question: Field, low: Decimal | None, high: Decimal | None) -> None:
    least, most = question.least, question.most
    if least is not None and most is not None and least > most:
        return
    if low is not None and most is not None and low > most:
        row.fault("at_least", f'never holds: "{question.id}" is at most {most}; lower it.')
    if high is not None and least is not None and high < least:
        row.fault("at_most", f'never holds: "{question.id}" is at least {least}; raise it.')


def _is_of(question: Field, kinds: tuple[str, ...]) -> bool:
    """Is it of one of ``kinds``? One of a kind there is not may be, so that this is said once."""
    return question.kind in kinds or question.kind not in get_args(FieldKind)
