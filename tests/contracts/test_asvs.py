"""What is said of the ASVS names tests that exist."""

import re
from pathlib import Path


def test_every_test_that_is_named_exists(repository: Path) -> None:
    told = (repository / "docs" / "reference" / "asvs.md").read_text()
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", told)
    assert len(named) > 40
    missing = [
        f"{file}::{test}"
        for file, test in named
        if f"\ndef {test}(" not in (repository / file).read_text()
    ]
    assert missing == []


def test_every_item_is_answered_once(repository: Path) -> None:
    told = (repository / "docs" / "reference" / "asvs.md").read_text()
    rows = re.findall(
        r"^\| (\d+\.\d+\.\d+)\b.*\| (\d) \| (yes|no|half|by design|codes yes)", told, re.M
    )
    items = [item for item, _, _ in rows]
    assert len(items) == len(set(items)) > 50
    assert {level for _, level, _ in rows} == {"1", "2"}
