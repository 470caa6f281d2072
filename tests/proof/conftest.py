"""What `make proof` runs on: the server of tests/server and the browser of tests/browser."""

from tests.browser.conftest import make_phone, playwright
from tests.server.conftest import cluster, open_city

__all__ = ["cluster", "make_phone", "open_city", "playwright"]
