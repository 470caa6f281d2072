"""One push on its way. Nothing else imports this: it brings aiohttp and pywebpush along.

Whom it is sent to was given by a stranger: the address is read again, its name is looked up here
and the line goes to the very address that was looked at, no redirect is followed, and of an answer
only its first bytes are read.
"""

from collections.abc import Mapping, Sequence
from socket import AddressFamily

from aiohttp import (
    ClientError,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
    ThreadedResolver,
)
from aiohttp.abc import AbstractResolver, ResolveResult
from py_vapid import Vapid02
from pywebpush import WebPusher
from yarl import URL

from backend.kernel import clock
from backend.notify.channels import TIMEOUT_SECONDS, Answer, Parcel
from backend.notify.channels.asked_to_wait import wait_of
from backend.notify.channels.public import is_public
from backend.notify.endpoint import Reached, Refused, check
from backend.notify.payload import payload
from backend.notify.retry import Outcome

DAYS_SECONDS = 7 * 24 * 3600
"""How long a push service keeps what a phone that is off has yet to get."""
SIGNED_SECONDS = 12 * 3600
MOST_READ = 4096
TOO_LARGE = 413
OUTCOMES = {
    404: Outcome.GONE,
    410: Outcome.GONE,
    429: Outcome.BUSY,
    503: Outcome.BUSY,
    # These speak of us and not of the phone: time to mend the key or the clock.
    401: Outcome.FAILED,
    403: Outcome.FAILED,
}


class Pushing:
    """Sends within one event loop, keeping its lines and its signatures."""

    def __init__(self, key: str, contact: str, services: Sequence[str]) -> None:
        self._vapid = Vapid02.from_raw(key.encode())
        self._contact = contact
        self._services = services
        self._signed: dict[str, tuple[str, float]] = {}
        self._session: ClientSession | None = None

    async def deliver(self, parcel: Parcel) -> Answer:
        """Send ``parcel``; once more without its body where it was too large."""
        assert parcel.reached is not None
        try:
            check(parcel.reached.endpoint, self._services)
        except Refused as error:
            return Answer(Outcome.REFUSED, str(error))
        answer = await self._try(parcel, parcel.reached, is_short=False)
        if answer.outcome is Outcome.REFUSED and answer.said == f"HTTP {TOO_LARGE}":
            answer = await self._try(parcel, parcel.reached, is_short=True)
        return answer

    async def close(self) -> None:
        """Close every line."""
        if self._session is not None:
            await self._session.close()

    async def _try(self, parcel: Parcel, reached: Reached, *, is_short: bool) -> Answer:
        told = payload(
            title=parcel.subject,
            body=parcel.body,
            path=parcel.address,
            id=parcel.token,
            is_short=is_short,
        )
        keys = {"p256dh": reached.p256dh, "auth": reached.auth}
        pusher = WebPusher({"endpoint": reached.endpoint, "keys": keys})
        try:
            return await self._post(
                reached.endpoint, pusher.encode(told)["body"], self._headers(parcel, reached.origin)
            )
        except (ClientError, OSError, TimeoutError) as error:
            cause = getattr(error, "os_error", error)
            return Answer(Outcome.FAILED, f"{type(error).__name__}: {cause}")

    async def _post(self, endpoint: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        where = URL(endpoint, encoded=True)
        async with self._lines().post(
            where, data=body, headers=headers, allow_redirects=False
        ) as answer:
            await answer.content.read(MOST_READ)
            status = answer.status
            wait = wait_of(answer.headers.get("Retry-After"), clock.now())
        if 200 <= status < 300:
            return Answer(Outcome.SENT)
        other = Outcome.REFUSED if 400 <= status < 500 else Outcome.FAILED
        return Answer(OUTCOMES.get(status, other), f"HTTP {status}", wait)

    def _headers(self, parcel: Parcel, origin: str) -> dict[str, str]:
        left = (parcel.expires - clock.now()).total_seconds() if parcel.expires else DAYS_SECONDS
        return {
            "Authorization": self._signature(origin),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(max(0, min(int(left), DAYS_SECONDS))),
            "Urgency": "normal",
            # The same message once more takes the place of the first, where that still waits.
            "Topic": parcel.token,
        }

    def _signature(self, origin: str) -> str:
        """What says to the push service at ``origin`` who sends; made for it alone, and kept."""
        header, until = self._signed.get(origin, ("", 0.0))
        now = clock.now().timestamp()
        if until - now < SIGNED_SECONDS / 2:
            until = now + SIGNED_SECONDS
            claims = {"sub": self._contact, "aud": origin, "exp": int(until)}
            header = self._vapid.sign(claims)["Authorization"]
            self._signed[origin] = (header, until)
        return header

    def _lines(self) -> ClientSession:
        if self._session is None:
            self._session = ClientSession(
                # Who serves bounds how many there are; waiting for a line would be taken from
                # the time of those behind.
                connector=TCPConnector(resolver=PublicResolver(), limit=0),
                cookie_jar=DummyCookieJar(),
                timeout=ClientTimeout(total=TIMEOUT_SECONDS),
                auto_decompress=False,
            )
        return self._session


class PublicResolver(AbstractResolver):
    """Looks names up, and gives only addresses of the open net; the line goes to one of those."""

    def __init__(self) -> None:
        self._names = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: AddressFamily = AddressFamily.AF_INET
    ) -> list[ResolveResult]:
        found = await self._names.resolve(host, port, family)
        if not all(is_public(each["host"]) for each in found):
            raise OSError(f"{host} leads to an address that is not public")
        return found

    async def close(self) -> None:
        await self._names.close()
