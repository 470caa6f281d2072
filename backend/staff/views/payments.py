"""``/staff/payments``: the bank's file is loaded, and what is waited for is seen."""

from collections import Counter

from flask import Response, make_response, render_template, request
from flask_babel import gettext, lazy_gettext

from backend.identity.roles import RoleName
from backend.kernel import clock
from backend.kernel.access import me, staff
from backend.kernel.security import takes_files
from backend.payments import gateway, queries
from backend.payments.actions import Reconciled, reconcile
from backend.payments.bank_file import MOST_BYTES, NotAFile
from backend.payments.decide import Outcome
from backend.record.today import today
from backend.staff.views.blueprint import Errors, my_offices, room

MOST_LINES = 2000
"""So many movements at once, for they are settled together; the command takes more."""
SHOWN = 30
"""So many lines that paid nothing are told one by one; the others are counted."""
OUTCOMES = {
    Outcome.PAID: (lazy_gettext("Pagado"), "ok", lazy_gettext("El trámite sigue solo.")),
    Outcome.LATE: (
        lazy_gettext("Tarde"),
        "bad",
        lazy_gettext("Llegó después de vencer o de cancelarse. No se otorgó nada: hay que verlo."),
    ),
    Outcome.WRONG_AMOUNT: (
        lazy_gettext("Otro importe"),
        "bad",
        lazy_gettext("No es lo que se cobró. No se otorgó nada: hay que verlo."),
    ),
    Outcome.DOUBLED: (
        lazy_gettext("Pagado dos veces"),
        "bad",
        lazy_gettext("Ya estaba pagado con otro movimiento. Hay que devolverlo."),
    ),
    Outcome.UNKNOWN: (
        lazy_gettext("No se conoce"),
        "wait",
        lazy_gettext("Nadie pidió esa línea de captura, o está mal escrita."),
    ),
    Outcome.KNOWN: (
        lazy_gettext("Ya contado"),
        "",
        lazy_gettext("Este movimiento ya se cargó antes. No cambió nada."),
    ),
    Outcome.ELSEWHERE: (
        lazy_gettext("De otra oficina"),
        "",
        lazy_gettext("Lo carga la oficina que lo cobra."),
    ),
    Outcome.UNREADABLE: (
        lazy_gettext("No se lee"),
        "bad",
        lazy_gettext("A la línea le falta algo o está mal escrito."),
    ),
}
PARTS = {
    "reference": lazy_gettext("la línea de captura"),
    "amount": lazy_gettext("el importe"),
    "date": lazy_gettext("la fecha"),
    "id": lazy_gettext("el folio del banco"),
}


@room.get("/staff/payments")
@staff(RoleName.DESK)
def payments() -> Response:
    """What my offices wait for, and the form for the bank's file."""
    return make_response(_page())


@room.post("/staff/payments")
@staff(RoleName.DESK)
@takes_files
def load_payments() -> Response:
    """The bank's file. Each movement counts once, so that it may be sent again."""
    sent = request.files.get("file")
    content = sent.read(MOST_BYTES + 1) if sent else b""
    if not content:
        return _refuse(gettext("Elige el archivo del banco"))
    try:
        lines = gateway.usual().read(content)
    except NotAFile as error:
        missing = ", ".join(error.columns)
        if missing:
            return _refuse(gettext("Al archivo le falta la columna: %(names)s", names=missing))
        return _refuse(gettext("No se puede leer. Sube el CSV del banco, de menos de 4 MB"))
    if not lines:
        return _refuse(gettext("El archivo no trae movimientos"))
    if len(lines) > MOST_LINES:
        most = MOST_LINES
        return _refuse(gettext("Trae más de %(most)s movimientos. Súbelo en partes", most=most))
    done = reconcile(lines=lines, by=me().id, now=clock.now(), offices=my_offices())
    return make_response(_page(done=done))


def _refuse(sentence: str) -> Response:
    return make_response(_page([("file", sentence)]), 422)


def _page(errors: Errors | None = None, done: Reconciled | None = None) -> str:
    mine = my_offices()
    after = request.args.get("after", "")
    skip = int(after) if after.isascii() and after.isdecimal() and len(after) < 7 else 0
    waiting = queries.waiting(mine, after=skip, size=queries.PAGE + 1)
    day = today(clock.now())
    every, over = queries.count_waiting(mine, day)
    told = [each for each in done.told if each.outcome is not Outcome.PAID] if done else []
    return render_template(
        "staff/payments.html",
        errors=errors or [],
        counts=Counter(each.outcome for each in done.told) if done else {},
        told=told[:SHOWN],
        untold=max(0, len(told) - SHOWN),
        outcomes=OUTCOMES,
        parts=PARTS,
        waiting=waiting[: queries.PAGE],
        more=skip + queries.PAGE if len(waiting) > queries.PAGE else 0,
        every=every,
        over=over,
        today=day,
        unsettled=queries.unsettled(mine),
    )
