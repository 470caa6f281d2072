"""The pages an application says it has: its map of addresses, where it carries one.

Flask and everything else that is built on Werkzeug's routing has it as ``url_map``.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, RequestRedirect


def map_of(app: Any) -> Map | None:
    """The application's map of addresses, None where it has none."""
    found = getattr(app, "url_map", None)
    return found if isinstance(found, Map) else None


def plain_paths(urls: Map) -> list[str]:
    """Addresses that can be asked for as they are: GET, nothing to fill in."""
    adapter = urls.bind("localhost")
    return sorted(
        {
            adapter.build(rule.endpoint, dict(rule.defaults or {}))
            for rule in urls.iter_rules()
            if _is_page(rule) and not rule.arguments - set(rule.defaults or {})
        }
    )


def unlisted(urls: Map, paths: Iterable[str]) -> list[str]:
    """Rules of the map that none of ``paths`` falls under."""
    adapter = urls.bind("localhost")
    covered = set()
    for path in paths:
        try:
            covered.add(adapter.match(unquote(path.partition("?")[0]), "GET")[0])
        except RequestRedirect:
            continue  # The address it leads to has a rule of its own.
        except HTTPException:
            continue  # A page that the map does not know, such as one that is not found.
    return sorted(
        {rule.rule for rule in urls.iter_rules() if _is_page(rule) and rule.endpoint not in covered}
    )


def _is_page(rule: Any) -> bool:
    takes_get = rule.methods is None or "GET" in rule.methods  # None: whatever it is asked with
    return takes_get and not rule.build_only and not rule.websocket
