"""A service is data: it is added, changed and taken away without a line of Python."""

import re
import tomllib

from backend.config import ROOT
from backend.kernel.city.services.pack import files_of

PACK = ROOT / "backend" / "city" / "cdmx"
SOURCES = sorted((ROOT / "backend").rglob("*.py"))


def test_no_code_knows_a_service_by_its_name() -> None:
    """Neither the name of its file nor its title, in whatever language the code is."""
    names = [path.stem for path in files_of(PACK)]
    names += [tomllib.loads(path.read_text("utf-8"))["title"] for path in files_of(PACK)]
    assert len(names) >= 2
    known = re.compile("|".join(rf"(?<![\w-]){re.escape(name)}(?![\w-])" for name in names), re.I)
    assert [path for path in SOURCES if known.search(path.read_text("utf-8"))] == []


def test_the_search_for_names_finds_one() -> None:
    """What the test above says is worth something: a name in code would be seen."""
    slug = files_of(PACK)[0].stem
    known = re.compile(rf"(?<![\w-]){re.escape(slug)}(?![\w-])", re.I)
    assert known.search(f'if service.slug == "{slug}":')
    assert not known.search(f"another-{slug}-by-far")
