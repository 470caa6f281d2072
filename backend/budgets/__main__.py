"""``python -m backend.budgets`` is ``page-budgets``."""

import sys

from backend.budgets.cli import main

if __name__ == "__main__":
    sys.exit(main())
