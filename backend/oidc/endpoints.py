"""What sites ask beside tokens: to end one, to be told of somebody, to sign somebody out."""

from typing import Any

from authlib.integrations.flask_oauth2 import ResourceProtector
from authlib.oauth2.rfc6749 import InvalidRequestError
from authlib.oauth2.rfc6750 import BearerTokenValidator, InvalidTokenError
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oidc.core import UserInfoEndpoint
from authlib.oidc.rpinitiated import EndSessionEndpoint
from joserfc.jwk import KeySet

from backend.kernel import clock
from backend.oidc import keyring, queries
from backend.oidc.actions import granting, handing
from backend.oidc.grants import METHODS
from backend.oidc.models import Grant, Token


class Revocation(RevocationEndpoint):  # type: ignore[misc]
    """RFC 7009. What is unknown or over already is answered as if it had just been ended."""

    CLIENT_AUTH_METHODS = METHODS

    def query_token(self, token_string: str, token_type_hint: str | None) -> Token | None:
        return queries.token(token_string, clock.now())

    def revoke_token(self, token: Token, request: Any) -> None:
        granting.end(token, now=clock.now())


class _Bearer(BearerTokenValidator):  # type: ignore[misc]
    def authenticate_token(self, token_string: str) -> Token | None:
        return queries.token(token_string, clock.now(), kind="access")


class UserInfo(UserInfoEndpoint):  # type: ignore[misc]
    """OIDC Core 5.3."""

    def __init__(self) -> None:
        protector = ResourceProtector()
        protector.register_token_validator(_Bearer())
        super().__init__(resource_protector=protector)

    def generate_user_info(self, user: Grant, scope: str) -> dict[str, Any]:
        told = handing.hand(user, scope, now=clock.now())
        if not told:
            raise InvalidTokenError
        return told


class EndSession(EndSessionEndpoint):  # type: ignore[misc]
    """RP-Initiated Logout 1.0. Only the check of what is asked is used: a page asks her first."""

    def get_server_jwks(self) -> KeySet:
        return keyring.known()

    def get_algorithms(self) -> list[str]:
        return list(keyring.ALGS)

    def _validate_id_token_hint(self, id_token_hint: str) -> dict[str, Any]:
        """Authlib lets through what a broken token raises besides its own errors."""
        try:
            claims: dict[str, Any] = super()._validate_id_token_hint(id_token_hint)
        except (ValueError, TypeError, KeyError) as error:
            raise InvalidRequestError("The id_token_hint is none of ours.") from error
        return claims

    def end_session(self, end_session_request: Any) -> None:
        """Her own yes ends it, on our page."""
