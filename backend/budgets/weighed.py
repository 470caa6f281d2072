"""A page that was weighed, beside its budget."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from backend.budgets.budget import Budget
from backend.budgets.page import Page
from backend.budgets.verdict import Finding, compare, unmeasured
from backend.budgets.weight import Weight

WITHIN, OVER, CANNOT_TELL = 0, 1, 2


@dataclass(frozen=True)
class Weighed:
    """``findings`` are all figures that have a budget, ``open`` the questions left, in sentences
    that begin with the page. ``notes`` change no verdict."""

    page: Page
    budget: Budget | None
    weight: Weight
    findings: tuple[Finding, ...] = ()
    open: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, page: Page, budget: Budget | None, weight: Weight, file: str) -> "Weighed":
        """``file`` is the name of the budgets file, to speak of."""
        doubts = list(weight.doubts)
        if budget is None:
            doubts.append(f"no path in {file} matches it; add a budget")
        elif weight.items:
            doubts += [f"{each} was not measured" for each in unmeasured(weight, budget)]
        return cls(
            page,
            budget,
            weight,
            tuple(compare(page.name, weight, budget)) if budget and weight.items else (),
            tuple(f"{page.name}: {doubt}" for doubt in doubts),
        )

    def with_notes(self, notes: Iterable[str]) -> "Weighed":
        return replace(self, notes=(*self.notes, *notes))

    @property
    def over(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.over > 0]

    @property
    def tightest(self) -> Finding | None:
        """The figure with the least room left: of those that are over, else of bytes and times."""
        return max(self.findings, key=_urgency, default=None)


def _urgency(finding: Finding) -> tuple[bool, bool, float]:
    return finding.over > 0, finding.unit in {"B", "ms"}, finding.strain


def exit_code(weighed: Iterable[Weighed], open_questions: Iterable[str]) -> int:
    """0 within, 1 over, 2 where nothing known is over but something is not known."""
    weighed = list(weighed)
    if any(each.over for each in weighed):
        return OVER
    unknown = any(each.open for each in weighed) or any(open_questions)
    return CANNOT_TELL if unknown or not weighed else WITHIN
