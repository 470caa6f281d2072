"""Dora begins, checks and reads services on the command line, though her pack may not start."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from backend.catalogue.pack import check
from backend.cli import without_city
from backend.config import ROOT, Settings
from backend.kernel.city import CityError
from backend.kernel.city.extract import update_catalogues
from tests.catalogue.packs import MOORING, OTRA, a_pack, change

CHOSEN = {
    "topic": "harbour",
    "office": "yard",
    "place": "library",
    "phone": "help",
    "amount": "12.50",
    "begins": "09:00",
    "ends": "12:00",
}


def at(pack: Path) -> Flask:
    """A server whose pack is ``pack``, so far as its commands go."""
    return without_city(Settings(city=pack), CityError("city.toml: product is missing."))


def types(pack: Path, *words: str) -> Result:
    return at(pack).test_cli_runner().invoke(args=["services", *words])


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return a_pack(tmp_path)


def test_dora_is_told_that_all_is_in_order(pack: Path) -> None:
    told = types(pack, "check")
    assert (told.exit_code, told.output) == (0, "mooring: in order, 3 pages, 18 questions.\n")
    assert types(pack, "check", str(pack / MOORING)).output == told.output
    assert types(OTRA, "check").output == "The pack is in order, and has no services.\n"


def test_dora_is_told_what_is_wrong_and_where(pack: Path) -> None:
    change(pack / MOORING, "level = 2", "level = 9")
    told = types(pack, "check")
    assert told.exit_code == 1
    assert told.stderr == f"{MOORING}: level is 9; write a whole number from 1 to 3.\n"


def test_dora_asks_about_one_file_and_hears_of_the_others_in_short(pack: Path) -> None:
    change(pack / MOORING, "level = 2", "level = 9")
    change(pack / "city.toml", '"Counter"', '""')
    told = types(pack, "check", str(pack / MOORING))
    assert told.exit_code == 1
    assert told.stderr.splitlines() == [
        f"{MOORING}: level is 9; write a whole number from 1 to 3.",
        "Elsewhere in the pack: 1 more.",
    ]
    change(pack / MOORING, "level = 9", "level = 2")
    told = types(pack, "check", str(pack / MOORING))
    assert (told.exit_code, told.stdout) == (0, "mooring: in order.\n")


def test_a_file_of_no_pack_is_not_checked(tmp_path: Path) -> None:
    alone = tmp_path / "alone.toml"
    alone.touch()
    told = types(OTRA, "check", str(alone))
    assert told.exit_code == 2
    assert "is no pack; give its folder, or a file of its folder services." in told.output


def test_dora_learns_how_to_have_it_translated(tmp_path: Path) -> None:
    pack = a_pack(tmp_path, languages=2)
    told = types(pack, "check", str(pack / MOORING))
    assert told.exit_code == 1
    *named, advice, topics = told.stderr.splitlines()
    assert topics == "Elsewhere in the pack: 1 more."
    assert len(named) == 5
    assert all(fault.endswith(" has no translation; add it.") for fault in named)
    count, _, rest = advice.partition(" ")
    assert rest == (
        "texts to translate: run flask services words, and fill in what is empty there."
    )
    assert int(count) == len(check(pack).about("mooring"))
    assert types(pack, "words").output.startswith("updated: ")
    assert types(pack, "words").output == "Every city.po is up to date.\n"


def test_a_file_that_is_no_toml_is_not_given_to_translators(tmp_path: Path) -> None:
    pack = a_pack(tmp_path, languages=2)
    before = (pack / "translations/es/LC_MESSAGES/city.po").read_bytes()
    change(pack / MOORING, '"Moor a boat"', "“Moor a boat”")
    told = types(pack, "words")
    assert told.exit_code == 1
    assert told.output.endswith("; run flask services check first.\n")
    assert (pack / "translations/es/LC_MESSAGES/city.po").read_bytes() == before
    assert (
        f"{MOORING}: is not readable as TOML: Invalid value (at line 2"
        in types(pack, "check").output
    )


def test_what_an_editor_puts_before_a_file_does_no_harm(pack: Path) -> None:
    file = pack / MOORING
    lines = file.read_text("utf-8").replace("\n", "\r\n")
    file.write_bytes(b"\xef\xbb\xbf" + lines.encode())
    assert check(pack).faults == ()
    assert types(pack, "words").exit_code == 0


def filled(file: Path) -> str:
    """What ``file`` says once every blank is filled in, each as its key asks."""
    lines = []
    for number, line in enumerate(file.read_text("utf-8").splitlines()):
        name = line.partition(" = ")[0]
        lines.append(line.replace('""', f'"{CHOSEN.get(name, f"Words {number}")}"'))
    return "\n".join(lines) + "\n"


def test_a_new_service_passes_once_its_blanks_are_filled(pack: Path) -> None:
    told = types(pack, "new", "fishing")
    file = pack / "services" / "fishing.toml"
    assert told.output == f"Wrote {file}. Fill in the blanks, then: flask services check {file}\n"
    empty = check(pack)
    assert all("; write " in fault for fault in empty.about("fishing"))
    blanks = re.findall(r'(?m)^[^#].*""', file.read_text("utf-8"))
    assert len(empty.faults) == len(empty.about("fishing")) == len(blanks)
    file.write_text(filled(file), encoding="utf-8")
    assert check(pack).faults == ()


def test_every_table_that_a_new_service_offers_passes_too(pack: Path) -> None:
    types(pack, "new", "fishing")
    file = pack / "services" / "fishing.toml"
    used = re.sub(r"(?m)^# (\[|[a-z]+ = )", r"\1", file.read_text("utf-8"))
    file.write_text(used, encoding="utf-8")
    file.write_text(filled(file), encoding="utf-8")
    checked = check(pack)
    assert checked.faults == ()
    assert checked.city is not None
    fishing = checked.city.service("fishing")
    assert fishing is not None
    assert [way.kind for way in fishing.channels] == ["online", "counter", "phone"]
    assert fishing.rules
    assert fishing.payment
    assert fishing.visits
    assert len(fishing.texts) == 5


def test_the_questions_of_the_guide_can_be_copied(pack: Path) -> None:
    guide = (ROOT / "docs" / "guides" / "add-a-service.md").read_text("utf-8")
    step = guide.partition("```toml\n")[2].partition("```")[0]
    types(pack, "new", "water-truck")
    file = pack / "services" / "water-truck.toml"
    file.write_text(filled(file), encoding="utf-8")
    change(file, "# What one has in the end.\n", f"{step}\n# What one has in the end.\n")
    checked = check(pack)
    assert checked.faults == ()
    assert checked.city is not None
    service = checked.city.service("water-truck")
    assert service is not None
    assert [step.id for step in service.steps] == ["you", "house"]


def test_what_dora_wrote_is_never_written_over(pack: Path) -> None:
    before = (pack / MOORING).read_bytes()
    assert "is there already; take another name." in types(pack, "new", "mooring").output
    assert (pack / MOORING).read_bytes() == before
    told = types(pack, "new", "../../escape")
    assert told.exit_code == 2
    assert "is no name; write a-z, 0-9 and -, 2 to 40, a letter first." in told.output


def test_dora_reads_what_residents_are_asked_in_each_language(tmp_path: Path) -> None:
    pack = a_pack(tmp_path, languages=2)
    update_catalogues(pack)
    po = pack / "translations/es/LC_MESSAGES/city.po"
    words = re.sub(r'msgstr ""\n(?=\n|$)', 'msgstr "Traducido"\n', po.read_text("utf-8"))
    title = 'msgctxt "services/mooring.title"\nmsgid "Moor a boat"\nmsgstr '
    assert title in words
    po.write_text(words.replace(f'{title}"Traducido"', f'{title}"Amarrar un barco"'), "utf-8")
    told = types(pack, "preview", "mooring")
    assert told.exit_code == 0, told.output
    english, spanish = told.output.split("=== Español (es) ===\n")
    assert english.startswith("=== English (en) ===\nMoor a boat\n")
    assert spanish.startswith("Amarrar un barco\n")


def test_dora_reads_where_each_answer_leads(pack: Path) -> None:
    lines = [line.strip() for line in types(pack, "preview", "mooring").output.splitlines()]
    for line in (
        "yes: goes on",
        "no: ends: Ask the owner to apply.",
        "Name (text, from the record: name)",
        'Power: asks "How much power?"',
        'How much power? (longtext), only where "What else?" is Power',
        "each: Name (text)",
        "product of metres, 1.5",
        'from 12 to 30: opens the page "A large boat"',
        '11 or less: costs 40.00 "A short boat"',
        'Page 3: A large boat, only where "How long?" is from 12 to 30',
        "Monday, Thursday, 09:00 to 12:00, 30 minutes each,",
        "In the end, within 5 days: Mooring permit (permit)",
        "It shows: Name, What is it?, Where is it now?",
    ):
        assert line in lines, line


def test_only_what_passes_is_previewed(pack: Path) -> None:
    change(pack / MOORING, "level = 2", "level = 9")
    told = types(pack, "preview", "mooring")
    assert (told.exit_code, told.output.count("level is 9")) == (1, 1)
    change(pack / MOORING, "level = 9", "level = 2")
    assert "there are: mooring." in types(pack, "preview", "sailing").output


def test_a_pack_that_does_not_start_is_still_checked(pack: Path, tmp_path: Path) -> None:
    change(pack / MOORING, "level = 2", "level = 9")
    settings = {"VENTANILLA_CITY": str(pack), "VENTANILLA_VAR": str(tmp_path / "var")}

    wrong = f"{MOORING}: level is 9; write a whole number from 1 to 3.\n"
    checked = subprocess.run(
        [sys.executable, "-m", "flask", "services", "check"],
        cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (checked.returncode, checked.stderr) == (1, wrong)


def test_what_needs_the_city_says_why_it_is_not_there(pack: Path) -> None:
    told = at(pack).test_cli_runner().invoke(args=["migrate"])
    assert (told.exit_code, told.stderr) == (
        1,
        "Error: The city pack has mistakes.\ncity.toml: product is missing.\n",
    )
