"""What was found, where GitHub shows it: as annotations on the budgets file."""

from collections.abc import Iterator, Sequence

from backend.budgets.says.words import measured, remedy
from backend.budgets.weighed import Weighed

MOST = 10
"""Annotations of one kind that GitHub shows for a step."""


def annotations(
    weighed: Sequence[Weighed], open_questions: Sequence[str], file: str
) -> Iterator[str]:
    """Workflow commands: an error for each figure over, a warning for what is not known."""
    errors = [
        _command("error", file, each.budget.line if each.budget else 1, finding.page,
                 f"{measured(finding)}\n{remedy(finding, each.weight)}".strip())
        for each in weighed
        for finding in each.over
    ]  # fmt: skip
    questions = [question for each in weighed for question in each.open] + list(open_questions)
    warnings = [_command("warning", file, 1, "page budgets", text) for text in questions]
    yield from errors[:MOST]
    yield from warnings[:MOST]


def _command(level: str, file: str, line: int, title: str, message: str) -> str:
    title = _escaped(title).replace(":", "%3A").replace(",", "%2C")
    name = _escaped(file).replace(":", "%3A").replace(",", "%2C")
    return f"::{level} file={name},line={line},title={title}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
