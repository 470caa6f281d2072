"""The environment of the machine that weighs: nothing else in this room reads it."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

VALUES: Mapping[str, str] = os.environ
"""Where the personas file finds what it does not hold itself."""


def chromium() -> str:
    """The browser that ``CHROMIUM`` names; nothing where it names none."""
    return os.environ.get("CHROMIUM", "")


def is_github() -> bool:
    """Does one of GitHub's runners run this?"""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def step_summary() -> Path | None:
    """The file whose Markdown GitHub shows with the step."""
    named = os.environ.get("GITHUB_STEP_SUMMARY")
    return Path(named) if named else None


def with_our_modules() -> dict[str, str]:
    """The same environment for another Python, which finds the modules that this one finds."""
    paths = os.pathsep.join([str(Path.cwd()), *sys.path])
    return {**os.environ, "PYTHONPATH": paths}
