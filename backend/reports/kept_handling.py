"""What is kept of how the desk handled a report, why, and until when."""

from flask_babel import lazy_gettext as _

from backend.kernel.keeping import (
    LAW,
    QUARTER,
    By,
    Rows,
    Table,
    Via,
    Why,
    fact,
    link,
    party,
    public,
    told,
)
from backend.reports.kept import OF_HERS, UNTIL_FIXED

TABLES = (
    public("reports_crews", _("Cuadrillas"), "id office name created ended"),
    Table(
        "reports_crew_members",
        _("Cuadrillas con las que salgo"),
        {
            "id": link(),
            "crew_id": link(),
            "account_id": link(),
            "since": told(_("Desde"), Why.SERVICE),
            "ended": told(_("Hasta"), Why.SERVICE),
        },
        (By("account_id"),),
    ),
    Table(
        "reports_inside_notes",
        _("Notas de la oficina sobre mis reportes"),
        {
            "id": link(),
            "report_id": link(),
            "by_id": link(),
            "at": told(_("Cuándo"), Why.SERVICE),
            "text": told(_("Nota"), Why.SERVICE),
        },
        OF_HERS,
        days=QUARTER,
        because=UNTIL_FIXED,
    ),
    Table(
        "reports_activity",
        _("Lo que hice con reportes en la oficina"),
        {
            "id": link(),
            "report_id": link(),
            "at": fact(_("Cuándo"), Why.PROOF),
            "actor": party(_("Quién"), Why.PROOF),
            "office": fact(_("Oficina"), Why.PROOF),
            "act": fact(_("Qué hizo"), Why.PROOF),
            "told": fact(_("Con qué"), Why.PROOF),
        },
        (By("actor", "person:{id}"),),
        days=LAW,
        because=_("Prueba quién atendió cada reporte; lo pide la ley."),
        rows=Rows.STAY,
    ),
    Table(
        "reports_words",
        _("Palabras por las que se encuentran mis reportes"),
        {"word": link(stays=False), "report_id": link()},
        (Via("report_id", "reports_reports"),),
        days=QUARTER,
        because=UNTIL_FIXED,
    ),
)
