"""What was found as Markdown, for a pull request or a step summary."""

from collections.abc import Iterator, Sequence

from backend.budgets.says.baseline import Baseline
from backend.budgets.says.table import TITLES, cells
from backend.budgets.says.words import measured, remedy, summary
from backend.budgets.weighed import Weighed

MOST_ROWS = 400


def as_markdown(
    weighed: Sequence[Weighed], open_questions: Sequence[str], baseline: Baseline | None = None
) -> str:
    """What is over first, then what is not known, then the table, folded."""
    over = sum(len(each.over) for each in weighed)
    unknown = [question for each in weighed for question in each.open] + list(open_questions)
    lines = ["### Page budgets", "", summary(len(weighed), over, len(unknown)), ""]
    for each in weighed:
        for finding in each.over:
            lines.append(f"- **{_cell(each.page.name)}**: {_cell(measured(finding))}")
            advice = remedy(finding, each.weight)
            lines += [f"  - {_cell(advice)}"] if advice else []
    lines += [f"- {_cell(question)}" for question in unknown]
    lines += ["", *_table(weighed, baseline)]
    return "\n".join(lines) + "\n"


def _table(weighed: Sequence[Weighed], baseline: Baseline | None) -> Iterator[str]:
    titles = [*TITLES, *(() if baseline is None else ("since",))]
    yield f"<details><summary>All {len(weighed)} pages</summary>"
    yield ""
    yield f"| {' | '.join(titles)} |"
    yield f"| {' | '.join('--:' if 3 <= n <= 5 else '---' for n in range(len(titles)))} |"
    for each in weighed[:MOST_ROWS]:
        yield f"| {' | '.join(_cell(cell) for cell in cells(each, baseline))} |"
    yield ""
    if len(weighed) > MOST_ROWS:
        yield f"{len(weighed) - MOST_ROWS} more are in the JSON."
        yield ""
    yield "</details>"


def _cell(text: str) -> str:
    """Text that stays text, whatever address a page has."""
    for sign in "\\`*_[]<>|#!":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", " ")
