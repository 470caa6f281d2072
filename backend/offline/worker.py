"""The service worker as one script: what it must know, what it shares with the page, its parts.

The version is a hash of everything it holds and fetches, so a phone updates exactly when
something changed.
"""

import hashlib
import json
from pathlib import Path

from backend.kernel.scripts import smaller

SHELL = ("/", "/reports/new", "/outbox", "/offline")
EXTRA = ("/reports/new/2",)
SHARED = ("10-store.js", "12-folio.js", "14-send.js", "16-leave.js")


def compose(pwa: Path, *, build: str, languages: list[str], assets: list[str]) -> str:
    """The worker's source. ``languages`` are the codes with a prefix, ``assets`` paths to fetch."""
    parts = [pwa / "static" / "js" / name for name in SHARED]
    parts += sorted((pwa / "service_worker").glob("[0-9]*.js"))
    source = smaller(parts)
    known = {
        "VERSION": hashlib.sha256((build + source).encode()).hexdigest()[:10],
        "LANGS": [f"/{code}" for code in languages],
        "SHELL": SHELL,
        "EXTRA": EXTRA,
        "ASSETS": assets,
    }
    told = "".join(f"const {name}={json.dumps(value)};\n" for name, value in known.items())
    return f"{told}{source}\n"


def retire(pwa: Path) -> str:
    """The script that undoes the worker."""
    return (pwa / "service_worker" / "retire.js").read_text()
