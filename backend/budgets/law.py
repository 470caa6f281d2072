"""The budgets, and the file that they stand in."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from backend.budgets.budget import Budget
from backend.budgets.verdict import budget_for


@dataclass(frozen=True)
class Law:
    """``file`` is spoken of in what is said; it has been read already."""

    file: Path
    budgets: Sequence[Budget]

    def budget_for(self, path: str) -> Budget | None:
        """What the page at ``path`` answers to."""
        return budget_for(path, self.budgets)
