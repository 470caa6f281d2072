"""What a phone is: its screen, and what its browser can read. Pages are weighed for one."""

import re
from dataclasses import dataclass, replace

SCREEN = re.compile(r"([1-9]\d{1,4})x([1-9]\d{1,4})(?:@([1-9](?:\.\d{1,4})?))?")
DESK = 980
"""Pixels across that phones pretend to have for a page that says nothing of its viewport."""
EM = 16
"""Pixels of a letter, in ``sizes`` and media queries, where the page's own size never counts."""


@dataclass(frozen=True)
class Device:
    """``width`` and ``height`` in CSS pixels, ``density`` in device pixels for each of them.

    ``encodings`` are what it can unpack; ``dictionary`` among them is compression against a
    page it holds (RFC 9842). ``images`` are the types of picture it can show.
    """

    user_agent: str
    encodings: tuple[str, ...]
    images: frozenset[str]
    width: int = 360
    height: int = 640
    density: float = 2

    def with_screen(self, words: str) -> "Device":
        """``360x640@2`` on this phone. ValueError with a sentence where it is no screen."""
        found = SCREEN.fullmatch(words)
        if not found:
            raise ValueError(f'a screen is written as 360x640@2, not "{words}"')
        width, height, density = found.groups()
        return replace(self, width=int(width), height=int(height), density=float(density or 1))

    def laid_out(self, width: int = DESK) -> "Device":
        """As a page sees it that does not ask for the screen's own width: phones lay such a page
        out as wide as it says, or as for a desk, and show it smaller."""
        return replace(self, width=width, height=self.height * width // self.width)

    def on_screen_of(self, other: "Device") -> "Device":
        """This browser on the other's screen."""
        return replace(self, width=other.width, height=other.height, density=other.density)

    def with_encodings(self, given: tuple[str, ...]) -> "Device":
        """This phone, offering these encodings only. ValueError for one that is not known."""
        unknown = [each for each in given if each not in ENCODINGS]
        if unknown:
            raise ValueError(f'"{unknown[0]}" is no encoding known here: {", ".join(ENCODINGS)}')
        return replace(self, encodings=tuple(each for each in given if each not in PLAIN))


PLAIN = ("none", "identity")
ENCODINGS = ("gzip", "deflate", "br", "zstd", "dictionary", *PLAIN)
_SHOWN = ("image/png", "image/jpeg", "image/jpg", "image/gif", "image/svg+xml", "image/webp",
          "image/apng", "image/bmp", "image/x-icon", "image/vnd.microsoft.icon")  # fmt: skip

OLD = Device(
    "Mozilla/5.0 (Linux; Android 9; SM-J260M) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/80.0.3987.162 Mobile Safari/537.36",
    ("gzip", "deflate", "br"),
    frozenset(_SHOWN),
)
"""Chromium 80 on a cheap phone: the oldest browser we write for."""

NEW = Device(
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/156.0.0.0 Mobile Safari/537.36",
    ("gzip", "deflate", "br", "zstd", "dictionary"),
    frozenset({*_SHOWN, "image/avif"}),
)
"""Today's Chromium on the same screen."""

PHONES = {"old": OLD, "new": NEW}
