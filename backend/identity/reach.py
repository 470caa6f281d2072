"""Where somebody with a Llave is told things: her inbox, language and confirmed contacts."""

from dataclasses import dataclass

from backend.identity import contact, queries
from backend.kernel import audit


@dataclass(frozen=True)
class Reach:
    """``owner`` names her inbox; ``ways`` are (channel, recipient) of mail and SMS."""

    owner: str
    language: str
    ways: tuple[tuple[str, str], ...]


def reach_of(account_id: int) -> Reach | None:
    """Where she is told; None where she closed her Llave."""
    account = queries.person(account_id)
    if account is None:
        return None
    confirmed = [each for each in account.contacts if each.confirmed]
    ways = tuple((contact.CHANNEL[each.kind], each.address) for each in confirmed)
    return Reach(audit.person(account.id), account.language, ways)
