"""Adding, changing and removing the sites that people may sign in to."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import update

from backend.kernel.db import db
from backend.oidc import keyring, queries
from backend.oidc.digests import digest_of, new_name, new_token
from backend.oidc.models import Client, Grant
from backend.oidc.scopes import OPENID, SCOPES, in_order
from backend.oidc.uris import host_of, is_fit


class Unfit(Exception):
    """A site cannot be added like this; the message says why."""


@dataclass(frozen=True)
class Told:
    """What is told of a site. ``scopes`` it needs and ``optional`` ones are without ``openid``."""

    name: str
    owner: str
    site: str
    purposes: dict[str, str]
    redirect_uris: list[str]
    logout_uris: list[str] = field(default_factory=list)
    scopes: list[str] = field(default_factory=list)
    optional: list[str] = field(default_factory=list)
    alg: str = "RS256"
    level: int = 1
    may_refresh: bool = False
    is_public: bool = False
    sector: str = ""


def add(told: Told, *, now: datetime) -> tuple[Client, str]:
    """Add a site; also its secret, which exists nowhere else ("" for a public one).

    Raises Unfit. Makes the first keys where there are none.
    """
    secret = "" if told.is_public else new_token()
    client = Client(
        id=new_name(),
        name=told.name,
        owner=told.owner,
        site=told.site,
        purposes=told.purposes,
        secret=digest_of(secret) if secret else None,
        redirect_uris=told.redirect_uris,
        logout_uris=told.logout_uris,
        scopes=in_order({OPENID, *told.scopes}),
        optional=in_order(set(told.optional) - set(told.scopes) - {OPENID}),
        alg=told.alg,
        level=told.level,
        may_refresh=told.may_refresh,
        sector=_sector(told),
        created=now,
        ended=None,
    )
    _check(told)
    db.session.add(client)
    for alg in keyring.ALGS:
        if not queries.published_keys(alg):
            db.session.add(keyring.make(alg, now))
    db.session.flush()
    return client, secret


def new_secret(client: Client) -> str:
    """Another secret; the one before opens nothing any more."""
    secret = new_token()
    db.session.merge(client).secret = digest_of(secret)
    return secret


def remove(client: Client, *, now: datetime) -> None:
    """Let nobody sign in there any more; what was given out ends."""
    db.session.merge(client).ended = now
    db.session.execute(
        update(Grant).where(Grant.client_id == client.id, Grant.ended.is_(None)).values(ended=now)
    )


def _sector(told: Told) -> str:
    """OIDC Core 8.1: the host of its addresses, said aloud where they have several."""
    hosts = {host_of(uri) for uri in told.redirect_uris if is_fit(uri)}
    if told.sector:
        return told.sector
    if len(hosts) > 1:
        raise Unfit("Its redirect URIs have several hosts; name the sector that joins them.")
    return next(iter(hosts), "")


def _check(told: Told) -> None:
    if not told.redirect_uris:
        raise Unfit("A site needs a redirect URI.")
    for uri in (told.site, *told.redirect_uris, *told.logout_uris):
        if not is_fit(uri):
            raise Unfit(f"{uri} will not do: an https address, or http on this machine.")
    if wrong := {*told.scopes, *told.optional} - set(SCOPES):
        raise Unfit(f"There is no scope {', '.join(sorted(wrong))}; there are {', '.join(SCOPES)}.")
    if told.alg not in keyring.ALGS:
        raise Unfit(f"{told.alg} is no way to sign here; there are {', '.join(keyring.ALGS)}.")
    if not told.purposes:
        raise Unfit("Say what the site asks for, in words for people.")
