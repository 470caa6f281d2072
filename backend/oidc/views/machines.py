"""What the servers of sites ask. They show a secret or a token; no cookie counts here."""

from flask import Response, jsonify, request

from backend.kernel.access import public
from backend.kernel.security import machine
from backend.oidc.provider import provider
from backend.oidc.views.blueprint import room


@room.post("/oidc/token")
@public
@machine
def token() -> Response:
    """A code or a refresh token for tokens (OIDC Core 3.1.3)."""
    return _once() or provider.create_token_response()


@room.post("/oidc/revoke")
@public
@machine
def revoke() -> Response:
    """A token that is needed no more (RFC 7009)."""
    return _once() or provider.create_endpoint_response("revocation")


@room.route("/oidc/userinfo", methods=["GET", "POST"])
@public
@machine
def userinfo() -> Response:
    """What she agreed to tell (OIDC Core 5.3)."""
    if "Authorization" not in request.headers:
        # RFC 6750, 3.1: who shows nothing is told how, and no error.
        response = Response("", 401, mimetype="text/plain")
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
    return provider.create_endpoint_response("userinfo")  # type: ignore[no-any-return]


def _once() -> Response | None:
    """RFC 6749, 3.2 and 2.3.1: no parameter twice, and none in the address."""
    if request.args or any(len(values) > 1 for _, values in request.form.lists()):
        response = jsonify(error="invalid_request")
        response.status_code = 400
        return response
    return None
