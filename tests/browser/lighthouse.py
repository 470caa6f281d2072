"""What Lighthouse says of a page: four marks from 0 to 100, and what kept each from more."""

import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.browser.chromium import PROGRAM

SCRIPT = Path(__file__).parent.parent / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PATIENCE_S = 180


@dataclass(frozen=True)
class Marks:
    """The marks by category; ``short`` are the audits below the best, by category and name."""

    marks: dict[str, int]
    short: list[str] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        return set(self.marks.values()) == {100}


def marks_of(url: str) -> Marks:
    """Have the page looked at as on a slow phone. RuntimeError where Lighthouse cannot."""
    asked = subprocess.run(
        ["node", SCRIPT, url, "--quiet", "--output=json",
         "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
         f"--only-categories={','.join(CATEGORIES)}"],
        env={**os.environ, "CHROME_PATH": PROGRAM},
        capture_output=True, text=True, timeout=PATIENCE_S, check=False,
    )  # fmt: skip
    if asked.returncode:
        raise RuntimeError(f"Lighthouse on {url}: {asked.stderr[-500:]}")
    told: dict[str, Any] = json.loads(asked.stdout)
    marks = {name: round(told["categories"][name]["score"] * 100) for name in CATEGORIES}
    short = [
        f"{name}: {each['id']}"
        for name in CATEGORIES
        for each in told["categories"][name]["auditRefs"]
        if each["weight"] and (told["audits"][each["id"]]["score"] or 0) < 1
        and told["audits"][each["id"]]["score"] is not None
    ]  # fmt: skip
    return Marks(marks, short)
