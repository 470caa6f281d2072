"""``flask places``: what whoever publishes the places uses."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from backend.kernel import clock
from backend.kernel.city import City
from backend.kernel.db import db
from backend.places import actions, queries
from backend.places.entry import Refused, WrongRows
from backend.places.load import load_file
from backend.places.models import CENTRES

commands = AppGroup("places", help="WiFi points, counters, clinics: what people look for.")
MOST_SAID = 40


@commands.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--kind", required=True, help="A kind of places.toml, or area for neighbourhoods.")
@click.option("--sample", is_flag=True, help="The places are invented; the pages say so.")
@click.option("--leave-out", default=0, help="How many wrong rows may be left out.")
@click.option("--may-shrink", is_flag=True, help="Half of what there was, or less, is right.")
def load(file: Path, kind: str, sample: bool, leave_out: int, may_shrink: bool) -> None:
    """Put what FILE (CSV or XLSX) says in the place of what there was of a kind."""
    city = _city()
    _check(kind, city)
    centres = queries.centres()
    # Reading takes seconds; nobody who writes meanwhile has to wait for it.
    db.session.rollback()
    try:
        reading = load_file(file, kind, city, centres, leave_out=leave_out)
        is_new = actions.take(
            kind=kind,
            reading=reading,
            source=file.name,
            now=clock.now(),
            is_sample=sample,
            may_shrink=may_shrink,
        )
    except Refused as refused:
        db.session.rollback()
        _say(refused.sentences, err=True)
        others = f" Or leave them out: --leave-out {len(refused.sentences)}."
        raise click.ClickException(
            f"Nothing was changed.{others if isinstance(refused, WrongRows) else ''}"
        ) from refused
    db.session.commit()
    _say(reading.notes)
    _say([f"{fault} Left out." for fault in reading.faults])
    click.echo(
        f"{kind}: {len(reading.found):,} from {reading.rows:,} rows; {reading.merged:,} said what "
        f"another had said. {'Loaded.' if is_new else 'They were loaded already.'}"
    )


@commands.command("list")
def list_sets() -> None:
    """List what is loaded, a line each."""
    kinds = [*(kind.id for kind in _city().places.kinds), CENTRES]
    for found in filter(None, map(queries.set_of, kinds)):
        click.echo(
            f"{found.kind:<10} {found.count:>7,}  {found.loaded:%Y-%m-%d %H:%M}  "
            f"{'sample  ' if found.is_sample else ''}{found.source}"
        )


@commands.command()
@click.argument("kind")
def forget(kind: str) -> None:
    """Have no places of KIND any longer."""
    _check(kind, _city())
    actions.forget(kind=kind)
    db.session.commit()
    click.echo(f"{kind}: forgotten.")


def _city() -> City:
    city: City = current_app.extensions["city"]
    return city


def _check(kind: str, city: City) -> None:
    known = [*(each.id for each in city.places.kinds), *([CENTRES] if city.places.areas else [])]
    if kind not in known:
        raise click.UsageError(f"places.toml has no kind {kind}; there are: {', '.join(known)}.")


def _say(sentences: list[str], *, err: bool = False) -> None:
    for sentence in sentences[:MOST_SAID]:
        click.echo(sentence, err=err)
    if len(sentences) > MOST_SAID:
        click.echo(f"... and {len(sentences) - MOST_SAID:,} more like these.", err=err)
