"""``page-budgets``: the commands, and how they end."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TextIO

from backend.budgets.browser.devtools import NoBrowser
from backend.budgets.browser.serve import NotServed
from backend.budgets.commands import check, explain, init
from backend.budgets.commands.options import parser
from backend.budgets.commands.site import Refused
from backend.budgets.config import BudgetsError
from backend.budgets.says.baseline import BaselineError
from backend.budgets.sources.application import NoApplication
from backend.budgets.sources.session import NotSignedIn
from backend.budgets.sources.toml import PersonasError
from backend.budgets.weighed import CANNOT_TELL

STOPPED = 130
"""As shells have it of what was interrupted."""
COMMANDS = {"check": check.check, "init": init.init, "explain": explain.explain}
SENTENCES = (BudgetsError, PersonasError)
WORDS = (Refused, NoApplication, NotSignedIn, BaselineError, NoBrowser, NotServed)


def main(
    argv: Sequence[str] | None = None, out: TextIO = sys.stdout, errors: TextIO = sys.stderr
) -> int:
    """Run a command; the exit code. What cannot be done is said in a sentence."""
    given = parser().parse_args(argv)
    try:
        return run(given, out, errors)
    except SENTENCES as error:
        errors.writelines(f"{sentence}\n" for sentence in error.sentences)
    except WORDS as error:
        errors.write(f"{error}\n")
    except BrokenPipeError:
        with suppress(OSError):
            sys.stderr.close()  # Whoever read along has gone; there is nobody to tell.
    except OSError as error:
        if error.filename is None:
            raise
        errors.write(f"{error.filename} cannot be written: {error.strerror}\n")
    except KeyboardInterrupt:
        errors.write("\nStopped before all was weighed.\n")
        return STOPPED
    return CANNOT_TELL


def run(given: argparse.Namespace, out: TextIO, progress: TextIO) -> int:
    """The command that was ``given``."""
    return COMMANDS[given.command](given, out, progress)
