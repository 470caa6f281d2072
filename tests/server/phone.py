"""A phone's requests to the real server, as its outbox sends them."""

import http.client
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tests.browser.city import City

HEADERS = {"Sec-Fetch-Site": "same-origin", "Ventanilla-Replay": "1"}
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What the phone's script sees of an answer."""

    status: int
    location: str
    is_ours: bool
    headers: dict[str, str]
    text: str


def post(
    city: City, path: str, fields: dict[str, Any], patience: float = 30, **headers: str
) -> Answer:
    """Send a form; a value of bytes is sent as a photo. Raises OSError for silence."""
    kind, body = FORM, urlencode(fields).encode()
    if any(isinstance(value, bytes) for value in fields.values()):
        kind, body = _in_parts(fields)
    told = {**HEADERS, "Content-Type": kind}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    return _ask(city, path, body, headers=told, patience=patience)


def get(city: City, path: str, patience: float = 30, **headers: str) -> Answer:
    """Open a page."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return _ask(city, path, None, headers=told, patience=patience)


def _ask(
    city: City, path: str, body: bytes | None, *, headers: dict[str, str], patience: float
) -> Answer:
    line = http.client.HTTPConnection("127.0.0.1", city.port, timeout=patience)
    try:
        method = "GET" if body is None else "POST"
        line.request(method, path, body, {"Host": "localhost", **headers})
        come = line.getresponse()
        text = come.read().decode(errors="replace")
    except http.client.HTTPException as error:  # cut off in the middle
        raise ConnectionError(error) from error
    finally:
        line.close()
    said = {name.lower(): value for name, value in come.getheaders()}
    return Answer(come.status, said.get("location", ""), "ventanilla" in said, said, text)


def _in_parts(fields: dict[str, Any]) -> tuple[str, bytes]:
    line = uuid.uuid4().hex
    parts = []
    for name, value in fields.items():
        file = isinstance(value, bytes)
        named = f'Content-Disposition: form-data; name="{name}"'
        named += '; filename="photo.jpg"\r\nContent-Type: image/jpeg' if file else ""
        told = value if file else str(value).encode()
        parts.append(f"--{line}\r\n{named}\r\n\r\n".encode() + told + b"\r\n")
    return f"multipart/form-data; boundary={line}", b"".join(parts) + f"--{line}--\r\n".encode()
