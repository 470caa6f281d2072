"""What is kept of reports, why, and until when.

The city keeps that there was a fault, of which kind, in which borough, and what it did; not whose
report it was, nor her words and photos.
"""

from flask_babel import lazy_gettext as _

from backend.kernel.keeping import (
    MONTH,
    QUARTER,
    By,
    Rows,
    Table,
    Via,
    Why,
    fact,
    link,
    secret,
    told,
)

UNTIL_FIXED = _("Hace falta para arreglar la falla y para que el reporte se pueda reabrir.")
OF_HERS = (Via("report_id", "reports_reports"),)

TABLES = (
    Table(
        "reports_reports",
        _("Mis reportes"),
        {
            "id": link(),
            "folio": fact(_("Folio"), Why.SERVICE),
            "receipt": secret(Why.WORKING),
            "key": secret(Why.WORKING),
            "category": fact(_("Qué falla"), Why.CITY),
            "department": fact(_("Oficina"), Why.CITY),
            "answers": told(_("Respuestas"), Why.SERVICE),
            "lat": told(_("Latitud"), Why.SERVICE),
            "lon": told(_("Longitud"), Why.SERVICE),
            "accuracy": told(_("Precisión en metros"), Why.SERVICE),
            "street": told(_("Calle"), Why.SERVICE),
            "number": told(_("Número"), Why.SERVICE),
            "reference": told(_("Referencia"), Why.SERVICE),
            "borough": fact(_("Alcaldía"), Why.CITY),
            "description": told(_("Descripción"), Why.SERVICE),
            "contact": told(_("Cómo avisarte"), Why.REACH),
            "photos_expected": fact(_("Fotos anunciadas"), Why.WORKING),
            "state": fact(_("Estado"), Why.CITY),
            "since": fact(_("Desde"), Why.CITY),
            "created": fact(_("Recibido"), Why.CITY),
            "due": fact(_("Plazo"), Why.CITY),
            "is_published": fact(_("Publicado"), Why.CITY),
            "refers_to": told(_("Remite a"), Why.SERVICE),
            "after": fact(_("Sigue a"), Why.CITY),
            "language": told(_("Idioma"), Why.REACH),
            "account_id": link(stays=False),
            "is_open": fact(_("Abierto"), Why.CITY),
            "channel": fact(_("Por dónde llegó"), Why.CITY),
            "taken_by": link(),
            "crew_id": link(),
            "planned": fact(_("Día previsto"), Why.CITY),
            "merged_into_id": link(),
            "warned": fact(_("Aviso de plazo"), Why.CITY),
            "escalated": fact(_("Aviso de retraso"), Why.CITY),
        },
        (By("account_id"),),
        days=QUARTER,
        because=UNTIL_FIXED,
        rows=Rows.STAY,
    ),
    Table(
        "reports_moves",
        _("Pasos de mis reportes"),
        {
            "id": link(),
            "report_id": link(),
            "state": fact(_("Estado"), Why.CITY),
            "actor": fact(_("Quién"), Why.CITY),
            "at": fact(_("Cuándo"), Why.CITY),
            "office": fact(_("Oficina"), Why.CITY),
            "words": told(_("Palabras"), Why.SERVICE),
            "is_published": fact(_("Publicado"), Why.CITY),
        },
        OF_HERS,
        days=QUARTER,
        because=UNTIL_FIXED,
        rows=Rows.STAY,
    ),
    Table(
        "reports_notes",
        _("Notas de mis reportes"),
        {
            "id": link(),
            "report_id": link(),
            "receipt": secret(Why.WORKING),
            "at": told(_("Cuándo"), Why.SERVICE),
            "text": told(_("Nota"), Why.SERVICE),
        },
        OF_HERS,
        days=QUARTER,
        because=UNTIL_FIXED,
    ),
    Table(
        "reports_photos",
        _("Fotos de mis reportes"),
        {
            "report_id": link(),
            "position": told(_("Lugar"), Why.SERVICE),
            "receipt": secret(Why.WORKING),
            "photo_id": link(),
            "weight": told(_("Peso en bytes"), Why.SERVICE),
            "at": told(_("Cuándo"), Why.SERVICE),
            "is_published": fact(_("Publicado"), Why.SERVICE),
            "is_proof": told(_("Muestra la reparación"), Why.SERVICE),
        },
        OF_HERS,
        days=QUARTER,
        because=UNTIL_FIXED,
    ),
    Table(
        "reports_followers",
        _("Reportes que sigo"),
        {
            "id": link(),
            "report_id": link(),
            "receipt": secret(Why.WORKING),
            "key": secret(Why.WORKING),
            "created": told(_("Desde"), Why.SERVICE),
            "language": told(_("Idioma"), Why.REACH),
            "account_id": link(),
            "contact": told(_("Cómo avisarte"), Why.REACH),
        },
        (By("account_id"),),
    ),
    Table(
        "reports_ratings",
        _("Cómo califiqué"),
        {
            "id": link(),
            "report_id": link(),
            "owner": link(stays=False),
            "score": fact(_("Calificación"), Why.CITY),
            "at": fact(_("Cuándo"), Why.CITY),
        },
        (By("owner", "person:{id}"),),
    ),
    Table(
        "reports_replies",
        _("SMS que contesté"),
        {
            "id": secret(Why.WORKING),
            "number": secret(Why.SECURITY),
            "at": told(_("Cuándo"), Why.SECURITY),
        },
        alone=MONTH,
    ),
)
"""An SMS that came back is known by digests, of which nobody can tell whose they are."""
