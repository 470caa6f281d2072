"""How a room is put into the application.

A room that answers addresses has ``room = Blueprint(...)`` in its ``views`` and opens its
``__init__`` with a table of address, view and template. One that has commands has ``commands``,
a click group, in its ``cli``.
"""

from flask import Blueprint, Flask
from flask.cli import AppGroup
from werkzeug.routing import IntegerConverter


class Number(IntegerConverter):
    """``<int:...>`` in an address: at most nine digits, ASCII ones, so that every database and
    every other reader of numbers can take it. Anything else is no address of ours."""

    regex = "[0-9]{1,9}"


def open_rooms(app: Flask, *rooms: Blueprint, commands: tuple[AppGroup, ...] = ()) -> None:
    """Register each room's addresses and commands."""
    app.url_map.converters["int"] = Number
    for room in rooms:
        app.register_blueprint(room)
    for group in commands:
        app.cli.add_command(group)
