"""Which script a page carries, and how it is made small.

Every page carries one script: behaviours joined in the order of their names. What no page of a
script needs is left out of it: the pages of the outbox and of the Llave have no form that waits,
those of saved packs neither. A page that has nothing to do carries none
(``{% set script = "none" %}``).
"""

from collections.abc import Iterable
from pathlib import Path

import rjsmin

FLOOR = 2019
"""The ECMAScript edition that Chromium 80 reads."""
OUTBOX_ONLY = ("50-outbox.js", "52-saved.js")
FORM_ONLY = (
    *("24-helping.js", "30-photo.js", "35-fill.js", "36-entry.js", "37-form.js", "38-reopen.js"),
    *("40-place.js", "60-share.js"),
)
LLAVE_ONLY = ("70-passkey.js", "72-show.js", "76-hash.js")
LEAVE_ONLY = ("16-leave.js", "74-leave.js")
PACKS_ONLY = ("54-pack.js", "55-near.js", "56-renew.js", "57-readers.js", "58-packs.js")
NOTICES_ONLY = ("46-notices.js",)
VERIFY_ONLY = ("78-verify.js",)
ASIDE = (*NOTICES_ONLY, *VERIFY_ONLY)
READ_ONLY = ("62-listen.js", "63-way.js")
WAY_ONLY = (
    *("64-network.js", "65-journeys.js", "66-hours.js", "67-stations.js", "68-from-to.js"),
    "93-attach.js",
)
ALONE = {"round": ("80-round.js",)}
"""What comes beside a page's script, and stands in none."""
# The pages of saved packs and of the Llave show no reports and send none: they ask the worker to.
ASK = ("92-ask.js",)
REPORTS = (
    *(*FORM_ONLY, *OUTBOX_ONLY, *READ_ONLY, *LEAVE_ONLY),
    *("12-folio.js", "14-send.js", "34-draft.js", "90-start.js"),
)
LEFT_OUT = {
    "app": (
        *(*OUTBOX_ONLY, *PACKS_ONLY, *READ_ONLY, *WAY_ONLY, *LLAVE_ONLY, *LEAVE_ONLY, *ASK),
        *ASIDE,
    ),
    "outbox": (
        *(*FORM_ONLY, *PACKS_ONLY, *WAY_ONLY, *LLAVE_ONLY, *LEAVE_ONLY, *ASK, *ASIDE),
        "38-locate.js",
    ),
    "notices": (*REPORTS, *PACKS_ONLY, *WAY_ONLY, *LLAVE_ONLY, *VERIFY_ONLY, "38-locate.js"),
    "verify": (*REPORTS, *PACKS_ONLY, *WAY_ONLY, *LLAVE_ONLY, *NOTICES_ONLY, "38-locate.js"),
    "llave": (*REPORTS, *PACKS_ONLY, *WAY_ONLY, *ASIDE, "38-locate.js"),
    "leave": (
        *(*FORM_ONLY, *OUTBOX_ONLY, *PACKS_ONLY, *READ_ONLY, *WAY_ONLY, *LLAVE_ONLY, *ASK),
        *(*ASIDE, "12-folio.js", "34-draft.js", "38-locate.js"),
    ),
    "near": (*REPORTS, *WAY_ONLY, *LLAVE_ONLY, *ASIDE, "57-readers.js", "58-packs.js"),
    "packs": (*REPORTS, *WAY_ONLY, *LLAVE_ONLY, *ASIDE, "38-locate.js", "55-near.js"),
    "way": (
        *(*REPORTS, *LLAVE_ONLY, *ASIDE, *ASK),
        *("10-store.js", "22-strip.js", "38-locate.js"),
        *("55-near.js", "57-readers.js", "58-packs.js"),
    ),
}


def scripts(folder: Path) -> dict[str, str]:
    """Each script by name: ``app`` for most pages, ``outbox`` for those of what waits and those
    that are only read, ``llave`` for those of keys and sessions, ``leave`` for signing out,
    ``near`` and ``packs`` for those of what is saved, ``verify`` where papers are; ``way`` comes
    beside another where transport is saved, ``round`` where a crew's list is."""
    alone = {name for names in ALONE.values() for name in names}
    parts = [part for part in sorted(folder.glob("*.js")) if part.name not in alone]
    joined = {
        name: smaller(part for part in parts if part.name not in left_out)
        for name, left_out in LEFT_OUT.items()
    }
    beside = {name: smaller(folder / each for each in names) for name, names in ALONE.items()}
    return joined | beside


def smaller(parts: Iterable[Path]) -> str:
    """The sources joined and minified, in a scope of their own: then every name can be short."""
    source = "(()=>{" + "\n".join(part.read_text() for part in parts) + "})()"
    try:
        # Shortens names as well; has wheels for Linux only (decision 0005). It is in Go, which does
        # not live on in a process that is forked: who has imported this may fork all the same.
        import minify  # noqa: PLC0415
    except ImportError:  # pragma: no cover - elsewhere scripts are a seventh heavier
        return str(rjsmin.jsmin(source))
    minify.config({"js-version": FLOOR})
    return str(minify.string("application/javascript", source))
