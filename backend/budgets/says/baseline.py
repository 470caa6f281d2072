"""What changed since an earlier run, whose JSON was kept."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from backend.budgets.says.as_json import FORMAT
from backend.budgets.weighed import Weighed


class BaselineError(Exception):
    """The file is no result of an earlier run; the message says what to do."""


@dataclass(frozen=True)
class Baseline:
    """``totals`` are the bytes of each page by its name; ``is_whole`` is whether all that was
    weighed then is weighed now."""

    totals: Mapping[str, int]
    is_whole: bool = True

    @classmethod
    def read(cls, file: Path, *, is_whole: bool = True) -> "Baseline":
        """The result kept in ``file``. BaselineError where it is none."""
        remedy = f"write it with --json {file.name} where the site is as it was"
        try:
            whole = json.loads(file.read_text("utf-8"))
            if whole["format"] != FORMAT:
                raise BaselineError(f"{file.name} is of the format {whole['format']}; {remedy}")
            pages = whole["pages"]
            totals = {page["page"]: int(page["sizes"].get("total", 0)) for page in pages}
        except OSError as error:
            raise BaselineError(
                f"{file.name} cannot be read: {error.strerror}; {remedy}"
            ) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BaselineError(f"{file.name} is no result of an earlier run; {remedy}") from error
        return cls(totals, is_whole)

    def change(self, each: Weighed) -> str:
        """``+312 B``, ``-40 B``, ``same``, ``new``."""
        before = self.totals.get(each.page.name)
        if before is None:
            return "new"
        now = each.weight.sizes["total"]
        return "same" if now == before else f"{now - before:+,} B"

    def gone(self, weighed: Iterable[Weighed]) -> list[str]:
        """Pages that were weighed then and are not now."""
        if not self.is_whole:
            return []
        now = {each.page.name for each in weighed}
        return [name for name in self.totals if name not in now]
