"""A plugin for pytest: a test that holds a page to its budget.

    def test_the_form_stays_light(client, assert_within_budget):
        assert_within_budget(client, "/reports/new")

``client`` is the test client of Flask or Werkzeug, with the cookies it has by then; Django's test
client; or a WSGI application. The budgets are those of ``budgets.json`` beside pytest's
configuration, or of the file that the setting ``page_budgets`` names.
"""

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import pytest
from werkzeug.test import Client

from backend.budgets.config import BudgetsError, read
from backend.budgets.device import PHONES
from backend.budgets.page import Page
from backend.budgets.says.words import remedy, sentence
from backend.budgets.scales import Scales
from backend.budgets.target import Target
from backend.budgets.verdict import budget_for
from backend.budgets.weighed import Weighed

SETTING = "page_budgets"


class AssertWithinBudget(Protocol):
    """What the fixture gives."""

    def __call__(self, client: Any, path: str, **how: Any) -> Weighed:
        """Fails with a sentence for each figure over, and for what cannot be told."""
        ...


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where the budgets are."""
    parser.addini(SETTING, "the budgets that pages are held to", "string", "budgets.json")


@pytest.fixture
def assert_within_budget(pytestconfig: pytest.Config) -> AssertWithinBudget:
    """Fails where the page at a path is over its budget: ``assert_within_budget(client, path)``."""
    file = pytestconfig.rootpath / str(pytestconfig.getini(SETTING))

    def check(client: Any, path: str, **how: Any) -> Weighed:
        __tracebackhide__ = True
        weighed = weigh(client, path, file, **how)
        said = told(weighed)
        if said:
            pytest.fail("\n".join(said), pytrace=False)
        return weighed

    return check


def weigh(
    client: Any,
    path: str,
    budgets: Path,
    *,
    language: str = "en",
    method: str = "GET",
    form: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    status: int = 200,
    phone: str = "old",
    origin: str = "https://localhost",
    worker: str | None = None,
) -> Weighed:
    """The page at ``path`` as ``client`` meets it. BudgetsError where the file has mistakes.

    ``worker`` is the address of the service worker, where the page's scripts do not register it
    by name.
    """
    cookies: Mapping[str, str] = {}
    if isinstance(client, Client):
        target = Target(client.application, origin, client=client)
    elif callable(client) and not hasattr(client, "cookies"):
        target = Target(client, origin)
    else:
        cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        target = Target(_django(), origin)
    if worker:
        target = replace(target, worker=worker)
    page = Page(path, language, "test", method, form or {}, headers or {}, cookies, status,
                PHONES[phone])  # fmt: skip
    budget = budget_for(path, read(budgets))
    scales = Scales(target)
    weighed = Weighed.of(page, budget, scales.weigh(page, budget), budgets.name)
    return replace(weighed, open=(*weighed.open, *scales.doubts))


def told(weighed: Weighed) -> list[str]:
    """Sentences on what is over and what is open; none where all is well."""
    over = [
        line
        for finding in weighed.over
        for line in (sentence(finding), f"    {remedy(finding, weighed.weight)}")
    ]
    return [*over, *weighed.open]


def _django() -> Any:
    """The application that Django's test client stands for: that of its settings."""
    return import_module("django.core.wsgi").get_wsgi_application()


__all__ = ["AssertWithinBudget", "BudgetsError", "assert_within_budget", "told", "weigh"]
