"""What is weighed: an address, in a language and a state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from backend.budgets.device import OLD, Device


@dataclass(frozen=True)
class Page:
    """One page as one resident meets it.

    ``path`` is the whole address on the site, language prefix and query included. ``state`` says
    in words what fills it ("empty", "with errors"). ``form`` is sent when ``method`` is POST.
    ``status`` is what the last answer has to be, redirects behind it (None: anything but a
    fault of the server); ``device`` the phone. ``headers`` go with the page, those ``everywhere``
    with all that it pulls in as well.
    """

    path: str
    language: str
    state: str
    method: str = "GET"
    form: Mapping[str, str | Sequence[str]] = field(default_factory=dict, hash=False)
    headers: Mapping[str, str] = field(default_factory=dict, hash=False)
    cookies: Mapping[str, str] = field(default_factory=dict, hash=False)
    status: int | None = 200
    device: Device = OLD
    everywhere: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def name(self) -> str:
        """``/reports/new (es, with errors)``."""
        return f"{self.path} ({self.persona})"

    @property
    def persona(self) -> str:
        """``es, with errors``: who meets it, and how."""
        return f"{self.language}, {self.state}"

    def expects(self, status: int) -> bool:
        """Is this what the page has to answer?"""
        return status == self.status if self.status is not None else status < 500

    @property
    def prefix(self) -> str:
        """``/en`` where the address begins with the page's language, else nothing."""
        prefix = f"/{self.language}"
        return prefix if f"{self.path}/".startswith(f"{prefix}/") else ""
