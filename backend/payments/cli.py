"""``flask payments``: the bank's file, from where the server runs."""

from collections import Counter
from pathlib import Path

import click
from flask.cli import AppGroup

from backend.kernel import clock
from backend.kernel.db import db
from backend.payments import gateway
from backend.payments.actions import reconcile
from backend.payments.actions.reconciling import AT_ONCE, Told
from backend.payments.bank_file import NotAFile
from backend.payments.decide import Outcome

commands = AppGroup("payments", help="What is paid at banks and stores.")


@commands.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def load(file: Path) -> None:
    """Take the bank's FILE: say what became of each line that paid nothing, and count all."""
    try:
        lines = gateway.usual().read(file.read_bytes())
    except NotAFile as error:
        missing = ", ".join(error.columns)
        raise click.ClickException(
            f"{file.name} has no column {missing}; see VENTANILLA_BANK_COLUMNS."
            if missing
            else f"{file.name} cannot be read as a CSV of at most 4 MB."
        ) from None
    every: list[Told] = []
    for start in range(0, len(lines), AT_ONCE):
        # Settled part by part, so that others may write meanwhile; broken off, it is loaded again.
        part = lines[start : start + AT_ONCE]
        every += reconcile(lines=part, by=None, now=clock.now()).told
        db.session.commit()
    for told in every:
        if told.outcome is not Outcome.PAID:
            why = f" ({told.line.fault})" if told.line.fault else ""
            click.echo(
                f"line {told.line.number}: {told.outcome}{why} {told.line.reference} "
                f"{told.line.amount} {told.line.day}"
            )
    for outcome, count in sorted(Counter(each.outcome for each in every).items()):
        click.echo(f"{outcome}: {count}")
