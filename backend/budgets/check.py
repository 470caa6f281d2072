"""Weigh every page, say what was found, answer with an exit code."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from backend.budgets.config import BudgetsError, read
from backend.budgets.law import Law
from backend.budgets.page import Page
from backend.budgets.progress import told
from backend.budgets.says.outputs import Outputs
from backend.budgets.scales import Scales
from backend.budgets.target import Target
from backend.budgets.weighed import CANNOT_TELL, Weighed, exit_code

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def check(
    app: "WSGIApplication",
    pages: Iterable[Page],
    budgets: Path,
    out: TextIO,
    *,
    worker: str | None = "/sw.js",
    origin: str = "https://localhost",
    outputs: Outputs | None = None,
) -> int:
    """Weigh ``pages`` of ``app`` against the file ``budgets`` and write the report to ``out``.

    0: all within. 1: something is over. 2: nothing known to be over, but something is not known:
    a page that answers otherwise than expected, has no budget or pulls in what cannot be weighed,
    or a mistake in the file. ``worker`` is the address of the service worker, None without one.
    """
    try:
        law = Law(budgets, read(budgets))
    except BudgetsError as error:
        out.writelines(f"{sentence}\n" for sentence in error.sentences)
        return CANNOT_TELL
    target = Target(app, origin, worker=worker)
    weighed, questions = weigh_all(target, list(pages), law)
    return conclude(weighed, questions, out, law, outputs)


def weigh_all(
    target: Target, pages: Sequence[Page], law: Law, progress: TextIO | None = None
) -> tuple[list[Weighed], list[str]]:
    """Each of ``pages`` beside its budget, and the questions that concern all of them.
    ``progress`` is told how far it is."""
    scales = Scales(target)
    weighed = []
    for page in told(pages, progress):
        budget = law.budget_for(page.path)
        weighed.append(Weighed.of(page, budget, scales.weigh(page, budget), law.file.name))
    return weighed, scales.doubts


def conclude(
    weighed: Sequence[Weighed],
    questions: Sequence[str],
    out: TextIO,
    law: Law,
    outputs: Outputs | None = None,
) -> int:
    """Say what was found; the exit code."""
    if not weighed:
        out.writelines(f"{question}\n" for question in questions)
        out.write("No page was given to weigh.\n")
        return CANNOT_TELL
    (outputs or Outputs()).tell(weighed, questions, out, str(law.file))
    return exit_code(weighed, questions)
