"""What is kept of cases, why, and until when."""

from flask_babel import lazy_gettext as _

from backend.kernel.keeping import (
    LAW,
    QUARTER,
    By,
    Table,
    Via,
    Why,
    fact,
    link,
    party,
    secret,
    told,
)

PROVES = _("Prueba qué pediste y qué decidió la ciudad; lo pide la ley.")
WHILE_OPEN = _("Hace falta mientras se decide tu trámite y se puede pedir que lo revisen.")
OF_HERS = (Via("case_id", "cases_cases"),)

TABLES = (
    Table(
        "cases_cases",
        _("Mis trámites"),
        {
            "id": link(),
            "folio": fact(_("Folio"), Why.PROOF),
            "receipt": secret(Why.WORKING),
            "account_id": link(),
            "service": fact(_("Trámite"), Why.PROOF),
            "office": fact(_("Oficina"), Why.PROOF),
            "owner_key": secret(Why.WORKING),
            "state": fact(_("Estado"), Why.PROOF),
            "waits": fact(_("Espera a la oficina"), Why.WORKING),
            "since": fact(_("Desde"), Why.PROOF),
            "created": fact(_("Empezado"), Why.PROOF),
            "sent": fact(_("Enviado"), Why.PROOF),
            "due": fact(_("Plazo"), Why.PROOF),
            "answers": told(_("Respuestas"), Why.SERVICE),
            "held": told(_("Datos de mi expediente"), Why.SERVICE),
            "version": fact(_("Versión del formulario"), Why.PROOF),
            "language": told(_("Idioma"), Why.REACH),
            "channel": fact(_("Por dónde llegó"), Why.CITY),
            "photos_expected": fact(_("Fotos anunciadas"), Why.WORKING),
            "is_to_send": fact(_("Enviado sin señal"), Why.WORKING),
            "begun_by": link(),
            "taken_by": link(),
            "refused_by": link(),
            "score": fact(_("Calificación"), Why.CITY),
        },
        (By("account_id"),),
        days=LAW,
        because=PROVES,
    ),
    Table(
        "cases_moves",
        _("Pasos de mis trámites"),
        {
            "id": link(),
            "case_id": link(),
            "state": fact(_("Estado"), Why.PROOF),
            "actor": fact(_("Quién"), Why.PROOF),
            "at": fact(_("Cuándo"), Why.PROOF),
            "by": party(_("Quién lo hizo"), Why.PROOF),
            "words": told(_("Palabras"), Why.PROOF),
        },
        OF_HERS,
        days=LAW,
        because=PROVES,
    ),
    Table(
        "cases_documents",
        _("Fotos de mis trámites"),
        {
            "id": link(),
            "case_id": link(),
            "field": told(_("Pregunta"), Why.SERVICE),
            "receipt": secret(Why.WORKING),
            "photo_id": link(),
            "weight": told(_("Peso en bytes"), Why.SERVICE),
            "at": told(_("Cuándo"), Why.SERVICE),
        },
        OF_HERS,
        days=QUARTER,
        because=WHILE_OPEN,
    ),
)
