"""An authorization request, read and checked: what is wrong with it, and what it wishes."""

from datetime import datetime

from authlib.oauth2 import OAuth2Error
from flask import request

from backend.oidc import asks, hints, queries
from backend.oidc.asks import Ask
from backend.oidc.assurance import level_of
from backend.oidc.decide import Wish
from backend.oidc.models import Client
from backend.oidc.provider import asked, provider
from backend.oidc.scopes import data_of

NAMES = frozenset(
    {"client_id", "redirect_uri", "response_type", "response_mode", "scope", "state", "nonce"}
    | {"code_challenge", "code_challenge_method", "prompt", "max_age", "acr_values", "ui_locales"}
    | {"id_token_hint", "request", "request_uri", "registration"}
)
SUBJECT = "subject"
"""Where an ask keeps of an ``id_token_hint`` whom it names."""
UNSUPPORTED = {
    "request": "request_not_supported",
    "request_uri": "request_uri_not_supported",
    "registration": "registration_not_supported",
}


class Wrong(Exception):
    """What a site asked for cannot be; it is told so (OIDC Core 3.1.2.6)."""

    def __init__(self, error: str, description: str = "") -> None:
        super().__init__(error)
        self.error = error
        self.description = description


def site() -> Client | None:
    """The site that asks, if it exists and the answer may go where it says. All else may be told
    to it; without this, nothing."""
    ids, uris = request.values.getlist("client_id"), request.values.getlist("redirect_uri")
    if len(ids) != 1 or len(uris) != 1:
        return None
    client = queries.client(ids[0])
    return client if client and client.check_redirect_uri(uris[0]) else None


def state() -> str:
    """What the site wants to hear again; "" where it may not stand in an answer."""
    told = request.values.getlist("state")
    is_fit = len(told) == 1 and told[0].isascii() and told[0].isprintable()
    return told[0] if is_fit else ""


def read(client: Client, now: datetime) -> Ask:
    """The request as it is kept. Raises Wrong."""
    try:
        ask = asks.read(request.values, NAMES, now)
    except asks.Unreadable as error:
        raise Wrong("invalid_request", str(error)) from error
    for name, refusal in UNSUPPORTED.items():
        if ask[name]:
            raise Wrong(refusal)
    if ask["response_type"] != "code":
        is_missing = not ask["response_type"]
        raise Wrong("invalid_request" if is_missing else "unsupported_response_type")
    if ask["response_mode"] not in {"", "query"}:
        raise Wrong("invalid_request", "The response_mode can be query only.")
    try:
        provider.get_consent_grant(asked(ask.params), end_user=client)
    except OAuth2Error as error:
        raise Wrong(error.error, error.get_error_description() or "") from error
    params = {name: value for name, value in ask.params.items() if name != "id_token_hint"}
    if ask["id_token_hint"]:
        subject = hints.subject_of(ask["id_token_hint"], client)
        if subject is None:
            raise Wrong("invalid_request", "The id_token_hint is none of ours.")
        params[SUBJECT] = subject
    wish(Ask(params, now), client)
    return Ask(params, now)


def wish(ask: Ask, client: Client) -> Wish:
    """What it wishes. Raises Wrong for a ``max_age`` that is no number."""
    max_age = ask["max_age"]
    if max_age and not (max_age.isdecimal() and len(max_age) < 10):
        raise Wrong("invalid_request", "The max_age is no number of seconds.")
    # Who cannot show who it is may be somebody else this time (RFC 6749, 10.2; ASVS 10.7.1).
    always = {"consent"} if client.secret is None else set()
    return Wish(
        at=ask.at,
        scopes=frozenset(data_of(client.get_allowed_scope(ask["scope"]))),
        prompts=frozenset({*ask["prompt"].split(), *always}),
        max_age=int(max_age) if max_age else None,
        level=max(client.level, level_of(ask["acr_values"])),
        subject=ask[SUBJECT],
    )
