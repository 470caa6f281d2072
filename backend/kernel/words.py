"""The words of pages, gathered for translators: Babel's extraction and update, from Python."""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

METHODS = [("backend/**.py", "python"), ("pwa/templates/**.html", "jinja2")]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
}
OPTIONS = {"pwa/templates/**.html": {"trimmed": "true", "silent": "false"}}


def template_of(root: Path) -> Catalog:
    """Every sentence in the code and the templates under ``root``, with where it stands."""
    template = Catalog(project="Ventanilla", fuzzy=False)
    for name, line, message, comments, context in extract_from_dir(
        root, METHODS, OPTIONS, KEYWORDS, directory_filter=lambda path: "/." not in str(path)
    ):
        if name.startswith(("backend/", "pwa/")):
            place = [(name, line)]
            template.add(message, None, place, auto_comments=comments, context=context)
    return template


def update_catalogues(root: Path, translations: Path, *, check: bool = False) -> list[Path]:
    """Bring each ``messages.po`` up to date; the paths of those that were not."""
    template = template_of(root)
    stale = []
    for path in sorted(translations.glob("*/LC_MESSAGES/messages.po")):
        before = path.read_bytes()
        with path.open("rb") as readable:
            catalogue = read_po(readable, locale=path.parent.parent.name)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.fuzzy = False
        after = BytesIO()
        write_po(after, catalogue, width=100, ignore_obsolete=True, include_lineno=False)
        if after.getvalue() != before:
            stale.append(path)
            if not check:
                path.write_bytes(after.getvalue())
    return stale
