"""What is weighed: an application in process, or a site that runs somewhere."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
    from werkzeug.routing import Map
    from werkzeug.test import Client

AS_REGISTERED = "(as registered)"
"""The service worker is the one that the pages' scripts register."""


@dataclass(frozen=True)
class Target:
    """``origin`` is where the application believes to live, ``hosts`` its further names.

    ``worker`` is the address of its service worker, None without one; ``precache`` are the
    addresses it precaches where its text does not say so itself; ``urls`` is the application's map
    of addresses, where it has one; ``client`` is one with cookies of its own, to ask through.
    """

    app: "WSGIApplication"
    origin: str = "https://localhost"
    hosts: tuple[str, ...] = ()
    worker: str | None = AS_REGISTERED
    precache: tuple[str, ...] | None = None
    urls: "Map | None" = None
    client: "Client | None" = None
