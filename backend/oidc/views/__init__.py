"""The addresses of the OpenID Provider: those people meet, and those sites' servers ask."""

from backend.oidc.views import asking, authorize, discovery, logout, machines, sites
from backend.oidc.views.blueprint import room

__all__ = ["asking", "authorize", "discovery", "logout", "machines", "room", "sites"]
