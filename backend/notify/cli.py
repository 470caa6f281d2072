"""``flask notify``: serving the outbox from processes of their own."""

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError

from backend.notify import queries, worker
from backend.notify.channels.chosen import channels
from backend.notify.outbox import serve

commands = AppGroup("notify", help="Messages to people.")


@commands.command()
@click.option("--once", is_flag=True, help="Send what is due now, and end.")
def work(once: bool) -> None:
    """Send messages as they come due, until interrupted. Start as many as you like."""
    chosen = channels(current_app.extensions["settings"])
    while True:
        try:
            served = serve(chosen)
        except OperationalError:
            if once:
                raise
            served = 0  # the database is locked or gone: the messages are safe where they are
        if served:
            continue
        if once:
            return
        worker.wake.wait(worker.PATIENCE_SECONDS)


@commands.command()
def count() -> None:
    """How many messages wait, were sent, or will not be."""
    for state, number in queries.count_by_state().items():
        click.echo(f"{number:>8}  {state}")
