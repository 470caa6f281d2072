"""Broken feeds: what was done to the small city, and the sentence that its maker must read."""

from collections.abc import Mapping
from typing import NamedTuple


class Broken(NamedTuple):
    """One way to break a feed."""

    name: str
    files: Mapping[str, str | bytes]
    sentence: str
