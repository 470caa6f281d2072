"""Bo translates: a new sentence reaches the catalogues, what is gone leaves, what is done stays."""

from pathlib import Path

import pytest

from backend.kernel.words import template_of, update_catalogues

CODE = """\
from flask_babel import gettext, lazy_gettext, ngettext
HELLO = lazy_gettext("Hola")
def say(count): return gettext("Adiós"), ngettext("%(num)s foto", "%(num)s fotos", count)
"""
PAGE = "{{ _('Calle') }}<p>sin marcar</p>"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A room, a page, a catalogue that was just begun, and a script of somebody else's."""
    for name, text in {
        "backend/room.py": CODE,
        "pwa/templates/page.html": PAGE,
        "tests/test_room.py": 'from flask_babel import gettext\ngettext("Prueba")\n',
        "translations/en/LC_MESSAGES/messages.po": 'msgid ""\nmsgstr ""\n',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def catalogue(house: Path) -> str:
    path = house / "translations/en/LC_MESSAGES/messages.po"
    return path.read_text(encoding="utf-8")


def test_every_marked_sentence_of_code_and_pages_is_found(house: Path) -> None:
    found = {message.id for message in template_of(house) if message.id}
    assert found == {"Hola", "Adiós", ("%(num)s foto", "%(num)s fotos"), "Calle"}


def test_a_new_sentence_waits_for_its_translation(house: Path) -> None:
    before = catalogue(house)
    (po,) = update_catalogues(house, house / "translations", check=True)
    assert po.name == "messages.po"
    assert catalogue(house) == before
    assert update_catalogues(house, house / "translations") == [po]
    assert 'msgid "Calle"\nmsgstr ""\n' in catalogue(house)
    assert 'msgstr[1] ""' in catalogue(house)
    assert "#: pwa/templates/page.html\n" in catalogue(house)


def test_what_is_up_to_date_is_left_alone_to_the_byte(house: Path) -> None:
    update_catalogues(house, house / "translations")
    before = catalogue(house)
    assert update_catalogues(house, house / "translations") == []
    assert update_catalogues(house, house / "translations", check=True) == []
    assert catalogue(house) == before


def test_a_translation_stays_and_goes_with_its_sentence(house: Path) -> None:
    update_catalogues(house, house / "translations")
    po = house / "translations/en/LC_MESSAGES/messages.po"
    done = catalogue(house).replace('msgid "Hola"\nmsgstr ""', 'msgid "Hola"\nmsgstr "Hello"')
    po.write_text(done, encoding="utf-8")
    room = house / "backend/room.py"
    room.write_text(room.read_text("utf-8").replace("Adiós", "Hasta luego"), "utf-8")
    update_catalogues(house, house / "translations")
    assert 'msgid "Hola"\nmsgstr "Hello"' in catalogue(house)
    assert 'msgid "Hasta luego"\nmsgstr ""' in catalogue(house)
    assert "Adiós" not in catalogue(house)
    assert "fuzzy" not in catalogue(house)


def test_lines_that_move_change_nothing(house: Path) -> None:
    update_catalogues(house, house / "translations")
    room = house / "backend/room.py"
    room.write_text("\n\n\n" + room.read_text("utf-8"), "utf-8")
    assert update_catalogues(house, house / "translations", check=True) == []
