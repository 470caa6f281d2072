"""``flask services``: what whoever writes services uses. Works on a pack that does not start."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from backend.catalogue import pack as packs
from backend.catalogue.blank import blank
from backend.catalogue.preview import Teller
from backend.config import Settings
from backend.kernel.city import City
from backend.kernel.city.extract import update_catalogues
from backend.kernel.city.services.model import Service
from backend.kernel.city.services.pack import FOLDER
from backend.kernel.city.services.read import SLUG

commands = AppGroup("services", help="Services as data: check them, begin one, read one.")
MOST_BARE = 5
"""Texts without translation that are named one by one, so that they hide no mistake."""
SOME = click.Path(exists=True, path_type=Path)


@commands.command()
@click.argument("where", type=SOME, required=False)
def check(where: Path | None) -> None:
    """Say what is wrong with a pack, or with the file of one service: file, key and remedy. Without
    WHERE it is the pack the server uses."""
    try:
        pack, slug = packs.find(where or _pack())
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    checked = packs.check(pack)
    faults = checked.about(slug) if slug else checked.faults
    bare = packs.untranslated(faults)
    for fault in [fault for fault in faults if fault not in bare] + bare[:MOST_BARE]:
        click.echo(fault, err=True)
    if bare:
        click.echo(f"{len(bare)} texts to translate: run flask services words, and fill in what is "
                   "empty there.", err=True)  # fmt: skip
    if others := len(checked.faults) - len(faults):
        click.echo(f"Elsewhere in the pack: {others} more.", err=True)
    if faults:
        raise SystemExit(1)
    if checked.city:
        _say_all(checked.city, slug)
    else:
        click.echo(f"{slug}: in order.")


@commands.command()
@click.argument("slug")
def new(slug: str) -> None:
    """Begin the file of a service: every key with what it is for, and blanks to fill in."""
    if not SLUG.fullmatch(slug):
        raise click.UsageError(
            f'"{slug}" is no name; write a-z, 0-9 and -, 2 to 40, a letter first.'
        )
    file = _pack() / FOLDER / f"{slug}.toml"
    if file.exists():
        raise click.UsageError(f"{file} is there already; take another name.")
    file.parent.mkdir(exist_ok=True)
    file.write_text(blank(slug, packs.ids(_pack())), encoding="utf-8")
    click.echo(f"Wrote {file}. Fill in the blanks, then: flask services check {file}")


@commands.command()
@click.argument("where", type=SOME, required=False)
def words(where: Path | None) -> None:
    """Give the translators of a pack what there is to translate, and take what is gone."""
    try:
        stale = update_catalogues(where or _pack())
    except (ValueError, RecursionError) as error:
        raise click.ClickException(f"{error}; run flask services check first.") from error
    for path in stale:
        click.echo(f"updated: {path}")
    if not stale:
        click.echo("Every city.po is up to date.")


@commands.command()
@click.argument("slug")
def preview(slug: str) -> None:
    """Tell a service in each language: what is asked, page by page, and where conditions lead."""
    checked = packs.check(_pack())
    if checked.city is None:
        raise click.ClickException("\n".join(checked.about(slug) or checked.faults))
    service = _find(checked.city, slug)
    for language in checked.city.languages:
        click.echo(f"=== {language.name} ({language.code}) ===")
        for line in Teller(service, language.code).lines():
            click.echo(line)
        click.echo()


def _say_all(city: City, slug: str) -> None:
    for service in [_find(city, slug)] if slug else city.services:
        asked = len(list(service.fields))
        click.echo(f"{service.slug}: in order, {len(service.steps)} pages, {asked} questions.")
    if not city.services:
        click.echo("The pack is in order, and has no services.")


def _find(city: City, slug: str) -> Service:
    service = city.service(slug)
    if service is None:
        known = ", ".join(each.slug for each in city.services) or "none"
        raise click.UsageError(f'There is no service "{slug}"; there are: {known}.')
    return service


def _pack() -> Path:
    settings: Settings = current_app.extensions["settings"]
    return settings.city
