"""What a WSGI server imports: the application as the environment describes it."""

import os

import click
from flask.cli import FlaskGroup

from backend import cli
from backend.app import create_app
from backend.config import load
from backend.kernel.city import CityError
from backend.notify import worker
from backend.notify.channels.chosen import channels
from backend.reports.actions import sla


def _is_command() -> bool:
    """Is this ``flask something``, which serves nobody, rather than a server?"""
    context = click.get_current_context(silent=True)
    return context is not None and isinstance(context.find_root().command, FlaskGroup)


settings = load(os.environ)
try:
    app = create_app(settings)
except CityError as error:
    if not _is_command():
        raise
    app = cli.without_city(settings, error)
if settings.notify_thread and not _is_command():
    worker.start(app, channels(settings), chores=(sla.tick,))
