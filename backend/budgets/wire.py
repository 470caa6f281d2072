"""Bytes of an answer on the wire."""

from collections.abc import Iterable, Sequence

Headers = Sequence[tuple[str, str]]
BODILESS = {204, 304}

# What granian, the server we ship with, writes where the application has not written it itself.
SERVER_HEADERS = {"server": "granian", "date": "Tue, 24 Nov 2026 09:12:00 GMT"}
CHUNKED_LINE = "transfer-encoding: chunked\r\n"

COUNTED = "budgets.wire_bytes"
"""Where ``environ`` holds a list: a site that was asked over the network puts into it what it
really wrote."""


def head_bytes(status: str, headers: Headers) -> int:
    """Bytes of status line and headers, those the server adds included."""
    given = {name.lower() for name, _ in headers}
    added = [line for line in SERVER_HEADERS.items() if line[0] not in given]
    lines = "".join(f"{name}: {value}\r\n" for name, value in (*headers, *added))
    # granian writes a letter beyond ASCII as UTF-8, two bytes or more.
    return len(f"HTTP/1.1 {status}\r\n{lines}\r\n".encode())


def wire_bytes(status: str, headers: Headers, chunks: Iterable[bytes]) -> int:
    """Bytes of an answer on an HTTP/1.1 connection that is kept open: status line, headers,
    those the server adds, and the body, framed in chunks where no length is given (RFC 9112)."""
    size = head_bytes(status, headers)
    if int(status[:3]) in BODILESS:
        return size
    if any(name.lower() == "content-length" for name, _ in headers):
        return size + sum(len(chunk) for chunk in chunks)
    framed = sum(len(chunk) + len(f"{len(chunk):X}") + 4 for chunk in chunks if chunk)
    return size + len(CHUNKED_LINE) + framed + len("0\r\n\r\n")
