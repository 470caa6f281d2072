"""What sites read before anything else (OIDC Discovery 1.0; RFC 8414; RFC 7517)."""

from flask import Response, current_app, jsonify
from flask import url_for as address_of

from backend.kernel.access import public
from backend.kernel.city import City
from backend.oidc import assurance, keyring
from backend.oidc.grants import METHODS
from backend.oidc.provider import issuer
from backend.oidc.scopes import CLAIMS, SCOPES
from backend.oidc.views.blueprint import room

FRESH = "public, max-age=3600"
CLAIMS_OF_ID_TOKEN = ("sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr")


@room.get("/.well-known/openid-configuration")
@room.get("/.well-known/oauth-authorization-server")
@public
def configuration() -> Response:
    """Where everything is and what we can do."""
    city: City = current_app.extensions["city"]
    response = jsonify(
        issuer=issuer(),
        authorization_endpoint=_at("authorize"),
        token_endpoint=_at("token"),
        userinfo_endpoint=_at("userinfo"),
        revocation_endpoint=_at("revoke"),
        end_session_endpoint=_at("logout"),
        jwks_uri=_at("jwks"),
        scopes_supported=SCOPES,
        claims_supported=[
            *CLAIMS_OF_ID_TOKEN,
            *(name for each in CLAIMS.values() for name in each),
        ],
        response_types_supported=["code"],
        response_modes_supported=["query"],
        grant_types_supported=["authorization_code", "refresh_token"],
        subject_types_supported=["pairwise"],
        id_token_signing_alg_values_supported=keyring.ALGS,
        token_endpoint_auth_methods_supported=METHODS,
        revocation_endpoint_auth_methods_supported=METHODS,
        code_challenge_methods_supported=["S256"],
        prompt_values_supported=["none", "login", "consent", "select_account"],
        acr_values_supported=[assurance.acr_of(level) for level in assurance.LEVELS],
        ui_locales_supported=[language.code for language in city.languages],
        op_policy_uri=issuer() + address_of("mine.privacy"),
        authorization_response_iss_parameter_supported=True,
        claims_parameter_supported=False,
        request_parameter_supported=False,
        request_uri_parameter_supported=False,
    )
    response.headers["Cache-Control"] = FRESH
    return response


@room.get("/oidc/jwks")
@public
def jwks() -> Response:
    """The keys that sign ID tokens."""
    response = jsonify(keyring.published())
    response.headers["Cache-Control"] = FRESH
    return response


def _at(name: str) -> str:
    return f"{issuer()}/oidc/{name}"
