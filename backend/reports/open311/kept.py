"""What is kept of apps and of what they sent, why, and until when."""

from flask_babel import lazy_gettext as _

from backend.kernel.keeping import QUARTER, Table, Why, fact, link, public
from backend.reports.kept import OF_HERS, UNTIL_FIXED

TABLES = (
    public(
        "reports_open311_keys",
        _("Aplicaciones que envían reportes"),
        "id digest name contact rate created used ended",
    ),
    Table(
        "reports_open311",
        _("Reportes que llegaron por una aplicación"),
        {
            "report_id": link(),
            "key_id": fact(_("Aplicación"), Why.SERVICE),
            "at": fact(_("Cuándo"), Why.SERVICE),
        },
        OF_HERS,
        days=QUARTER,
        because=UNTIL_FIXED,
    ),
)
