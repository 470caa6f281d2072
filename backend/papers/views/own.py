"""``/papers/<number>``: a paper of one's own, to show and to print. To others there is none."""

from datetime import date

from flask import Response, abort, make_response, render_template
from flask_babel import format_date, get_locale, gettext

from backend.kernel import audit, clock
from backend.kernel.access import for_another, keep, me, whose
from backend.kernel.i18n import current, speaking
from backend.papers import numbers, qr, queries
from backend.papers.actions import READ, office_name
from backend.papers.models import Paper
from backend.papers.payload import OFFICE, cut
from backend.papers.views.blueprint import origin, room, the_city
from backend.record.today import today


@room.get("/papers/<number>")
@for_another
def paper(number: str) -> Response:
    """The light page, kept on her phone so that she can show it without signal."""
    found = mine_or_404(number)
    code = qr.of(origin(), found.signed)
    page = render_template(
        "papers/paper.html",
        paper=found,
        number=numbers.spaced(found.number),
        office=_office(found, current()),
        facts=facts(found) + terms(found),
        drawing=qr.drawing(code),
        stamp=stamp(found),
    )
    return keep(make_response(page), "private")


@room.get("/papers/<number>.pdf")
@for_another
def pdf(number: str) -> Response:
    """The same to be printed or sent, in the language it was given in."""
    # Imported where it is needed: a quarter of a second that no other page waits for.
    from backend.papers.pdf import Sheet, drawn  # noqa: PLC0415

    found = mine_or_404(number)
    with speaking(found.language):
        sheet = Sheet(
            city=the_city().name.in_(current()),
            office=_office(found, current()),
            title=found.title,
            number=numbers.spaced(found.number),
            facts=facts(found),
            terms=terms(found),
            notes=notes(),
            stamp=stamp(found),
            locale=str(get_locale()).replace("_", "-"),
            made=found.issued,
        )
        written = drawn(sheet, qr.of(origin(), found.signed))
    response = make_response(written)
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
    return response


def mine_or_404(number: str) -> Paper:
    """Her paper of this number; another's is not there. That somebody who helps her reads it is
    noted before it is shown."""
    found = queries.paper(number)
    if found is None or found.account_id is None or found.account_id != whose():
        abort(404)
    if me().helps:
        actor, subject = audit.person(me().id), audit.person(found.account_id)
        audit.note(
            actor=actor,
            subject=subject,
            act=READ,
            what=number,
            purpose=numbers.spaced(number),
            now=clock.now(),
            at_once=True,
        )
    return found


def facts(paper: Paper) -> tuple[tuple[str, str], ...]:
    """What it says: whose it is, and what it certifies."""
    return (gettext("A nombre de"), paper.holder), *((what, how) for what, how in paper.lines)


def terms(paper: Paper) -> tuple[tuple[str, str], ...]:
    """Since and until when it holds, and by which number it is known."""
    until = _day(paper.valid_until) if paper.valid_until else gettext("No vence")
    return (
        (gettext("Expedido"), _day(today(paper.issued))),
        (gettext("Vence"), until),
        (gettext("Número"), numbers.spaced(paper.number)),
    )


def notes() -> tuple[str, ...]:
    """How it is verified, on paper."""
    return (
        gettext("Para comprobar que es auténtico, escanea el código con cualquier celular."),
        gettext("O escribe en tu navegador: %(address)s", address=f"{origin()}/verify"),
        gettext("Lo que dice el código no se envía a ningún lado: lo revisa tu propio celular."),
    )


def stamp(paper: Paper) -> str:
    """What is wrong with it, in a word."""
    if paper.revoked:
        return str(gettext("Revocado"))
    is_over = paper.valid_until is not None and paper.valid_until < today(clock.now())
    return str(gettext("Vencido")) if is_over else ""


def _office(paper: Paper, language: str) -> str:
    return cut(office_name(paper.office, language), OFFICE)


def _day(day: date) -> str:
    return str(format_date(day, "long"))
