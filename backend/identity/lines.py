"""How often one line, an address that connects, may ask for codes for one person: so that nobody
uses up all the codes that may be sent to another; and how often one person adds contacts."""

from flask_limiter.util import get_remote_address
from limits import RateLimitItemPerHour

from backend.identity.seal import mac
from backend.kernel.security import limiter

MOST_AN_HOUR = RateLimitItemPerHour(5)
MOST_ADDED = RateLimitItemPerHour(20)


def may_ask(whom: str) -> bool:
    """May who asks now have one more code sent to ``whom``? It is counted."""
    return limiter.limiter.hit(MOST_AN_HOUR, "code", get_remote_address(), mac("line", whom))


def may_add(account_id: int) -> bool:
    """May somebody add one more contact, to which a code will go? It is counted."""
    return limiter.limiter.hit(MOST_ADDED, "contacts", str(account_id))
