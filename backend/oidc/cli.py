"""``flask clients``: the sites that people may sign in to with their Llave."""

import click
from flask import current_app
from flask.cli import AppGroup

from backend.config import Settings
from backend.kernel import clock
from backend.kernel.db import db
from backend.oidc import keyring, queries
from backend.oidc.actions import clients, tidying
from backend.oidc.assurance import LEVELS
from backend.oidc.models import Client

commands = AppGroup("clients", help="Sites that people may sign in to with their Llave.")


@commands.command()
@click.argument("name")
@click.option("--owner", required=True, help="Who answers for the site, in words for people.")
@click.option("--site", required=True, metavar="URL", help="Its own address.")
@click.option(
    "--purpose",
    "purposes",
    nargs=2,
    multiple=True,
    required=True,
    metavar="LANGUAGE TEXT",
    help="Why it asks, in words for people; once for each language.",
)
@click.option(
    "--redirect",
    multiple=True,
    required=True,
    metavar="URL",
    help="Where a code may go, to the letter.",
)
@click.option(
    "--logout",
    multiple=True,
    metavar="URL",
    help="Where people may go after signing out, to the letter.",
)
@click.option("--scope", multiple=True, help="What it needs: profile email phone address curp.")
@click.option("--optional", multiple=True, help="What a person may leave out.")
@click.option("--alg", default="RS256", show_default=True, help="How its ID tokens are signed.")
@click.option("--level", type=click.IntRange(min(LEVELS), max(LEVELS)), default=1)
@click.option("--refresh", is_flag=True, help="It may refresh its tokens.")
@click.option("--public", is_flag=True, help="It cannot keep a secret: an app, a page's script.")
@click.option("--sector", default="", help="What joins redirect URIs of several hosts.")
def add(name: str, redirect: tuple[str, ...], logout: tuple[str, ...], **told: object) -> None:
    """Add the site NAME; its id and its secret are shown once."""
    try:
        client, secret = clients.add(
            clients.Told(
                name=name,
                owner=str(told["owner"]),
                site=str(told["site"]),
                purposes=dict(told["purposes"]),  # type: ignore[call-overload]
                redirect_uris=list(redirect),
                logout_uris=list(logout),
                scopes=list(told["scope"]),  # type: ignore[call-overload]
                optional=list(told["optional"]),  # type: ignore[call-overload]
                alg=str(told["alg"]),
                level=int(str(told["level"])),
                may_refresh=bool(told["refresh"]),
                is_public=bool(told["public"]),
                sector=str(told["sector"]),
            ),
            now=clock.now(),
        )
    except clients.Unfit as error:
        raise click.UsageError(str(error)) from error
    db.session.commit()
    settings: Settings = current_app.extensions["settings"]
    click.echo(
        f"issuer         {settings.origin or 'the origin people see, such as http://localhost:8000'}"
    )
    click.echo(f"client_id      {client.id}")
    click.echo(f"client_secret  {secret or '(none: it is public)'}")


@commands.command("list")
def list_clients() -> None:
    """The sites, a line each: id, name, owner, what they ask for."""
    for client in queries.clients():
        more = f" [{client.optional}]" if client.optional else ""
        kind = "public" if client.secret is None else "secret"
        click.echo(f"{client.id}  {kind}  {client.name} ({client.owner})  {client.scopes}{more}")


@commands.command("new-secret")
@click.argument("client_id")
def new_secret(client_id: str) -> None:
    """Give the site CLIENT_ID another secret; the one before opens nothing any more."""
    client = _known(client_id)
    if client.secret is None:
        raise click.UsageError(f"{client.name} is public: it has none.")
    secret = clients.new_secret(client)
    db.session.commit()
    click.echo(f"client_secret  {secret}")


@commands.command()
@click.argument("client_id")
def remove(client_id: str) -> None:
    """Let nobody sign in to the site CLIENT_ID any more, and end what it was given."""
    client = _known(client_id)
    clients.remove(client, now=clock.now())
    db.session.commit()
    click.echo(f"Removed {client.name}.")


@commands.command("rotate-keys")
@click.option("--stolen", is_flag=True, help="Publish the old ones no more, and sign at once.")
def rotate_keys(stolen: bool) -> None:
    """Make new signing keys before their time; flask tidy makes them in time."""
    made = tidying.replace_keys(clock.now(), at_once=stolen)
    db.session.commit()
    when = "sign from now on" if stolen else "sign from tomorrow on"
    click.echo(f"New keys for {', '.join(keyring.ALGS)} {when}: {', '.join(made)}.")


def _known(client_id: str) -> Client:
    client = queries.client(client_id)
    if client is None:
        raise click.UsageError(f"There is no site {client_id}; flask clients list knows them.")
    return client
