"""``flask papers``: the key that signs papers, from where the server runs."""

import click
from flask.cli import AppGroup

from backend.kernel import clock
from backend.kernel.db import db
from backend.papers import keyring, queries

commands = AppGroup("papers", help="Certificates and permits.")


@commands.command("keys")
def list_keys() -> None:
    """The keys that papers are verified with, oldest first; the one that signs now is marked."""
    keys = queries.every_key()
    signing = keyring.chosen(keys, clock.now())
    for key in keys:
        click.echo(f"{key.kid}  {key.created:%Y-%m-%d}{'  signs' if key is signing else ''}")


@commands.command("new-key")
def new_key() -> None:
    """Make another key. It is published now and signs from tomorrow on; papers that older ones
    signed stay verifiable."""
    key = keyring.make(clock.now())
    db.session.commit()
    click.echo(f"Made {key.kid}.")
