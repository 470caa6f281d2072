"""``flask notify``: serving the outbox from processes of their own, and the key of push."""

from threading import Thread

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from sqlalchemy.exc import SQLAlchemyError

from backend.notify import queries, vapid, worker
from backend.notify.channels import Channel
from backend.notify.channels.chosen import channels
from backend.notify.outbox import serve, serve_singly, serve_together
from backend.notify.worker import Serve

commands = AppGroup("notify", help="Messages to people.")


@commands.command()
@click.option("--once", is_flag=True, help="Send what is due now, and end.")
def work(once: bool) -> None:
    """Send messages as they come due, until interrupted. Start as many as you like."""
    chosen = channels(current_app.extensions["settings"])
    if once:
        while serve(chosen):
            pass
        return
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    Thread(target=_carry_on, args=(app, chosen, serve_together), daemon=True).start()
    _carry_on(app, chosen, serve_singly)


def _carry_on(app: Flask, chosen: dict[str, Channel], does: Serve) -> None:
    with app.app_context():
        while True:
            try:
                served = does(chosen)
            except SQLAlchemyError:
                served = 0  # the database is locked or gone: the messages are safe where they are
            if not served:
                worker.wake.wait(worker.PATIENCE_SECONDS)


@commands.command("vapid")
def new_vapid() -> None:
    """Make a key for VENTANILLA_VAPID_KEY, by which push services know the sender."""
    click.echo(vapid.new_key())


@commands.command()
def count() -> None:
    """How many messages wait, were sent, or will not be."""
    for state, number in queries.count_by_state().items():
        click.echo(f"{number:>8}  {state}")
