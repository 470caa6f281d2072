"""The room's addresses, gathered."""

from flask import Blueprint

room = Blueprint("mine", __name__)
