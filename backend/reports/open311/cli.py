"""``flask open311 keys``: the apps that may send reports."""

import click
from flask.cli import AppGroup
from limits import parse_many

from backend.kernel import clock
from backend.kernel.db import db
from backend.reports.open311 import actions, queries

RATE = "60 per minute"
MOST_NAME, MOST_CONTACT, MOST_RATE = 80, 120, 40

commands = AppGroup("open311", help="Reports from other apps (Open311 GeoReport v2).")
keys = AppGroup("keys", help="Keys of apps that may send reports.")
commands.add_command(keys)


def _rate(_context: click.Context, _option: click.Parameter, text: str) -> str:
    try:
        (limit,) = parse_many(text)
    except ValueError:
        limit = None
    if limit is None or len(str(limit)) > MOST_RATE:
        raise click.BadParameter(f"write something like {RATE}.")
    return str(limit)


@keys.command()
@click.argument("name")
@click.option("--contact", required=True, help="Who answers for the app: a mail, a telephone.")
@click.option(
    "--rate", default=RATE, show_default=True, callback=_rate, help="How often it may write."
)
def add(name: str, contact: str, rate: str) -> None:
    """Add a key for the app NAME; it is shown once."""
    if len(name) > MOST_NAME or len(contact) > MOST_CONTACT:
        raise click.UsageError(
            f"NAME has room for {MOST_NAME} letters, --contact for {MOST_CONTACT}."
        )
    key, secret = actions.add_key(name=name, contact=contact, rate=rate, now=clock.now())
    db.session.commit()
    click.echo(f"id       {key.id}")
    click.echo(f"api_key  {secret}")


@keys.command("list")
def list_keys() -> None:
    """The keys, a line each: id, how much came with it, name, whom to ask."""
    for key, count in queries.all_keys():
        used = f"used {key.used:%Y-%m-%d %H:%M}" if key.used else "never used"
        ended = f"  revoked {key.ended:%Y-%m-%d}" if key.ended else ""
        click.echo(
            f"{key.id}  {key.rate}  {count} reports, {used}  {key.name} ({key.contact}){ended}"
        )


@keys.command()
@click.argument("id")
def revoke(id: str) -> None:
    """Let the key ID open nothing any more; the reports that came with it stay."""
    key = next((key for key, _ in queries.all_keys() if key.id == id), None)
    if key is None:
        raise click.UsageError(f"There is no key {id}; flask open311 keys list knows them.")
    actions.revoke_key(key=key, now=clock.now())
    db.session.commit()
    click.echo(f"Revoked the key of {key.name}.")
