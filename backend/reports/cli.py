"""``flask reports``: reports from where the server runs, and what is done by the clock."""

from typing import BinaryIO

import click
from flask.cli import AppGroup

from backend.files.queries import content_of
from backend.files.queries import photo as stored_photo
from backend.kernel import clock
from backend.kernel.db import db
from backend.reports import actions, queries
from backend.reports import folio as folios
from backend.reports.actions.sla import watch
from backend.reports.models import Report
from backend.reports.status import BY_CITY, Actor, State

commands = AppGroup("reports", help="Reports of what is broken in the street.")
STATES = click.Choice([state.value for state in State])
NAMES_ANOTHER = {State.DUPLICATE: "--of FOLIO", State.NOT_OURS: "--to WHOM"}


@commands.command("list")
@click.option("--state", type=STATES, help="Only those in this state.")
@click.option("--borough", help="Only those of this borough's id.")
@click.option("--most", default=20, show_default=True, help="How many, newest first.")
def list_reports(state: str | None, borough: str | None, most: int) -> None:
    """List reports, newest first, a line each."""
    page = queries.newest(state=state, borough=borough, size=most)
    for report in page.reports:
        click.echo(
            f"{folios.spaced(report.folio)}  {report.created:%Y-%m-%d %H:%M}  {report.state:<11}  "
            f"{report.borough:<18}  {report.category}"
        )
    if page.after:
        click.echo("... and older ones: ask with a larger --most.")


@commands.command()
@click.argument("folio")
def show(folio: str) -> None:
    """Show all there is of a report."""
    report = _find(folio)
    for name in ("folio", "category", "department", "state", "borough", "street", "number"):
        click.echo(f"{name:<12} {getattr(report, name)}")
    for name in ("reference", "lat", "lon", "accuracy", "description", "contact", "answers"):
        click.echo(f"{name:<12} {getattr(report, name)}")
    click.echo(f"{'published':<12} {'yes' if report.is_published else 'no'}")
    click.echo(f"{'photos':<12} {len(report.photos)} of {report.photos_expected}")
    for note in report.notes:
        click.echo(f"{note.at:%Y-%m-%d %H:%M}  note: {note.text}")
    for move in report.moves:
        click.echo(f"{move.at:%Y-%m-%d %H:%M}  {move.state} by {move.actor}  {move.words}")
    click.echo(f"{'may become':<12} {', '.join(sorted(BY_CITY[report.standing])) or 'nothing'}")


@commands.command()
@click.argument("folio")
@click.argument("number", type=int)
@click.argument("file", type=click.File("wb"))
def photo(folio: str, number: int, file: BinaryIO) -> None:
    """Write photo NUMBER to FILE, to look at it before everybody may."""
    found = queries.photo_of(_find(folio), number)
    stored = stored_photo(found.photo_id) if found else None
    if stored is None:
        raise click.ClickException(f"It has no photo {number}.")
    file.write(content_of(stored))


@commands.command()
@click.argument("folio")
def publish(folio: str) -> None:
    """Let everybody read the text and see the photos: you have looked at them."""
    actions.publish(report=_find(folio))
    db.session.commit()
    click.echo("Published.")


@commands.command()
@click.argument("folio")
@click.argument("state", type=STATES)
@click.option("--note", default="", help="Words for the resident.")
@click.option("--of", "of", default="", help="Duplicate: the folio of the first report.")
@click.option("--to", "to", default="", help="Not ours: whose matter it is.")
def move(folio: str, state: str, note: str, of: str, to: str) -> None:
    """Move a report to STATE."""
    report = _find(folio)
    wanted = State(state)
    refers_to = _find(of).folio if of else to
    if wanted in NAMES_ANOTHER and not refers_to:
        raise click.UsageError(f"{state} needs {NAMES_ANOTHER[wanted]}.")
    if wanted is State.CANNOT and not note:
        raise click.UsageError("cannot needs --note with the reason, for the resident.")
    try:
        actions.move(
            report=report,
            to=wanted,
            actor=Actor.CITY,
            words=note,
            now=clock.now(),
            refers_to=refers_to,
        )
    except actions.NotAllowed:
        allowed = ", ".join(sorted(BY_CITY[report.standing])) or "nothing"
        raise click.ClickException(f"From {report.state} it may become: {allowed}.") from None
    db.session.commit()
    click.echo(f"{folios.spaced(report.folio)} is now {state}.")


@commands.command()
def sla() -> None:
    """Warn offices of reports that are about to be late, and tell whoever stands above them of
    those that are; each report once. The server does it by itself, unless its worker is off."""
    told = watch(clock.now())
    db.session.commit()
    click.echo(f"Warned of {told.warned} reports, escalated {told.escalated}.")


def _find(text: str) -> Report:
    folio = folios.read(text)
    report = queries.by_folio(folio) if folio else None
    if report is None:
        raise click.ClickException(f"There is no report {text}.")
    return report
