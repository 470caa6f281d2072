"""The authorization server, put together from Authlib's parts and ours."""

from datetime import timedelta
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import InvalidClientError, InvalidGrantError, OAuth2Request
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc9207 import IssuerParameter
from authlib.oidc.core.grants import OpenIDCode
from flask import current_app, request

from backend.config import Settings
from backend.kernel import clock
from backend.oidc import keyring, queries
from backend.oidc.actions import granting
from backend.oidc.digests import new_token
from backend.oidc.endpoints import EndSession, Revocation, UserInfo
from backend.oidc.grants import Challenge, CodeGrant, RefreshGrant
from backend.oidc.models import Client
from backend.oidc.subject import subject

ID_TOKEN_LASTS = timedelta(hours=1)


def issuer() -> str:
    """Who we are to every site, whatever the language of the page."""
    settings: Settings = current_app.extensions["settings"]
    return settings.origin or request.host_url.rstrip("/")


class Provider(AuthorizationServer):  # type: ignore[misc]
    """Authlib's server on our tables."""

    def query_client(self, client_id: str | None) -> Client | None:
        return queries.client(client_id)

    def create_oauth2_request(self, request: Any) -> OAuth2Request:
        if isinstance(request, OAuth2Request):
            return request
        return super().create_oauth2_request(request)

    def authenticate_client(self, request: Any, methods: Any, endpoint: str = "token") -> Any:
        """As Authlib does; but credentials that it cannot take apart are wrong, and no failure."""
        try:
            return super().authenticate_client(request, methods, endpoint)
        except ValueError as error:
            raise InvalidClientError("The credentials cannot be read.", status_code=401) from error

    def save_token(self, token: dict[str, Any], request: Any) -> None:
        spent = request.refresh_token
        grant = spent.grant if spent else request.authorization_code
        now = clock.now()
        is_first = granting.give_tokens(
            grant=grant,
            scope=token["scope"],
            access=token["access_token"],
            refresh=token.get("refresh_token"),
            now=now,
            spent=spent,
        )
        if not is_first:
            granting.end_at_once(grant, now=now)
            raise InvalidGrantError("It was used before.")


class IdToken(OpenIDCode):  # type: ignore[misc]
    """OIDC Core 2. It says who and how she signed in; data come from userinfo, where each use is
    noted."""

    def exists_nonce(self, nonce: str, request: Any) -> bool:
        """OIDC Core 2: we do no other processing on a nonce; a code serves once as it is."""
        return False

    def resolve_client_private_key(self, client: Client) -> Any:
        return keyring.signing(client.alg, clock.now())

    def get_encode_header(self, client: Client) -> dict[str, str]:
        kid = self.resolve_client_private_key(client).kid
        return {"alg": client.alg, "kid": kid, "typ": "JWT"}

    def get_compatible_claims(self, request: Any) -> dict[str, Any]:
        now = clock.now()
        return {
            "iss": issuer(),
            "sub": subject(request.client.sector, request.user.tag),
            "aud": request.client.id,
            "iat": int(now.timestamp()),
            "exp": int((now + ID_TOKEN_LASTS).timestamp()),
        }

    def generate_user_info(self, user: Any, scope: str) -> dict[str, Any]:
        return {}


class Issuer(IssuerParameter):  # type: ignore[misc]
    """RFC 9207."""

    def get_issuer(self) -> str:
        return issuer()


def asked(params: dict[str, str]) -> OAuth2Request:
    """An authorization request that was kept, as Authlib takes it."""
    made = OAuth2Request("GET", request.url)
    made.payload = BasicOAuth2Payload(params)
    return made


def _provider() -> Provider:
    made = Provider()
    made.register_token_generator(
        "default",
        BearerTokenGenerator(
            lambda **_: new_token(),
            lambda **_: new_token(),
            int(granting.ACCESS_LASTS.total_seconds()),
        ),
    )
    made.register_grant(CodeGrant, [IdToken(), Challenge(required=True)])
    made.register_grant(RefreshGrant)
    made.register_endpoint(Revocation)
    made.register_endpoint(UserInfo())
    made.register_endpoint(EndSession)
    made.register_extension(Issuer())
    return made


provider = _provider()
