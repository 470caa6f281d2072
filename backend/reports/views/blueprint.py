"""The room's addresses, gathered."""

from flask import Blueprint

room = Blueprint("reports", __name__)
