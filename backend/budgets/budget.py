"""What pages may cost, and the words in which it is said."""

from dataclasses import dataclass, field

SIZES = (
    *("document", "script", "stylesheet", "image", "media", "font", "other"),
    *("third-party", "total", "first-visit", "repeat-visit"),
)
COUNTS = (*SIZES, "dom-nodes")
TIMINGS = {
    "first-contentful-paint": "ms",
    "largest-contentful-paint": "ms",
    "total-blocking-time": "ms",
    "max-potential-fid": "ms",
    "cumulative-layout-shift": "",
}
"""Figures of time that a browser gives, and their units."""
NOT_TIMED = ("interactive", "speed-index", "first-meaningful-paint")
"""Figures of budget.json that are not measured here."""


@dataclass(frozen=True)
class Budget:
    """What the pages at ``path`` may cost: bytes and requests by resource type, times by metric.

    ``first_party`` are hosts that are no strangers, ``*.example.com`` with all below it. ``line``
    is where it stands in its file.
    """

    path: str
    sizes: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    timings: dict[str, float] = field(default_factory=dict)
    first_party: tuple[str, ...] = ()
    line: int = 1

    def limits(self, figure: str) -> bool:
        """Is this figure limited, in bytes or in requests?"""
        return figure in self.sizes or figure in self.counts

    def knows_host(self, host: str) -> bool:
        """Is ``host`` of the first party?"""
        return any(
            host == name or (name.startswith("*.") and f".{host}".endswith(name[1:]))
            for name in self.first_party
        )
