"""SMS, handed to a gateway by HTTP.

``POST url`` with ``{"id", "to", "text", "repeat"}`` in JSON, ``Authorization: Bearer`` and
``Idempotency-Key``: a gateway that knows the key does not send a repeat twice. A success is any
2xx. A gateway that speaks otherwise is a small class like this one.
"""

import http.client
import json
import ssl
from urllib.parse import urlsplit

from backend.kernel import clock
from backend.notify.channels import TIMEOUT_SECONDS, Answer, Parcel
from backend.notify.channels.asked_to_wait import wait_of
from backend.notify.retry import Outcome

MOST_BYTES = 64 * 1024
OUTCOMES = {
    400: Outcome.REFUSED,
    413: Outcome.REFUSED,
    422: Outcome.REFUSED,
    404: Outcome.GONE,
    410: Outcome.GONE,
    429: Outcome.BUSY,
    503: Outcome.BUSY,
}


class Sms:
    """Raises ValueError for a ``url`` that is none."""

    def __init__(self, url: str, token: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("write https://gateway.example/messages")
        self._is_tls = parts.scheme == "https"
        self._host = parts.hostname
        self._port = parts.port
        self._path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._token = token

    def send(self, parcel: Parcel) -> Answer:
        line = self._line()
        try:
            line.request("POST", self._path, self._body(parcel), self._headers(parcel))
            answer = line.getresponse()
            answer.read(MOST_BYTES)
        except (OSError, http.client.HTTPException) as error:
            return Answer(Outcome.FAILED, f"{type(error).__name__}: {error}")
        finally:
            line.close()
        if 200 <= answer.status < 300:
            return Answer(Outcome.SENT)
        wait = wait_of(answer.getheader("Retry-After"), clock.now())
        outcome = OUTCOMES.get(answer.status, Outcome.FAILED)
        return Answer(outcome, f"HTTP {answer.status}", wait)

    def _line(self) -> http.client.HTTPConnection:
        if self._is_tls:
            return http.client.HTTPSConnection(
                self._host,
                self._port,
                timeout=TIMEOUT_SECONDS,
                context=ssl.create_default_context(),
            )
        return http.client.HTTPConnection(self._host, self._port, timeout=TIMEOUT_SECONDS)

    def _headers(self, parcel: Parcel) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Idempotency-Key": parcel.id}
        return headers | ({"Authorization": f"Bearer {self._token}"} if self._token else {})

    @staticmethod
    def _body(parcel: Parcel) -> bytes:
        told = {
            "id": parcel.id,
            "to": parcel.recipient,
            "text": parcel.body,
            "repeat": parcel.is_repeat,
        }
        return json.dumps(told).encode()
