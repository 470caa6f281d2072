"""What a page costs, in figures that a budget can name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from backend.budgets.answer import Answer

KINDS = ("document", "script", "stylesheet", "image", "media", "font", "other")


@dataclass(frozen=True)
class Item:
    """One thing that comes down. ``size`` in bytes; of what others serve it is not known: 0.

    ``by`` and ``parent`` say what asked for it and where that stands; ``answer`` is what came,
    where it was asked for here.
    """

    url: str
    kind: str
    size: int
    requests: int = 1
    is_immutable: bool = False
    is_third_party: bool = False
    by: str = field(default="", compare=False)
    parent: str = field(default="", compare=False)
    answer: Answer | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, answer: Answer, kind: str, by: str = "", parent: str = "") -> "Item":
        return cls(
            answer.url,
            kind,
            answer.size,
            answer.requests,
            answer.is_immutable,
            by=by,
            parent=parent,
            answer=answer,
        )


@dataclass(frozen=True)
class Weight:
    """What a page costs. ``doubts`` are sentences on what could not be weighed.

    Each visit is None where it was not asked for. ``timings`` are milliseconds by the names of
    budget.json (a shift of the layout has no unit), and come from a browser only. ``has_icon`` is
    whether the page names one; else the phone looks for /favicon.ico, once for the whole site.
    """

    items: tuple[Item, ...] = ()
    doubts: tuple[str, ...] = ()
    first_visit: tuple[Item, ...] | None = None
    repeat_visit: tuple[Item, ...] | None = None
    nodes: int = 0
    workers: tuple[str, ...] = ()
    has_icon: bool = True
    timings: Mapping[str, float] = field(default_factory=dict, hash=False)

    @property
    def sizes(self) -> dict[str, int]:
        """Bytes for each resource type of budget.json, and for the visits that were weighed."""
        return self._sum("size")

    @property
    def counts(self) -> dict[str, int]:
        """Requests, by the same names, and ``dom-nodes``, the elements of the page."""
        return {**self._sum("requests"), "dom-nodes": self.nodes}

    def behind(self, figure: str) -> tuple[Item, ...]:
        """The items that a figure is the sum of."""
        if figure in {"first-visit", "repeat-visit"}:
            visit = self.first_visit if figure == "first-visit" else self.repeat_visit
            return visit or ()
        if figure == "third-party":
            return tuple(item for item in self.items if item.is_third_party)
        return tuple(item for item in self.items if figure in {"total", item.kind})

    def _sum(self, figure: str) -> dict[str, int]:
        def over(items: Iterable[Item]) -> int:
            return sum(getattr(item, figure) for item in items)

        sums = {name: over(self.behind(name)) for name in (*KINDS, "third-party", "total")}
        if self.first_visit is not None:
            sums["first-visit"] = over(self.first_visit)
        if self.repeat_visit is not None:
            sums["repeat-visit"] = over(self.repeat_visit)
        return sums
