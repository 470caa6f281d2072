"""What the outbox of messages keeps, why, and until when."""

from flask_babel import lazy_gettext as _

from backend.kernel.keeping import MONTH, YEAR, By, Table, Why, link, public, secret, told

TABLES = (
    Table(
        "notify_messages",
        _("Mensajes que me enviaron"),
        {
            "id": link(),
            "channel": told(_("Medio"), Why.REACH),
            "recipient": told(_("A dónde"), Why.REACH),
            "owner": link(),
            "topic": told(_("Tema"), Why.REACH),
            "language": told(_("Idioma"), Why.REACH),
            "subject": told(_("Asunto"), Why.REACH),
            "body": told(_("Mensaje"), Why.REACH),
            "is_secret": told(_("Era un código"), Why.REACH),
            "created": told(_("Cuándo"), Why.REACH),
            "expires": told(_("Vence"), Why.REACH),
            "state": told(_("Estado"), Why.REACH),
            "next": told(_("Siguiente intento"), Why.REACH),
            "claims": told(_("Veces tomado"), Why.REACH),
            "tries": told(_("Intentos"), Why.REACH),
            "settled": told(_("Entregado"), Why.REACH),
            "said": told(_("Qué dijo el medio"), Why.REACH),
            "address": told(_("Página"), Why.REACH),
            "token": secret(Why.WORKING),
            "unless": link(),
            "delivered": told(_("Llegó al teléfono"), Why.REACH),
            "read": told(_("Leído"), Why.REACH),
        },
        (By("owner", "person:{id}"),),
        days=MONTH,
    ),
    Table(
        "notify_preferences",
        _("Cómo quiero que me avisen"),
        {
            "owner": link(),
            "off": told(_("Qué no quiero"), Why.REACH),
            "is_quiet": told(_("Sin ruido de noche"), Why.REACH),
            "is_sms_last": told(_("SMS solo si hace falta"), Why.REACH),
            "changed": told(_("Cuándo"), Why.REACH),
        },
        (By("owner", "person:{id}"),),
        days=MONTH,
    ),
    Table(
        "notify_subscriptions",
        _("Teléfonos donde pedí avisos"),
        {
            "id": link(),
            "phone": secret(Why.WORKING),
            "owner": link(),
            "endpoint": told(_("Servicio de avisos"), Why.REACH),
            "digest": secret(Why.WORKING),
            "p256dh": secret(Why.REACH),
            "auth": secret(Why.REACH),
            "language": told(_("Idioma"), Why.REACH),
            "created": told(_("Desde"), Why.REACH),
            "delivered": told(_("Último aviso que llegó"), Why.REACH),
            "dead": told(_("Terminó"), Why.REACH),
        },
        (By("owner", "person:{id}"),),
        alone=YEAR,
    ),
    public("notify_leases", _("Qué proceso envía mensajes"), "name holder until"),
)
"""A message to nobody's inbox (a code), or to that of a phone without a Llave, goes by itself, and
so does a phone that ended a month ago: see ``actions.forget_old``."""
