"""What is kept of appointments, why, and until when."""

from flask_babel import lazy_gettext as _

from backend.kernel.keeping import QUARTER, By, Table, Why, fact, link, public, told

TABLES = (
    public(
        "appointments_slots",
        _("Horarios cambiados por las oficinas"),
        "id service place begins capacity is_closed changed changed_by",
    ),
    Table(
        "appointments_bookings",
        _("Mis citas"),
        {
            "id": link(),
            "service": fact(_("Trámite"), Why.SERVICE),
            "place": fact(_("Lugar"), Why.SERVICE),
            "place_name": fact(_("Nombre del lugar"), Why.SERVICE),
            "begins": fact(_("Cuándo"), Why.SERVICE),
            "seat": link(),
            "subject": told(_("Caso"), Why.SERVICE),
            "account_id": link(),
            "held_by": link(),
            "language": told(_("Idioma"), Why.REACH),
            "booked": told(_("Apartada"), Why.SERVICE),
            "reminded": told(_("Recordatorio"), Why.SERVICE),
            "cancelled": told(_("Cancelada"), Why.SERVICE),
        },
        (By("account_id"),),
        days=QUARTER,
        because=_("Hace falta para atender a quien ya apartó su lugar, y para aclarar después."),
    ),
)
