"""Which script a page carries, and how it is made small.

Every page carries one script: its behaviours joined in the order of their names. The pages of
the outbox and of the Llave do not need the form's behaviours nor the others theirs, so there are
three scripts.
"""

from collections.abc import Iterable
from pathlib import Path

try:  # shortens names as well; has wheels for Linux only (decision 0005)
    import minify
except ImportError:  # pragma: no cover - elsewhere scripts are a fifth heavier
    minify = None
import rjsmin

FLOOR = 2019
"""The ECMAScript edition that Chromium 80 reads."""
OUTBOX_ONLY = ("50-outbox.js", "52-saved.js")
LLAVE_ONLY = ("16-leave.js", "70-passkey.js", "72-show.js", "74-leave.js", "76-hash.js")
NOT_LLAVE = ("12-folio.js", "34-draft.js")
FORM_ONLY = ("30-photo.js", "36-form.js", "40-place.js", "60-share.js")


def scripts(folder: Path) -> dict[str, str]:
    """Each script by name: ``app`` for most pages, ``outbox`` for those of what waits, ``llave``
    for those of keys and sessions."""
    parts = sorted(folder.glob("*.js"))
    left_out = {
        "app": (*OUTBOX_ONLY, *LLAVE_ONLY),
        "outbox": (*FORM_ONLY, *LLAVE_ONLY),
        "llave": (*FORM_ONLY, *OUTBOX_ONLY, *NOT_LLAVE),
    }
    return {
        name: smaller(part for part in parts if part.name not in without)
        for name, without in left_out.items()
    }


def smaller(parts: Iterable[Path]) -> str:
    """The sources joined and minified."""
    source = "\n".join(part.read_text() for part in parts)
    if minify is None:
        return str(rjsmin.jsmin(source))
    minify.config({"js-version": FLOOR})
    return str(minify.string("application/javascript", source))
