"""What an application writes when it starts for the first time, made once and copied.

Its tables and what it makes of the pack take a second of processor; hundreds of tests need not
each begin from nothing. ``make run`` does, and those with a disk, a pack or a database of their
own.
"""

import atexit
from functools import cache
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp

from backend.app import create_app
from backend.config import Settings


def begun(var: Path) -> Path:
    """``var``, as a first start leaves it, but for the secrets, which everyone makes alone."""
    copytree(_made(), var, dirs_exist_ok=True)
    return var


@cache
def _made() -> Path:
    var = Path(mkdtemp(prefix="ventanilla-begun-"))
    atexit.register(rmtree, var, ignore_errors=True)
    create_app(Settings(var=var, log_level="critical"))
    for own in ("secret", "vapid"):
        (var / own).unlink()
    return var
