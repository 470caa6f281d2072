"""Something that comes down with a page."""

import re
from dataclasses import dataclass

FRAGMENT = re.compile(r"[\t\r\n]")


@dataclass(frozen=True)
class Pull:
    """Something to download. Of several ``urls`` the phone picks one, which is not known.

    ``by`` is what asks for it, in the words of the source: ``img``, ``@import``, ``preload``.
    A ``module`` is a script that may import others. What is fetched ``apart`` (ahead of its use,
    and without ``crossorigin``) is of no use to those who ask for the same ``across`` origins.
    """

    kind: str
    urls: tuple[str, ...]
    by: str = ""
    is_module: bool = False
    is_apart: bool = False

    @property
    def is_across(self) -> bool:
        """Fonts and modules are asked for so, wherever they are."""
        return not self.is_apart and (self.kind == "font" or self.is_module)


def pull(
    kind: str, *urls: str, by: str = "", is_module: bool = False, is_apart: bool = False
) -> list[Pull]:
    """A list of one pull, or of none where there is no address to ask for.

    An image in a ``data:`` address is part of what holds it; a style sheet, a script or a page
    in one may pull in more, so it is kept to be read.
    """
    clean = (FRAGMENT.sub("", url).strip() for url in urls)
    inert = ("data:", "#") if kind in {"image", "font", "media", "other"} else ("#",)
    asked = tuple(url for url in clean if url and not url.lower().startswith(inert))
    return [Pull(kind, asked, by, is_module, is_apart)] if asked else []
