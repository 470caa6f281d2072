"""What the OpenID Provider keeps, why, and until when."""

from flask_babel import lazy_gettext as _

from backend.kernel.keeping import MONTH, By, Table, Via, Why, link, public, secret, told

TABLES = (
    public(
        "oidc_clients",
        _("Sitios donde se entra con la Llave"),
        "id name owner site purposes secret redirect_uris logout_uris scopes optional alg level "
        "may_refresh sector created ended",
    ),
    public("oidc_keys", _("Firmas de la ciudad"), "kid alg sealed public created ended"),
    Table(
        "oidc_consents",
        _("Mis permisos a sitios"),
        {
            "id": link(),
            "client_id": told(_("Sitio"), Why.SERVICE),
            "account_id": link(),
            "scopes": told(_("Qué le doy"), Why.SERVICE),
            "asked": told(_("Qué pidió"), Why.SERVICE),
            "given": told(_("Desde"), Why.SERVICE),
            "ended": told(_("Hasta"), Why.SERVICE),
        },
        (By("account_id"),),
        days=MONTH,
    ),
    Table(
        "oidc_grants",
        _("Mis entradas a sitios"),
        {
            "id": link(),
            "client_id": told(_("Sitio"), Why.SERVICE),
            "account_id": link(),
            "digest": secret(Why.SECURITY),
            "scope": told(_("Qué le doy"), Why.SERVICE),
            "redirect_uri": told(_("A dónde"), Why.SERVICE),
            "challenge": secret(Why.SECURITY),
            "nonce": secret(Why.SECURITY),
            "level": told(_("Nivel"), Why.SECURITY),
            "methods": told(_("Cómo entré"), Why.SECURITY),
            "proved": told(_("Cuándo entré"), Why.SECURITY),
            "is_brief": told(_("En un teléfono compartido"), Why.SECURITY),
            "created": told(_("Cuándo"), Why.SERVICE),
            "until": told(_("Vence"), Why.SECURITY),
            "used": told(_("Usado"), Why.SECURITY),
            "ended": told(_("Hasta"), Why.SERVICE),
        },
        (By("account_id"),),
        days=MONTH,
        alone=7 * MONTH,
    ),
    Table(
        "oidc_tokens",
        _("Accesos de sitios"),
        {
            "id": link(),
            "grant_id": link(),
            "kind": told(_("Tipo"), Why.SECURITY),
            "digest": secret(Why.SECURITY),
            "scope": told(_("Qué le doy"), Why.SERVICE),
            "created": told(_("Cuándo"), Why.SERVICE),
            "until": told(_("Vence"), Why.SECURITY),
            "used": told(_("Usado"), Why.SECURITY),
        },
        (Via("grant_id", "oidc_grants"),),
        days=MONTH,
        alone=7 * MONTH,
    ),
)
"""What is over goes by itself: see ``actions.tidying``."""
