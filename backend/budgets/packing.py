"""Packs and unpacks bodies as servers and phones do.

zstd and dictionaries need the package ``zstandard``; it is asked for only where a site uses them.
"""

import gzip
import hashlib
import io
import zlib
from importlib import import_module
from typing import Any

import brotli

DCZ_MAGIC = b"\x5e\x2a\x4d\x18\x20\x00\x00\x00"
MOST_TIMES = 4
"""How often the same body may have been packed."""
MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes beyond which a body is no page, whatever little it was packed to."""


class CannotUnpack(Exception):
    """The body is not what its headers say, or this Python lacks what it takes to read it."""


def unpack(body: bytes, encoding: str, dictionary: bytes | None = None) -> bytes:
    """``body`` as it was before it was packed. ``dictionary`` is what the phone said it holds."""
    try:
        for each in reversed([word.strip().lower() for word in encoding.split(",")][:MOST_TIMES]):
            body = _unpack_once(body, each, dictionary)
            if len(body) > MOST_UNPACKED:
                raise CannotUnpack(f"unpacks to more than {MOST_UNPACKED:,} B")
    except (brotli.error, zlib.error, OSError, EOFError) as error:
        raise CannotUnpack(f"is not the {encoding} it says it is") from error
    return body


def pack(body: bytes, encoding: str) -> bytes:
    """``body`` as a server would pack it while a phone waits."""
    match encoding:
        case "br":
            return bytes(brotli.compress(body, quality=5))
        case "gzip" | "deflate":
            return gzip.compress(body, 6, mtime=0)
        case "zstd":
            return bytes(_zstandard().ZstdCompressor(level=3).compress(body))
    return body


def _unpack_once(body: bytes, encoding: str, dictionary: bytes | None) -> bytes:
    match encoding:
        case "br":
            return _unbrotli(body)
        case "gzip" | "x-gzip":
            return gzip.GzipFile(fileobj=io.BytesIO(body)).read(MOST_UNPACKED + 1)
        case "deflate":
            return _inflate(body)
        case "zstd":
            return _unzstd(body, None)
        case "dcz":
            return _undictionary(body, dictionary)
        case "" | "identity":
            return body
        case "dcb":
            raise CannotUnpack("is packed as dcb, which no Python package reads yet")
    raise OSError(encoding)


def _unbrotli(body: bytes) -> bytes:
    reader = brotli.Decompressor()
    parts = [reader.process(body, output_buffer_limit=MOST_UNPACKED + 1)]
    while not reader.can_accept_more_data() and sum(map(len, parts)) <= MOST_UNPACKED:
        parts.append(reader.process(b"", output_buffer_limit=MOST_UNPACKED + 1))
    whole = b"".join(parts)
    if not reader.is_finished() and len(whole) <= MOST_UNPACKED:
        raise EOFError
    return whole


def _inflate(body: bytes) -> bytes:
    """As browsers do, who take the bare stream too (RFC 9110, section 8.4.1.2, wants a frame)."""
    is_framed = body[:1] and body[0] & 15 == 8 and int.from_bytes(body[:2]) % 31 == 0
    reader = zlib.decompressobj(zlib.MAX_WBITS if is_framed else -zlib.MAX_WBITS)
    whole = reader.decompress(body, MOST_UNPACKED + 1)
    if not reader.eof and len(whole) <= MOST_UNPACKED:
        raise EOFError
    return whole


def _undictionary(body: bytes, dictionary: bytes | None) -> bytes:
    """RFC 9842, section 5: a frame to skip with the dictionary's hash, then zstd."""
    if dictionary is None or not body.startswith(DCZ_MAGIC):
        raise OSError("dcz")
    if body[8:40] != hashlib.sha256(dictionary).digest():
        raise CannotUnpack("is packed against a dictionary that the phone does not hold")
    return _unzstd(body[40:], dictionary)


def _unzstd(body: bytes, dictionary: bytes | None) -> bytes:
    zstandard = _zstandard()
    known = zstandard.ZstdCompressionDict(
        dictionary or b"", dict_type=zstandard.DICT_TYPE_RAWCONTENT
    )
    reader = zstandard.ZstdDecompressor(dict_data=known if dictionary else None)
    try:
        with reader.stream_reader(body, read_across_frames=True) as stream:
            return bytes(stream.read(MOST_UNPACKED + 1))
    except zstandard.ZstdError as error:
        raise OSError("zstd") from error


def _zstandard() -> Any:
    try:
        return import_module("zstandard")
    except ImportError as error:
        raise CannotUnpack(
            "is packed with zstd, and reading that takes a package: pip install zstandard"
        ) from error
