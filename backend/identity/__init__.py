"""The Llave: one account for every service."""

from flask import Flask

from backend.identity import session


def init_app(app: Flask) -> None:
    """Let ``app`` know who is asking."""
    session.init_app(app)
