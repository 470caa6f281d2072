"""What was found as Markdown, for a pull request or a step summary."""

from collections.abc import Iterator, Sequence

from backend.budgets.says.baseline import Baseline
from backend.budgets.says.table import TITLES, cells
from backend.budgets.says.words import measured, remedy, summary
from backend.budgets.verdict import Finding
from backend.budgets.weighed import Weighed

MOST_ROWS = 400
MOST_LETTERS = 30_000
"""Of what is said and of the table each: GitHub takes 65,536 in a comment."""


def as_markdown(
    weighed: Sequence[Weighed], open_questions: Sequence[str], baseline: Baseline | None = None
) -> str:
    """What is over first, then what is not known, then the table, folded."""
    over = sum(len(each.over) for each in weighed)
    unknown = [question for each in weighed for question in each.open] + list(open_questions)
    said = [_over(each, finding) for each in weighed for finding in each.over]
    said += [f"- {_cell(question)}" for question in unknown]
    lines = ["### Page budgets", "", summary(len(weighed), over, len(unknown)), ""]
    lines += _as_many(said, len(said), "- ")
    lines += ["", *_table(weighed, baseline)]
    return "\n".join(lines) + "\n"


def _over(each: Weighed, finding: Finding) -> str:
    told = f"- **{_cell(each.page.name)}**: {_cell(measured(finding))}"
    advice = remedy(finding, each.weight)
    return f"{told}\n  - {_cell(advice)}" if advice else told


def _table(weighed: Sequence[Weighed], baseline: Baseline | None) -> Iterator[str]:
    titles = [*TITLES, *(() if baseline is None else ("since",))]
    yield f"<details><summary>All {len(weighed)} pages</summary>"
    yield ""
    yield f"| {' | '.join(titles)} |"
    yield f"| {' | '.join('--:' if 3 <= n <= 5 else '---' for n in range(len(titles)))} |"
    rows = [f"| {' | '.join(_cell(cell) for cell in cells(each, baseline))} |" for each in weighed]
    yield from _as_many(rows, MOST_ROWS, "\n")
    yield ""
    yield "</details>"


def _as_many(lines: Sequence[str], most: int, mark: str) -> Iterator[str]:
    """As many as there is room for, and how many are left out."""
    room = MOST_LETTERS
    for n, line in enumerate(lines):
        room -= len(line) + 1
        if n >= most or room < 0:
            yield f"{mark}{len(lines) - n} more are in the JSON."
            return
        yield line


def _cell(text: str) -> str:
    """Text that stays text, whatever address a page has."""
    for sign in "\\`*_[]<>|#!":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", " ")
