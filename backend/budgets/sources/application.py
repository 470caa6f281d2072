"""The application that a name stands for, as ``package.module:app`` writes it."""

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


class NoApplication(Exception):
    """The name leads to no WSGI application; the message says where it breaks off."""


def application(name: str) -> "WSGIApplication":
    """Import ``package.module:app``; ``package.module:make_app()`` calls a factory first."""
    module_name, _, path = name.partition(":")
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.insert(0, here)
    try:
        found: Any = import_module(module_name)
    except ImportError as error:
        raise NoApplication(f"{module_name} cannot be imported: {error}") from error
    for part in (path or "app").split("."):
        plain = part.removesuffix("()")
        if not hasattr(found, plain):
            raise NoApplication(f'{name}: there is no "{plain}" in {_name_of(found)}')
        found = getattr(found, plain)
        if part != plain:
            found = found()
    if not callable(found):
        raise NoApplication(f"{name} is no WSGI application: it cannot be called")
    return found  # type: ignore[no-any-return]


def _name_of(found: Any) -> str:
    return str(getattr(found, "__name__", type(found).__name__))
