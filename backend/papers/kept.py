"""What is kept of papers, why, and until when.

That a paper was given, or revoked, the city has to be able to say; not whose it was.
"""

from flask_babel import lazy_gettext as _

from backend.kernel.keeping import YEAR, By, Rows, Table, Why, fact, link, public, told

TABLES = (
    public("papers_keys", _("Llaves que firman documentos"), "kid sealed public created"),
    Table(
        "papers_papers",
        _("Mis documentos"),
        {
            "id": link(),
            "number": fact(_("Número"), Why.PROOF),
            "subject": told(_("Caso"), Why.SERVICE),
            "account_id": link(stays=False),
            "kind": fact(_("Clase"), Why.PROOF),
            "title": fact(_("Documento"), Why.PROOF),
            "holder": told(_("A nombre de"), Why.SERVICE),
            "lines": told(_("Qué dice"), Why.SERVICE),
            "office": fact(_("Oficina"), Why.PROOF),
            "language": told(_("Idioma"), Why.REACH),
            "issued": fact(_("Expedido"), Why.PROOF),
            "valid_until": fact(_("Vence"), Why.PROOF),
            "kid": fact(_("Llave que lo firma"), Why.PROOF),
            "signed": told(_("Firmado"), Why.SERVICE),
            "revoked": fact(_("Revocado"), Why.PROOF),
            "revoked_by": link(),
            "reason": told(_("Por qué"), Why.PROOF),
        },
        (By("account_id"),),
        days=YEAR,
        because=_("Durante un año puedes reclamar, y hace falta saber qué se te dio."),
        rows=Rows.STAY,
    ),
)
