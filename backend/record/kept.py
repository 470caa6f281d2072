"""What the record keeps, why, and until when."""

from flask_babel import lazy_gettext as _

from backend.kernel.keeping import LAW, MONTH, By, Table, Why, link, told

PROVES = _("Prueba qué pediste o permitiste y qué hizo la ciudad; lo pide la ley.")
MINE = (By("account_id"),)

TABLES = (
    Table(
        "record_attributes",
        _("Mis datos"),
        {
            "id": link(),
            "account_id": link(),
            "name": told(_("Dato"), Why.SERVICE),
            "parts": told(_("Qué dice"), Why.SERVICE),
            "given": told(_("Lo diste"), Why.SERVICE),
            "expires": told(_("Vence"), Why.SERVICE),
            "checked": told(_("Comprobado"), Why.SERVICE),
            "checked_by": link(),
            "office": told(_("Oficina"), Why.SERVICE),
            "document": told(_("Documento que vio"), Why.SERVICE),
            "notice": told(_("Versión del aviso"), Why.PROOF),
        },
        MINE,
        days=MONTH,
    ),
    Table(
        "record_documents",
        _("Mis documentos"),
        {
            "id": link(),
            "account_id": link(),
            "kind": told(_("Documento"), Why.SERVICE),
            "photo_id": link(),
            "weight": told(_("Peso en bytes"), Why.SERVICE),
            "given": told(_("Lo diste"), Why.SERVICE),
            "expires": told(_("Vence"), Why.SERVICE),
            "notice": told(_("Versión del aviso"), Why.PROOF),
        },
        MINE,
        days=MONTH,
    ),
    Table(
        "record_consents",
        _("Permisos a oficinas"),
        {
            "id": link(),
            "account_id": link(),
            "office": told(_("Oficina"), Why.PROOF),
            "attribute": told(_("Dato"), Why.PROOF),
            "given": told(_("Lo diste"), Why.PROOF),
            "revoked": told(_("Lo quitaste"), Why.PROOF),
            "notice": told(_("Versión del aviso"), Why.PROOF),
        },
        MINE,
        days=LAW,
        because=PROVES,
    ),
    Table(
        "record_oppositions",
        _("Usos a los que me opuse"),
        {
            "id": link(),
            "account_id": link(),
            "purpose": told(_("Uso"), Why.PROOF),
            "since": told(_("Desde"), Why.PROOF),
            "ended": told(_("Hasta"), Why.PROOF),
        },
        MINE,
        days=LAW,
        because=PROVES,
    ),
    Table(
        "record_requests",
        _("Mis solicitudes de derechos"),
        {
            "id": link(),
            "folio": told(_("Folio"), Why.PROOF),
            "account_id": link(),
            "kind": told(_("Derecho"), Why.PROOF),
            "about": told(_("Sobre qué"), Why.PROOF),
            "words": told(_("Lo que pediste"), Why.PROOF),
            "received": told(_("Recibida"), Why.PROOF),
            "due": told(_("Respuesta antes del"), Why.PROOF),
            "extended": told(_("Plazo ampliado"), Why.PROOF),
            "answered": told(_("Respondida"), Why.PROOF),
            "answered_by": link(),
            "is_granted": told(_("Procede"), Why.PROOF),
            "answer": told(_("Respuesta"), Why.PROOF),
            "carry_out_by": told(_("Cumplir antes del"), Why.PROOF),
            "carried_out": told(_("Cumplida"), Why.PROOF),
        },
        MINE,
        days=LAW,
        because=PROVES,
    ),
    Table(
        "record_blocks",
        _("Mi cancelación"),
        {
            "account_id": link(),
            "since": told(_("Desde"), Why.PROOF),
            "reached": told(_("Días que lleva"), Why.PROOF),
        },
        MINE,
        days=LAW,
        because=PROVES,
    ),
)
