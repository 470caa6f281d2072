"""Dora loads a file that is broken. She is told what and where, and everybody still sees what
there was."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from backend.kernel.db import db
from tests.page import Person
from tests.places.broken import BROKEN
from tests.places.files import a_file
from tests.places.made import an_entry, fill

LOAD = ["places", "load", "--kind", "wifi"]


@pytest.fixture
def old_set(site: Flask) -> Flask:
    """A site where three points are already."""
    with site.app_context():
        fill("wifi", *(an_entry(19.3 + number / 100) for number in range(3)))
        db.session.commit()
    return site


@pytest.mark.parametrize(
    ("content", "sentence"),
    [pytest.param(content, sentence, id=name) for name, content, sentence in BROKEN],
)
def test_a_broken_file_is_refused_in_a_sentence_and_the_old_set_stays(
    old_set: Flask,
    bo: Person,
    tmp_path: Path,
    content: bytes | Callable[[], bytes],
    sentence: str,
) -> None:
    made = content() if callable(content) else content
    file = a_file(tmp_path, made)
    said = old_set.test_cli_runner().invoke(args=[*LOAD, str(file)])
    assert said.exit_code == 1
    assert said.stderr.startswith(sentence), said.stderr
    assert "Nothing was changed." in said.stderr
    assert "Traceback" not in said.output
    assert "3 puntos" in bo.opens("/places/wifi").text


def test_there_are_forty_of_them() -> None:
    assert len({sentence for _, _, sentence in BROKEN}) >= 36
    assert len(BROKEN) >= 40
