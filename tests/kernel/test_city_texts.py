"""Bo translates. What a translation lacks is told in a sentence each."""

from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from backend.kernel.city import catalogue_faults

TEMPLATE = """
msgid "Hoy"
msgstr ""

msgctxt "button"
msgid "Enviar a %(who)s"
msgstr ""

msgid "{n} reporte"
msgid_plural "{n} reportes"
msgstr[0] ""
msgstr[1] ""
"""

COMPLETE = """
msgid "Hoy"
msgstr "Today"

msgctxt "button"
msgid "Enviar a %(who)s"
msgstr "Send to %(who)s"

msgid "{n} reporte"
msgid_plural "{n} reportes"
msgstr[0] "{n} report"
msgstr[1] "{n} reports"
"""

SLIPS = [
    ('msgid "Hoy"\nmsgstr "Today"\n', "", '"Hoy" has no translation; add it.'),
    ('"Today"', '""', '"Hoy" has an empty translation; fill it in.'),
    ('"{n} reports"', '""', '"{n} reporte" has an empty translation; fill it in.'),
    (
        'msgid "Hoy"',
        '#, fuzzy\nmsgid "Hoy"',
        '"Hoy" is marked fuzzy; check it and remove the mark.',
    ),
    (
        'msgid "Hoy"',
        'msgid "Ayer"\nmsgstr "Yesterday"\n\nmsgid "Hoy"',
        '"Ayer" is no longer in the source; remove it.',
    ),
    (
        'msgid "Hoy"',
        '#~ msgid "Ayer"\n#~ msgstr "Yesterday"\n\nmsgid "Hoy"',
        '"Ayer" is obsolete; remove it.',
    ),
    (
        "Send to %(who)s",
        "Send to %(whom)s",
        'button: "Enviar a %(who)s" has other placeholders in its translation "Send to %(whom)s".',
    ),
    (
        "{n} reports",
        "reports",
        '"{n} reporte" has other placeholders in its translation "reports".',
    ),
    (
        '"Today"',
        '"Today at {time}"',
        '"Hoy" has other placeholders in its translation "Today at {time}".',
    ),
    ('"Today"', '"Today "', '"Hoy" has other blanks at its ends in the translation "Today ".'),
    ('msgctxt "button"\n', "", 'button: "Enviar a %(who)s" has no translation; add it.'),
]


def catalogue(text: str) -> Catalog:
    return read_po(BytesIO(text.encode()))


def test_a_complete_translation_has_no_fault() -> None:
    assert catalogue_faults(catalogue(TEMPLATE), catalogue(COMPLETE)) == []


@pytest.mark.parametrize(("old", "new", "sentence"), SLIPS)
def test_bo_slips_and_is_told_where(old: str, new: str, sentence: str) -> None:
    assert old in COMPLETE
    spoiled = catalogue(COMPLETE.replace(old, new))
    assert sentence in catalogue_faults(catalogue(TEMPLATE), spoiled)


def test_a_doubled_sign_is_no_placeholder() -> None:
    template = catalogue('msgid "100 %% de %(n)s"\nmsgstr ""\n')
    assert (
        catalogue_faults(template, catalogue('msgid "100 %% de %(n)s"\nmsgstr "All of %(n)s"\n'))
        == []
    )
