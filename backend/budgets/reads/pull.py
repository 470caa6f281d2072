"""Something that comes down with a page."""

import re
from dataclasses import dataclass

FRAGMENT = re.compile(r"[\t\r\n]")


@dataclass(frozen=True)
class Pull:
    """Something to download. Of several ``urls`` the phone picks one, which is not known.

    ``by`` is what asks for it, in the words of the source: ``img``, ``@import``, ``preload``.
    A ``module`` is a script that may import others. What is asked for ``across`` origins (as fonts
    and modules are, and whatever says ``crossorigin``) serves only those who ask for it so.
    """

    kind: str
    urls: tuple[str, ...]
    by: str = ""
    is_module: bool = False
    is_across: bool = False

    @property
    def way(self) -> str:
        """Who asks for the same in another way is not served by this."""
        if self.kind == "document" or self.by in {"prefetch", "use"}:
            return self.by if self.by in {"prefetch", "use"} else self.kind
        return "across" if self.is_across else ""


def pull(
    kind: str,
    *urls: str,
    by: str = "",
    is_module: bool = False,
    is_across: bool | None = None,
) -> list[Pull]:
    """A list of one pull, or of none where there is no address to ask for.

    An image in a ``data:`` address is part of what holds it; a style sheet, a script or a page
    in one may pull in more, so it is kept to be read.
    """
    clean = (FRAGMENT.sub("", url).strip() for url in urls)
    inert = ("data:", "#") if kind in {"image", "font", "media", "other"} else ("#",)
    asked = tuple(url for url in clean if url and not url.lower().startswith(inert))
    if is_across is None:
        is_across = kind == "font" or is_module
    return [Pull(kind, asked, by, is_module, is_across)] if asked else []
