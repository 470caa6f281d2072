"""The two ways to tokens, after Authlib: a code with its verifier, and a refresh token."""

from typing import Any

from authlib.oauth2.rfc6749 import InvalidGrantError, InvalidRequestError, InvalidScopeError, grants
from authlib.oauth2.rfc7636 import CodeChallenge

from backend.identity import queries as identity
from backend.kernel import clock
from backend.oidc import queries
from backend.oidc.actions import granting
from backend.oidc.digests import digest_of, new_token
from backend.oidc.models import Client, Grant, Token
from backend.oidc.scopes import OPENID, listed

METHODS = ["client_secret_basic", "client_secret_post", "none"]


class CodeGrant(grants.AuthorizationCodeGrant):  # type: ignore[misc]
    """RFC 6749, 4.1. A code is kept when it was used, so that a second use is noticed."""

    TOKEN_ENDPOINT_AUTH_METHODS = METHODS

    def validate_requested_scope(self) -> None:
        """OIDC Core 3.1.2.1: without ``openid`` it is none of ours."""
        if OPENID not in listed(self.request.payload.scope):
            raise InvalidScopeError("The scope must hold openid.")

    def generate_authorization_code(self) -> str:
        return new_token()

    def save_authorization_code(self, code: str, request: Any) -> None:
        """``request.user`` is the grant, made by the page where she said yes."""
        grant: Grant = request.user
        grant.digest = digest_of(code)
        granting.open_grant(grant)

    def query_authorization_code(self, code: str, client: Client) -> Grant | None:
        grant = queries.grant_of(code)
        if grant is None or grant.client_id != client.id:
            return None
        now = clock.now()
        if grant.used is not None:
            granting.end_at_once(grant, now=now)
            return None
        return grant if grant.ended is None and now < grant.until else None

    def authenticate_user(self, authorization_code: Grant) -> Any:
        return identity.person(authorization_code.account_id)

    def generate_token(self, user: Any = None, scope: str = "", **_: Any) -> Any:
        """A refresh token for sites that may, and on a phone of her own."""
        grant: Grant = self.request.authorization_code
        may_refresh = grant.client.may_refresh and not grant.is_brief
        return super().generate_token(user=user, scope=scope, include_refresh_token=may_refresh)

    def delete_authorization_code(self, authorization_code: Grant) -> None:
        """It stays, marked as used."""


class RefreshGrant(grants.RefreshTokenGrant):  # type: ignore[misc]
    """RFC 6749, 6. Each refresh token serves once; one that comes again ends the grant
    (RFC 9700, 4.14.2)."""

    TOKEN_ENDPOINT_AUTH_METHODS = METHODS
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token: str) -> Token | None:
        now = clock.now()
        token = queries.token(refresh_token, now, kind="refresh")
        if token is None or not token.check_client(self.request.client):
            return None
        if token.used is not None:
            granting.end_at_once(token.grant, now=now)
        return None if token.is_revoked() else token

    def authenticate_user(self, refresh_token: Token) -> Any:
        account = identity.person(refresh_token.grant.account_id)
        if account is None:
            raise InvalidGrantError("Her account was closed.")
        return account

    def revoke_old_credential(self, refresh_token: Token) -> None:
        """It was marked as used when its follower was given out."""


class Challenge(CodeChallenge):  # type: ignore[misc]
    """RFC 7636 for every client, by S256 alone; Authlib's own lets confidential ones do without and
    takes ``plain``."""

    DEFAULT_CODE_CHALLENGE_METHOD = "S256"
    SUPPORTED_CODE_CHALLENGE_METHOD = ("S256",)

    def validate_code_challenge(self, grant: CodeGrant, redirect_uri: str) -> None:
        data = grant.request.payload.data
        if not data.get("code_challenge") or not data.get("code_challenge_method"):
            raise InvalidRequestError("A code_challenge with the method S256 is required.")
        super().validate_code_challenge(grant, redirect_uri)
