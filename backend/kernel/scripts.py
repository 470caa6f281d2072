"""Which script a page carries, and how it is made small.

Every page carries one script: its behaviours joined in the order of their names. The pages of
the outbox do not need the form's behaviours nor the others theirs, so there are two scripts.
"""

from collections.abc import Iterable
from pathlib import Path

try:  # shortens names as well; has wheels for Linux only (decision 0005)
    import minify
except ImportError:  # pragma: no cover - elsewhere scripts are a seventh heavier
    minify = None
import rjsmin

FLOOR = 2019
"""The ECMAScript edition that Chromium 80 reads."""
OUTBOX_ONLY = ("50-outbox.js", "52-saved.js")
FORM_ONLY = (
    *("30-photo.js", "36-entry.js", "37-form.js", "38-reopen.js"),
    *("40-place.js", "60-share.js"),
)


def scripts(folder: Path) -> dict[str, str]:
    """Each script by name: ``app`` for most pages, ``outbox`` for those of what waits."""
    parts = sorted(folder.glob("*.js"))
    return {
        "app": smaller(part for part in parts if part.name not in OUTBOX_ONLY),
        "outbox": smaller(part for part in parts if part.name not in FORM_ONLY),
    }


def smaller(parts: Iterable[Path]) -> str:
    """The sources joined and minified, in a scope of their own: then every name can be short."""
    source = "(()=>{" + "\n".join(part.read_text() for part in parts) + "})()"
    if minify is None:
        return str(rjsmin.jsmin(source))
    minify.config({"js-version": FLOOR})
    return str(minify.string("application/javascript", source))
