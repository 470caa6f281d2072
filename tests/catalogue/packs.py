"""A pack with one good service, to change: Port Elsewhere in its own language, with a harbour."""

import shutil
from pathlib import Path

from backend.config import ROOT

HERE = Path(__file__).resolve().parent
OTRA = ROOT / "tests" / "fixtures" / "city" / "otra"
MOORING = "services/mooring.toml"
SPANISH = '[[languages]]\ncode = "es"\nlocale = "es_ES"\nname = "Español"\n'


def a_pack(folder: Path, *, languages: int = 1) -> Path:
    """A pack in ``folder``; with one language it needs no translations."""
    pack = folder / "pack"
    shutil.copytree(OTRA, pack)
    shutil.copytree(HERE / "good", pack, dirs_exist_ok=True)
    if languages == 1:
        change(pack / "city.toml", SPANISH, "")
        shutil.rmtree(pack / "translations")
    return pack


def change(file: Path, old: str, new: str) -> None:
    """Put ``new`` in the place of ``old``, which stands in ``file`` once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")
