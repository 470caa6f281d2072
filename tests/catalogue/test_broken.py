"""Dora writes services. Whatever she gets wrong she is told by file, key and remedy, and none of it
gets past the check. What she gets wrong stands in ``broken``, a file for each part of a service."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from backend.catalogue.pack import check
from tests.catalogue.packs import HERE, MOORING, a_pack, change

FILES = sorted((HERE / "broken").glob("*.toml"))
SLIPS = [
    slip for file in FILES for slip in tomllib.loads(file.read_text(encoding="utf-8"))["slips"]
]


def test_the_good_service_is_in_order(tmp_path: Path) -> None:
    checked = check(a_pack(tmp_path))
    assert checked.faults == ()
    assert checked.city is not None
    assert [service.slug for service in checked.city.services] == ["mooring"]


def test_there_are_enough_slips_and_each_is_another() -> None:
    assert len(SLIPS) >= 60
    assert len({slip["is"] for slip in SLIPS}) == len(SLIPS)
    assert len({(slip["old"], slip["new"]) for slip in SLIPS}) == len(SLIPS)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip["is"])
def test_dora_slips_and_is_told_file_key_and_remedy(tmp_path: Path, slip: dict[str, Any]) -> None:
    pack = a_pack(tmp_path)
    file = slip.get("file", MOORING)
    change(pack / slip.get("in", file), slip["old"], slip["new"])
    checked = check(pack)
    assert checked.city is None
    told = [fault for fault in checked.faults if fault.startswith(f"{file}: {slip['key']} ")]
    assert any(slip["remedy"] in fault for fault in told), checked.faults
    assert all(len(fault) < 400 and fault.endswith(".") for fault in checked.faults)


def test_dora_is_told_of_one_slip_once(tmp_path: Path) -> None:
    """A sentence too many sends her looking for what is not wrong."""
    noisy = []
    for number, slip in enumerate(SLIPS):
        pack = a_pack(tmp_path / str(number))
        change(pack / slip.get("in", slip.get("file", MOORING)), slip["old"], slip["new"])
        if len(faults := check(pack).faults) != slip.get("sentences", 1):
            noisy.append((slip["is"], len(faults), faults))
    assert noisy == []


def test_dora_is_told_of_all_her_slips_at_once(tmp_path: Path) -> None:
    pack = a_pack(tmp_path)
    for old, new in (
        ("level = 2", "level = 7"),
        ('among = ["power"]', 'among = ["gas"]'),
        ('record = "name"', 'record = "nickname"'),
        ('amount = "40.00"', 'amount = "40"'),
    ):
        change(pack / MOORING, old, new)
    assert len(check(pack).faults) == 4
