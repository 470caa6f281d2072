"""The tables of the OpenID Provider: the sites, what people agreed to, and what was given out.

Secrets are never kept as they are: those of clients, codes and tokens as digests, private keys
sealed. Personal is whose a consent or a grant is; ``nonce`` and ``challenge`` are the site's.
"""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.kernel import keeping
from backend.kernel.db import Moment, db
from backend.oidc import kept
from backend.oidc.assurance import acr_of
from backend.oidc.digests import digest_of
from backend.oidc.scopes import in_order, listed

ACCOUNT = "identity_accounts.id"


class Client(db.Model):  # type: ignore[name-defined,misc]
    """A site that people sign in to with their Llave; ``id`` is its ``client_id``.

    ``owner`` is who answers for it, ``site`` its address, ``purposes`` why it asks, by language.
    ``scopes`` it needs, ``optional`` ones a person may leave out. ``sector`` is what its pairwise
    subjects are made for (OIDC Core 8.1). ``secret`` is a digest; without one it is public.
    """

    __tablename__ = "oidc_clients"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    owner: Mapped[str] = mapped_column(String(120))
    site: Mapped[str] = mapped_column(String(200))
    purposes: Mapped[dict[str, str]] = mapped_column(JSON)
    secret: Mapped[str | None] = mapped_column(String(64))
    redirect_uris: Mapped[list[str]] = mapped_column(JSON)
    logout_uris: Mapped[list[str]] = mapped_column(JSON)
    scopes: Mapped[str] = mapped_column(String(80))
    optional: Mapped[str] = mapped_column(String(80))
    alg: Mapped[str] = mapped_column(String(5))
    level: Mapped[int]
    may_refresh: Mapped[bool]
    sector: Mapped[str] = mapped_column(String(200))
    created: Mapped[datetime] = mapped_column(Moment)
    ended: Mapped[datetime | None] = mapped_column(Moment)

    def purpose(self, language: str) -> str:
        """Why it asks, in ``language`` or else as it was first said."""
        return self.purposes.get(language) or next(iter(self.purposes.values()), "")

    # What Authlib asks of a client (authlib.oauth2.rfc6749.ClientMixin).

    @property
    def client_id(self) -> str:
        return self.id

    @property
    def id_token_signed_response_alg(self) -> str:
        return self.alg

    @property
    def client_metadata(self) -> dict[str, Any]:
        return {"post_logout_redirect_uris": self.logout_uris}

    def get_client_id(self) -> str:
        return self.id

    def get_default_redirect_uri(self) -> None:
        """None: OIDC Core 3.1.2.1 wants it said in every request."""

    def get_allowed_scope(self, scope: str | None) -> str:
        """What it may ask of ``scope``; a scope it may not is left out (OIDC Core 3.1.2.1)."""
        return in_order(listed(scope) & (listed(self.scopes) | listed(self.optional)))

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Letter by letter (RFC 9700, 2.1)."""
        return redirect_uri in self.redirect_uris

    def check_client_secret(self, client_secret: str) -> bool:
        return self.secret is not None and secrets.compare_digest(
            self.secret, digest_of(client_secret)
        )

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return (method == "none") == (self.secret is None)

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code" or self.may_refresh


class Consent(db.Model):  # type: ignore[name-defined,misc]
    """What somebody agreed to give a site: ``scopes`` of those it ``asked`` for."""

    __tablename__ = "oidc_consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("oidc_clients.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey(ACCOUNT), index=True)
    scopes: Mapped[str] = mapped_column(String(80))
    asked: Mapped[str] = mapped_column(String(80))
    given: Mapped[datetime] = mapped_column(Moment)
    ended: Mapped[datetime | None] = mapped_column(Moment)

    client: Mapped[Client] = relationship()

    __table_args__ = (UniqueConstraint("client_id", "account_id"),)


class Grant(db.Model):  # type: ignore[name-defined,misc]
    """An authorization code, and all that came of it.

    It outlives its code: a code that comes a second time ends the grant, and with it every token
    (RFC 6749, 4.1.2). ``digest`` is of the code, which lasts ``until`` then; ``level``, ``methods``
    and ``proved`` say how she had signed in. ``is_brief``: on a shared phone, without refreshing.
    """

    __tablename__ = "oidc_grants"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("oidc_clients.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey(ACCOUNT), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    scope: Mapped[str] = mapped_column(String(80))
    redirect_uri: Mapped[str] = mapped_column(String(500))
    challenge: Mapped[str] = mapped_column(String(128))
    nonce: Mapped[str | None] = mapped_column(Text)
    level: Mapped[int]
    methods: Mapped[str] = mapped_column(String(60))
    proved: Mapped[datetime] = mapped_column(Moment)
    is_brief: Mapped[bool]
    created: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)
    used: Mapped[datetime | None] = mapped_column(Moment)
    ended: Mapped[datetime | None] = mapped_column(Moment)

    client: Mapped[Client] = relationship()

    # What Authlib asks of a code (authlib.oidc.core.AuthorizationCodeMixin).

    @property
    def code_challenge(self) -> str:
        return self.challenge

    @property
    def code_challenge_method(self) -> str:
        return "S256"

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(self.proved.timestamp())

    def get_acr(self) -> str:
        return acr_of(self.level)

    def get_amr(self) -> list[str]:
        return self.methods.split()


class Token(db.Model):  # type: ignore[name-defined,misc]
    """A token of a grant; ``kind`` is ``access`` or ``refresh``, which is ``used`` once."""

    __tablename__ = "oidc_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    grant_id: Mapped[int] = mapped_column(ForeignKey("oidc_grants.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    scope: Mapped[str] = mapped_column(String(80))
    created: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment, index=True)
    used: Mapped[datetime | None] = mapped_column(Moment)

    grant: Mapped[Grant] = relationship()

    # What Authlib asks of a token (authlib.oauth2.rfc6749.TokenMixin); what is over is not found.

    def check_client(self, client: Client) -> bool:
        return self.grant.client_id == client.id

    def get_scope(self) -> str:
        return self.scope

    def get_client(self) -> Client:
        return self.grant.client

    def get_user(self) -> Grant:
        return self.grant

    def is_expired(self) -> bool:
        return False

    def is_revoked(self) -> bool:
        return self.used is not None or self.grant.ended is not None


class Key(db.Model):  # type: ignore[name-defined,misc]
    """A key that signs ID tokens. ``sealed`` is the private JWK, ``public`` what everybody may
    see of it; once ``ended`` it is published no more."""

    __tablename__ = "oidc_keys"

    kid: Mapped[str] = mapped_column(String(22), primary_key=True)
    alg: Mapped[str] = mapped_column(String(5))
    sealed: Mapped[str] = mapped_column(Text)
    public: Mapped[dict[str, str]] = mapped_column(JSON)
    created: Mapped[datetime] = mapped_column(Moment)
    ended: Mapped[datetime | None] = mapped_column(Moment)


keeping.classify(*kept.TABLES)
