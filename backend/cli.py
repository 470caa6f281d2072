"""``flask migrate | demo | tidy | words``: what whoever runs or builds the server needs."""

from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from backend.catalogue.cli import commands as services
from backend.config import ROOT, Settings
from backend.demo import desk, people, reports
from backend.identity.actions import tidying
from backend.kernel import clock, receipts
from backend.kernel.city import City, CityError
from backend.kernel.db import db
from backend.kernel.words import update_catalogues
from backend.migrations.upgrade import upgrade
from backend.notify import actions as messages
from backend.oidc.actions import tidying as sites
from backend.places.actions import take_samples
from backend.record.actions import cancelling
from backend.reports.actions import replies
from backend.transit.load import load_sample


def init_app(app: Flask) -> None:
    """Give ``app`` its commands."""
    for command in (migrate, demo, tidy, words):
        app.cli.add_command(command)


class Mending(AppGroup):
    """The commands of a server whose pack is wrong: those that help to mend it."""

    def __init__(self, error: CityError) -> None:
        super().__init__(commands={"services": services})
        self._error = error

    def get_command(self, context: click.Context, name: str) -> click.Command:
        found = super().get_command(context, name)
        if found is None:
            raise click.ClickException(f"The city pack has mistakes.\n{self._error}")
        return found


def without_city(settings: Settings, error: CityError) -> Flask:
    """What stands in for the application, for commands only, while ``error`` is not mended."""
    app = Flask("backend", static_folder=None)
    app.extensions["settings"] = settings
    app.cli = Mending(error)
    return app


@click.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to the present."""
    settings: Settings = current_app.extensions["settings"]
    upgrade(settings.database, settings.var)


@click.command()
@click.option("--reports", "count", default=36, show_default=True, help="How many to invent.")
@with_appcontext
def demo(count: int) -> None:
    """Fill an empty database with invented reports in every state, three people, and the city's
    samples; and say how to sign in as those three."""
    settings: Settings = current_app.extensions["settings"]
    city: City = current_app.extensions["city"]
    residents = people.invent(clock.now())
    owner = residents[0] if residents else None
    made = reports.invent(count, now=clock.now(), account_id=owner)
    if made and residents:
        desk.invent(clerk=residents[1], member=residents[2], now=clock.now())
    taken = take_samples(folder=settings.city / "places", city=city, now=clock.now())
    db.session.commit()
    if made:
        click.echo(f"Invented {made} reports.")
    for kind, places in taken.items():
        click.echo(f"Took a sample of {places} places: {kind}.")
    if loaded := load_sample(settings.city / "gtfs", now=clock.now()):
        click.echo(f"Loaded a sample of {loaded.lines} lines and {loaded.stations} stations.")
    for line in people.told(clock.now()):
        click.echo(line)


@click.command()
@with_appcontext
def tidy() -> None:
    """Forget what need not be kept any longer; run it once a day."""
    answers = receipts.forget_old(clock.now())
    keys = tidying.forget_old(clock.now()) + sites.forget_old(clock.now())
    turned = sites.turn_keys(clock.now())
    told = messages.forget_old(clock.now()) + replies.forget_old(clock.now())
    db.session.commit()
    gone = cancelling.carry_on(clock.now())
    click.echo(f"Forgot {answers} answers and {keys} codes, sessions and the like.")
    click.echo(f"Forgot {told} messages, and {gone} rows of people who cancelled.")
    if turned:
        click.echo(f"Changed {turned} of the keys that sign for sites.")


@click.command()
@click.option("--check", is_flag=True, help="Only say whether a catalogue is out of date.")
def words(check: bool) -> None:
    """Bring the catalogues under translations/ up to date with the sources."""
    stale = update_catalogues(ROOT, ROOT / "translations", check=check)
    for path in stale:
        click.echo(f"{'out of date' if check else 'updated'}: {Path(path).relative_to(ROOT)}")
    if check and stale:
        raise SystemExit(1)
