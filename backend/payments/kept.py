"""What is kept of payments, why, and until when."""

from flask_babel import lazy_gettext as _

from backend.kernel.keeping import LAW, By, Rows, Table, Via, Why, fact, link, told

ACCOUNTS = _("La ciudad debe poder comprobar lo que cobró; lo pide la ley.")

TABLES = (
    Table(
        "payments_payments",
        _("Mis pagos"),
        {
            "id": link(),
            "subject": told(_("Caso"), Why.SERVICE),
            "account_id": link(stays=False),
            "office": fact(_("Oficina"), Why.CITY),
            "concept": fact(_("Concepto"), Why.PROOF),
            "fees": told(_("Cobros"), Why.PROOF),
            "cents": fact(_("Importe en centavos"), Why.PROOF),
            "way": fact(_("Cómo se paga"), Why.PROOF),
            "reference": fact(_("Línea de captura"), Why.PROOF),
            "until": fact(_("Vence"), Why.SERVICE),
            "language": told(_("Idioma"), Why.REACH),
            "asked": fact(_("Desde"), Why.PROOF),
            "paid": fact(_("Pagado"), Why.PROOF),
            "cancelled": fact(_("Cancelado"), Why.PROOF),
        },
        (By("account_id"),),
        days=LAW,
        because=ACCOUNTS,
        rows=Rows.STAY,
    ),
    Table(
        "payments_lines",
        _("Lo que el banco dijo de mis pagos"),
        {
            "mark": link(),
            "payment_id": link(stays=False),
            "reference": fact(_("Línea de captura"), Why.PROOF),
            "cents": fact(_("Importe en centavos"), Why.PROOF),
            "day": fact(_("Día"), Why.PROOF),
            "outcome": fact(_("Resultado"), Why.PROOF),
            "at": fact(_("Cuándo"), Why.PROOF),
            "loaded_by": link(),
        },
        (Via("payment_id", "payments_payments"),),
        days=LAW,
        because=ACCOUNTS,
        rows=Rows.STAY,
    ),
)
