"""Where the findings go besides the terminal."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from backend.budgets.environment import step_summary
from backend.budgets.says import kinds
from backend.budgets.says.as_json import as_json
from backend.budgets.says.baseline import Baseline
from backend.budgets.says.github import annotations
from backend.budgets.says.junit import as_junit
from backend.budgets.says.markdown import as_markdown
from backend.budgets.says.table import table
from backend.budgets.says.treemap import as_svg
from backend.budgets.says.words import remedy, sentence, summary
from backend.budgets.weighed import Weighed


@dataclass(frozen=True)
class Outputs:
    """Files to write, each None where it is not wanted. ``by_kind`` adds the wide table;
    ``github`` writes annotations for the budgets ``file`` and, where it runs there, the step's
    summary."""

    json: Path | None = None
    junit: Path | None = None
    markdown: Path | None = None
    treemap: Path | None = None
    baseline: Baseline | None = None
    by_kind: bool = False
    github: bool = False

    def tell(
        self, weighed: Sequence[Weighed], questions: Sequence[str], out: TextIO, file: str
    ) -> None:
        """Say what was found on ``out``, and write the files."""
        for line in self._told(weighed, questions):
            out.write(f"{line}\n")
        if self.github:
            out.writelines(f"{line}\n" for line in annotations(weighed, questions, file))
        out.flush()
        self._write(weighed, questions)

    def _told(self, weighed: Sequence[Weighed], questions: Sequence[str]) -> list[str]:
        lines = list(kinds.table(weighed)) if self.by_kind else list(table(weighed, self.baseline))
        lines.append("")
        for each in weighed:
            for finding in each.over:
                lines.append(sentence(finding))
                advice = remedy(finding, each.weight)
                lines += [f"    {advice}"] if advice else []
        open_ones = [*(question for each in weighed for question in each.open), *questions]
        lines += open_ones
        lines += [note for each in weighed for note in each.notes]
        if self.baseline:
            lines += [f"{name}: no longer there" for name in self.baseline.gone(weighed)]
        over = sum(len(each.over) for each in weighed)
        return [*lines, summary(len(weighed), over, len(open_ones))]

    def _write(self, weighed: Sequence[Weighed], questions: Sequence[str]) -> None:
        if self.json:
            self.json.write_text(as_json(weighed, questions), "utf-8")
        if self.junit:
            self.junit.write_text(as_junit(weighed, questions), "utf-8")
        if self.treemap:
            self.treemap.write_text(as_svg(weighed), "utf-8")
        step = step_summary() if self.github else None
        if self.markdown or step:
            marked = as_markdown(weighed, questions, self.baseline)
            if self.markdown:
                self.markdown.write_text(marked, "utf-8")
            if step:
                with step.open("a", encoding="utf-8") as summary_file:
                    summary_file.write(marked)
