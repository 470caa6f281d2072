"""That staff read a case is noted before it is shown, for her to see."""

from datetime import datetime

from flask_babel import lazy_gettext

from backend.cases.models import Case
from backend.identity import acts
from backend.kernel import audit

READ = "cases.read"
acts.call(READ, lazy_gettext("Vio mi trámite"))
acts.call("cases.tampered", lazy_gettext("Llegó algo que el formulario no pregunta"))


def note_read(*, case: Case, account_id: int, office: str, now: datetime) -> None:
    """Note that somebody of ``office`` is about to read ``case``."""
    names = sorted({each["attribute"] for each in case.held.values()})
    audit.note(
        actor=audit.person(account_id),
        subject=audit.person(case.account_id),
        act=READ,
        office=office or case.office,
        what=" ".join(names),
        purpose=case.folio,
        now=now,
        at_once=True,
    )
