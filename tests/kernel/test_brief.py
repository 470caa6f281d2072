"""A list tells dates in few letters."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from backend.kernel import clock
from backend.kernel.i18n import brief

FIRST_HOURS = datetime(clock.now().year, 6, 2, 3, tzinfo=UTC)
"""Three at night in Greenwich: the evening before in Mexico."""


@pytest.mark.parametrize(("path", "expected"), [("/", "1 jun"), ("/en/", "1 Jun")])
def test_this_year_is_not_said(app: Flask, path: str, expected: str) -> None:
    environ = {"ventanilla.language": "en"} if path == "/en/" else {}
    with app.test_request_context("/", environ_overrides=environ):
        assert brief(FIRST_HOURS) == expected


def test_another_year_is(app: Flask) -> None:
    with app.test_request_context("/"):
        assert brief(FIRST_HOURS.replace(year=2020)) == "1 jun 2020"
