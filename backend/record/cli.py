"""``flask record waiting``: what the privacy officer asks whoever runs the server for."""

import click
from flask.cli import AppGroup

from backend.kernel import clock
from backend.record import queries, rights
from backend.record.actions.answering import standing
from backend.record.today import today

commands = AppGroup("record", help="Rights about personal data.")


@commands.command()
def waiting() -> None:
    """The requests that wait, the one due first first; those that are late are marked."""
    for each in queries.waiting(size=1000):
        state = standing(each)
        left = rights.clock(state, each.due, each.carry_out_by, today(clock.now()))
        days = f"{left.left:>4} working days" if left else ""
        late = " LATE" if left and left.is_late else ""
        click.echo(f"{each.folio}  {each.kind:<8} {state:<9} {days}{late}")
