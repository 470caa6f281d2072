"""The application that a name stands for, as ``package.module:app`` writes it."""

import inspect
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

FORM = "write package.module:app, or package.module:make_app() for a factory"


class NoApplication(Exception):
    """The name leads to no WSGI application; the message says where it breaks off."""


def application(name: str) -> "WSGIApplication":
    """Import ``package.module:app``; ``package.module:make_app()`` calls a factory first."""
    module_name, _, path = name.partition(":")
    if not all(part.isidentifier() for part in module_name.split(".")):
        raise NoApplication(f'"{name}" names no module; {FORM}')
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.insert(0, here)
    try:
        found: Any = import_module(module_name)
    except (Exception, SystemExit) as error:
        raise NoApplication(f"{module_name} cannot be imported: {_said(error)}") from error
    for part in (path or "app").split("."):
        plain = part.removesuffix("()")
        if not hasattr(found, plain):
            raise NoApplication(f'{name}: there is no "{plain}" in {_name_of(found)}; {FORM}')
        found = getattr(found, plain)
        if part != plain:
            try:
                found = found()
            except (Exception, SystemExit) as error:
                raise NoApplication(f"{name}: {part} fails: {_said(error)}") from error
    return _checked(name, found)


def _checked(name: str, found: Any) -> "WSGIApplication":
    if not callable(found):
        raise NoApplication(f"{name} is no WSGI application: it cannot be called")
    called = found if inspect.isroutine(found) else getattr(found, "__call__", found)  # noqa: B004
    if inspect.iscoroutinefunction(called):
        raise NoApplication(
            f"{name} is an ASGI application, and only WSGI can be weighed in process; start it "
            "and give its --url"
        )
    if inspect.isclass(found) and not hasattr(found, "__iter__"):
        raise NoApplication(f"{name} is a class and no application; {FORM}")
    try:
        inspect.signature(found).bind({}, print)
    except TypeError as error:
        raise NoApplication(f"{name} is no WSGI application: {error}; {FORM}") from error
    except ValueError:
        pass  # Something built in says nothing of what it takes.
    return found  # type: ignore[no-any-return]


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def _name_of(found: Any) -> str:
    return str(getattr(found, "__name__", type(found).__name__))
