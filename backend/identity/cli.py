"""``flask staff``: the first of the staff, invited by whoever runs the server."""

import click
from flask import current_app
from flask.cli import AppGroup

from backend.identity import candidates, contact, queries
from backend.identity.actions import sessions, staffing
from backend.identity.roles import RoleName
from backend.kernel import clock
from backend.kernel.city import City
from backend.kernel.db import db

commands = AppGroup("staff", help="Who works here.")


@commands.command()
@click.argument("to")
@click.option("--role", type=click.Choice([each.value for each in RoleName]), required=True)
@click.option("--office", default="", help="The id of a department; nothing is the whole city.")
def invite(to: str, role: str, office: str) -> None:
    """Invite TO, a phone number or mail address; the code goes there, once and for three days."""
    city: City = current_app.extensions["city"]
    language = city.languages[0]
    reached = contact.read(to, language.locale.partition("_")[2][:2])
    if reached is None:
        raise click.UsageError(f"{to} is neither a phone number nor a mail address.")
    offices = [each.id for each in city.departments]
    if office and office not in offices:
        raise click.UsageError(f"There is no office {office}; there are {', '.join(offices)}.")
    if not staffing.may_be_at(role, office):
        raise click.UsageError(f"{role} is for the whole city: leave --office out.")
    staffing.invite(
        to=reached,
        role=RoleName(role),
        office=office,
        language=language.code,
        now=clock.now(),
    )
    db.session.commit()
    click.echo(f"Invited {contact.spoken(reached.kind, reached.address)} as {role}.")


@commands.command("sign-out")
@click.argument("who")
def sign_out(who: str) -> None:
    """End every session of WHO, a phone number, mail address or CURP: a phone was stolen."""
    city: City = current_app.extensions["city"]
    now = clock.now()
    region = city.languages[0].locale.partition("_")[2][:2]
    found = candidates.meant(candidates.read(who, region, now.date()))
    if not found:
        raise click.ClickException(f"Nobody is known by {who}.")
    for each in found:
        sessions.end_others(account_id=each.id, but=None, now=now)
    db.session.commit()
    click.echo(f"Ended the sessions of {', '.join(each.name or str(each.id) for each in found)}.")


@commands.command("list")
def list_staff() -> None:
    """Who works here, a line each."""
    for role in queries.staff():
        click.echo(
            f"{role.given:%Y-%m-%d}  {role.role:<6}  {role.office or 'whole city':<14}  "
            f"{role.account.name or role.account.curp}"
        )
