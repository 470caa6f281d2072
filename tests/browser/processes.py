"""Processes of a browser: who belongs to it, and that none of them stays behind."""

import os
import signal
from contextlib import suppress
from pathlib import Path

from tests.waiting import until


def family(parent: int) -> list[int]:
    """A process and all it started, the oldest first."""
    found = [parent]
    for process in found:
        for thread in Path(f"/proc/{process}/task").glob("*/children"):
            with suppress(OSError):
                found.extend(int(child) for child in thread.read_text().split())
    return found


def on_profile(profile: Path) -> list[int]:
    """The browsers (not their parts) that run on this profile."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if f"--user-data-dir={profile}".encode() in words and not any(
                word.startswith(b"--type=") for word in words
            ):
                found.append(int(folder.name))
    return found


def is_alive(process: int) -> bool:
    """A process that ended but was not fetched by its parent counts as ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def kill(parent: int, *, within: float = 10) -> None:
    """``kill -9`` of a process; what it started ends by itself, or is ended."""
    relatives = family(parent)
    _end(parent)
    try:
        until(lambda: not any(map(is_alive, relatives)), within=within, what="the browser's end")
    except TimeoutError:
        for relative in relatives:
            _end(relative)
        until(lambda: not any(map(is_alive, relatives)), what="the end of the browser's parts")


def _end(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
