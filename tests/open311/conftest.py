"""The site with an app that sends reports."""

import pytest
from flask import Flask

from tests.open311.apps import App, an_app


@pytest.fixture
def baches(site: Flask) -> App:
    """An app for potholes, on each database."""
    return an_app(site)
