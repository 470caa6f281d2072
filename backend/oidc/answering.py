"""What is next for who is signed in, and the code when all is done."""

from datetime import datetime

from backend.identity import queries as identity
from backend.kernel.access import Person
from backend.oidc import queries
from backend.oidc.actions.granting import CODE_LASTS
from backend.oidc.asks import Ask
from backend.oidc.assurance import amr_of
from backend.oidc.decide import Signed, Step, Wish, next_step
from backend.oidc.models import Client, Grant
from backend.oidc.provider import asked, provider
from backend.oidc.scopes import in_order, listed
from backend.oidc.subject import subject


def step_for(person: Person | None, wish: Wish, client: Client, now: datetime) -> Step:
    """The next step. Who acts for another signs in nowhere in her name."""
    account = identity.person(person.id) if person and not person.helps else None
    if person is None or account is None:
        return Step.SIGN_IN
    signed = Signed(person.proved, person.level, subject(client.sector, account.tag))
    return next_step(wish, signed, queries.agreed(person.id, client.id), now)


def give_code(person: Person, ask: Ask, client: Client, now: datetime) -> str:
    """The address to go back to, with a code in it (RFC 6749, 4.1.2)."""
    consent = queries.consent(person.id, client.id)
    assert consent is not None, "a step was left out"
    sessions = identity.sessions_of(person.id, now)
    methods = next((each.methods for each in sessions if each.id == person.session), "")
    scope = listed(client.get_allowed_scope(ask["scope"])) & listed(consent.scopes)
    grant = Grant(
        client_id=client.id,
        account_id=person.id,
        scope=in_order(scope),
        redirect_uri=ask["redirect_uri"],
        challenge=ask["code_challenge"],
        nonce=ask["nonce"] or None,
        level=person.level,
        methods=" ".join(amr_of(methods.split(), is_strong=person.strong is not None)),
        proved=person.proved,
        is_brief=person.is_shared,
        created=now,
        until=now + CODE_LASTS,
        used=None,
        ended=None,
    )
    request = asked(ask.params)
    response = provider.create_authorization_response(
        request, grant_user=grant, grant=provider.get_consent_grant(request, end_user=grant)
    )
    return str(response.location)
