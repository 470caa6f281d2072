"""Our commands in processes forked from one that has imported the application.

Importing it takes a second of processor, and the tests start some three hundred servers. What is
started so is the command itself, with an environment, files and a group of its own; only that its
modules are there already (``to_fork``).
"""

import os
import runpy
import signal
import sys
from multiprocessing import get_context, parent_process, set_start_method
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread

REPOSITORY = Path(__file__).parent.parent.parent
READY = ["__main__", "tests.browser.to_fork"]


class Forked:
    """A program in Python that runs, as ``subprocess.Popen`` knows one. ``out`` and ``log`` are
    files that its output and its errors are added to."""

    def __init__(self, words: list[str], environment: dict[str, str], out: Path, log: Path) -> None:
        context = get_context("forkserver")
        context.set_forkserver_preload(READY)
        self._process = context.Process(target=_become, args=(words, environment, out, log))
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def poll(self) -> int | None:
        """How it ended; None while it has not."""
        return self._process.exitcode

    def wait(self) -> int:
        """How it ended, once it has."""
        self._process.join()
        assert self._process.exitcode is not None
        return self._process.exitcode


def _become(words: list[str], environment: dict[str, str], out: Path, log: Path) -> None:
    os.setsid()
    os.chdir(REPOSITORY)
    os.environ.clear()
    os.environ.update(environment)
    for number, file in ((1, out), (2, log)):
        opened = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        os.dup2(opened, number)
        os.close(opened)
    set_start_method("fork", force=True)  # the usual one, by which granian starts its workers
    sys.argv = words
    Thread(target=_end_with_the_tests, daemon=True).start()
    runpy.run_path(words[0], run_name="__main__")


def _end_with_the_tests() -> None:
    """Whoever asked for this is gone, however that came: so is what was started."""
    asked_by = parent_process()
    assert asked_by is not None
    wait([asked_by.sentinel])
    os.killpg(0, signal.SIGKILL)
