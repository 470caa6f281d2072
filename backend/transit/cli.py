"""``flask transit``: load a feed; what staff use for notices until there is a desk."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from flask import current_app
from flask.cli import AppGroup

from backend.forms import text
from backend.kernel import clock
from backend.kernel.city import City
from backend.kernel.db import db
from backend.transit import actions, queries
from backend.transit.gtfs import FeedError
from backend.transit.load import Loaded, load
from backend.transit.models import Notice
from backend.transit.queries import lines, notices, stations

commands = AppGroup("transit", help="Transport: the feed and the notices of the day.")
notice = AppGroup("notice", help="Notices of the day.")
commands.add_command(notice)
MOMENT = click.DateTime(["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d"])


@commands.command("load")
@click.argument("feed", type=click.Path(path_type=Path))
@click.option(
    "--shift-calendar",
    is_flag=True,
    help="Move the calendar of a feed that is over to the present; the pages say so.",
)
def load_feed(feed: Path, shift_calendar: bool) -> None:
    """Load FEED, a GTFS ZIP or folder, in the place of the one that is served."""
    try:
        loaded = load(feed, now=clock.now(), shift=shift_calendar)
    except FeedError as error:
        for fault in error.faults:
            click.echo(fault, err=True)
        raise click.ClickException("nothing was loaded; what was served is served on.") from None
    say(loaded)


def say(loaded: Loaded) -> None:
    """Say what a load brought."""
    for name, rows in loaded.counts.items():
        click.echo(f"{name:<20} {rows:>9,} rows")
    click.echo(
        f"Loaded {loaded.lines} lines and {loaded.stations} stations, "
        f"for {loaded.first} to {loaded.last}."
    )
    if loaded.shifted_days:
        click.echo(f"The calendar was moved by {loaded.shifted_days} days; the pages say so.")
    elif loaded.last < clock.now().date():
        click.echo(f"The feed was over on {loaded.last}; the pages say so. See --shift-calendar.")
    for note in loaded.notes:
        click.echo(f"Note: {note}")


@notice.command("add")
@click.option("--say", "words", type=(str, str), multiple=True, help="Language and words; repeat.")
@click.option("--agency", help="Only about the agency with this key.")
@click.option("--line", help="Only about the line with this key.")
@click.option("--stop", help="Only about the station with this key.")
@click.option("--from", "starts", type=MOMENT, help="When it begins, in the city's time; now.")
@click.option("--until", "ends", type=MOMENT, help="When it ends; until it is ended.")
def add_notice(  # noqa: PLR0917 - click gives them by name
    words: tuple[tuple[str, str], ...],
    agency: str | None,
    line: str | None,
    stop: str | None,
    starts: datetime | None,
    ends: datetime | None,
) -> None:
    """Post a notice, in at least the city's own language.

    flask transit notice add --line 3 --say es "Sin servicio" --say en "No service"
    """
    about, key = _about(agency, line, stop)
    begins, over = _aware(starts), _aware(ends)
    if over and over <= max(begins or clock.now(), clock.now()):
        raise click.UsageError("--until is not after the notice begins.")
    posted = actions.post_notice(
        words=_words(words), now=clock.now(), about=about, key=key, starts=begins, ends=over
    )
    db.session.commit()
    click.echo(f"Posted notice {posted.id}.")


@notice.command("list")
def list_notices() -> None:
    """List the notices that hold or will, a line each."""
    for each in notices.not_over(clock.now()):
        until = f"until {_local(each.ends)}" if each.ends else "until it is ended"
        about = f"{each.about} {each.key}".strip()
        first = next(iter(each.words.values()))
        click.echo(f"{each.id:>5}  {about:<20} from {_local(each.starts)} {until}  {first}")


@notice.command("end")
@click.argument("number", type=int)
def end_notice(number: int) -> None:
    """End the notice NUMBER now."""
    found: Notice | None = notices.notice(number)
    if found is None:
        raise click.ClickException(f"There is no notice {number}.")
    actions.end_notice(notice=found, now=clock.now())
    db.session.commit()
    click.echo(f"Notice {number} is over.")


def _about(agency: str | None, line: str | None, stop: str | None) -> tuple[str, str]:
    """What a notice is about, and its key in the feed that is served."""
    given = [pair for pair in (("agency", agency), ("line", line), ("stop", stop)) if pair[1]]
    if len(given) > 1:
        raise click.UsageError("Give one of --agency, --line and --stop.")
    if not given:
        return notices.EVERYTHING, ""
    what, key = given[0][0], given[0][1] or ""
    served = queries.current()
    find = {"agency": lines.agency, "line": lines.line, "stop": stations.station}[what]
    found = find(served, key) if served else None
    if found is None:
        raise click.UsageError(f"There is no {what} {key} in the feed that is served.")
    return what, found.key


def _words(given: tuple[tuple[str, str], ...]) -> dict[str, str]:
    city: City = current_app.extensions["city"]
    words = {language: text.lines(said) for language, said in given}
    own = city.languages[0].code
    if not words.get(own):
        raise click.UsageError(f'Give the words in the city\'s own language: --say {own} "...".')
    for language, said in words.items():
        if city.language(language) is None:
            known = ", ".join(each.code for each in city.languages)
            raise click.UsageError(f"The city does not speak {language!r}; it speaks {known}.")
        if not 0 < len(said) <= actions.MOST_LETTERS:
            raise click.UsageError(f"Write 1 to {actions.MOST_LETTERS} letters for {language}.")
    return words


def _aware(naive: datetime | None) -> datetime | None:
    return naive.replace(tzinfo=_zone()) if naive else None


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(_zone()):%Y-%m-%d %H:%M}"


def _zone() -> ZoneInfo:
    city: City = current_app.extensions["city"]
    return ZoneInfo(city.timezone)
