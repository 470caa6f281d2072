"""Writes a first law for each, and holds it to that: ``make strangers``."""

import sys
import tempfile
from pathlib import Path

from tests.budgets.strangers.weigh import PYTHON, Stranger, django, httpbin


def show(stranger: Stranger, folder: Path) -> int:
    """What the tool says of it; how it ends."""
    print(f"page-budgets init {' '.join(stranger.words)}")
    print(stranger.run(folder, "init").stdout)
    print(f"page-budgets check {' '.join(stranger.words)}")
    checked = stranger.run(folder, "check")
    print(checked.stdout + checked.stderr, flush=True)
    return checked.returncode


def main() -> int:
    """0 where both are within what they weigh today."""
    if not PYTHON.exists():
        print("Their environment is not there yet: make strangers")
        return 2
    with tempfile.TemporaryDirectory(prefix="ventanilla-strangers-") as name:
        folder = Path(name)
        (folder / "flask").mkdir()
        (folder / "django").mkdir()
        first = show(httpbin(), folder / "flask")
        with django(folder / "django") as stranger:
            return max(first, show(stranger, folder / "django"))


if __name__ == "__main__":
    sys.exit(main())
