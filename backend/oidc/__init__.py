"""The OpenID Provider: sites that we never saw, signed in to with the Llave.

=================================================  =====================  ========================
address                                            view                   template
=================================================  =====================  ========================
GET /.well-known/openid-configuration              oidc.configuration     (JSON)
GET /.well-known/oauth-authorization-server        oidc.configuration     (JSON)
GET /oidc/jwks                                     oidc.jwks              (JSON)
GET /oidc/authorize                                oidc.authorize         (redirects)
POST /oidc/authorize                               oidc.authorize_sent    (redirects)
GET /oidc/go/<id>                                  oidc.go_on             oidc/go_on.html
POST /oidc/go/<id>                                 oidc.answer            (redirects)
GET /oidc/go/<id>/level                            oidc.level             oidc/level.html
GET /oidc/leave/<id>                               oidc.leave             oidc/leave.html
POST /oidc/token                                   oidc.token             (JSON)
POST /oidc/revoke                                  oidc.revoke            (JSON)
GET /oidc/userinfo                                 oidc.userinfo          (JSON)
POST /oidc/userinfo                                oidc.userinfo          (JSON)
GET /oidc/logout                                   oidc.logout            (redirects)
POST /oidc/logout                                  oidc.logout_sent       (redirects)
GET /oidc/out/<id>                                 oidc.out               oidc/out.html
POST /oidc/out/<id>                                oidc.signed_out        (redirects)
GET /oidc/bye/<id>                                 oidc.bye               oidc/leave.html
GET /llave/sites                                   oidc.sites             oidc/sites.html
POST /llave/sites/<id>/withdraw                    oidc.withdraw          (redirects)
=================================================  =====================  ========================

Authlib checks requests and tokens (``provider``, ``grants``, ``endpoints``); what somebody is asked
is ours: ``asked`` reads a request, ``asks`` lets her browser keep it, ``decide`` says what is next,
``answering`` gives the code. ``actions.handing`` is where her data leave. Commands:
``flask clients add | list | new-secret | remove | rotate-keys``.
"""

from flask import Flask
from flask_babel import lazy_gettext

from backend.identity import acts
from backend.oidc import scopes
from backend.oidc.actions.handing import ACT


def init_app(app: Flask) -> None:
    """Teach ``app`` the words of this room."""
    app.jinja_env.filters["data_names"] = lambda scope: ", ".join(scopes.words(scope))
    acts.call(ACT, lazy_gettext("Un sitio usó tus datos"))
