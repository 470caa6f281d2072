"""How pages fare as reports grow: drawn anew each time, from a thousand reports upward."""

import time
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from flask import Flask

from backend.app import create_app
from backend.config import Settings
from backend.kernel.db import db
from backend.kernel.shelf import Shelf
from backend.migrations.upgrade import upgrade
from tests.people import a_fault
from tests.proof.growth import fill, folio_at, key_of

TIMES = 15
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


def measure(folder: Path, sizes: list[int], databases: dict[int, str] | None = None) -> None:
    """Print what each page takes at each size; ``databases`` are empty ones by size, where it is
    not to be the embedded one."""
    rows: dict[str, list[float]] = {}
    for size in sizes:
        var = folder / f"grown-{size}"
        url = (databases or {}).get(size, "")
        var.mkdir(parents=True)
        if url:
            upgrade(url, var)
        app = create_app(Settings(var=var, database_url=url, log_level="error"))
        with app.app_context():
            fill(db.engine, app.extensions["city"], size, hers=[size // 2])
        for name, took in _pages(app, size).items():
            rows.setdefault(name, []).append(took)
        with app.app_context():
            db.engine.dispose()
    on = urlsplit(next(iter((databases or {}).values()), "")).scheme or "sqlite"
    print(f"{on + ', ms drawn anew':<28}" + "".join(f"{size:>12,}" for size in sizes) + f"{'x':>8}")
    for name, took in rows.items():
        print(f"{name:<28}" + "".join(f"{each:>12.1f}" for each in took)
              + f"{took[-1] / took[0]:>8.2f}")  # fmt: skip


def _pages(app: Flask, size: int) -> dict[str, float]:
    """The median of each, in milliseconds."""
    hers, middle = f"phone={key_of(size // 2)}", folio_at(size // 2)
    pages = {
        "list": ("/reports", ""),
        "list, from the middle": (f"/reports?after={middle}", ""),
        "list, one borough": ("/reports?borough=coyoacan", ""),
        "list, near": ("/reports?near=19.43,-99.13", ""),
        "a report": (f"/reports/{middle}", ""),
        "her list": ("/reports", hers),
        "her home": ("/", hers),
    }
    found = {name: _middle(app, path, cookie) for name, (path, cookie) in pages.items()}
    found["filing a report"] = _filing(app)
    return found


def _middle(app: Flask, path: str, cookie: str) -> float:
    client, took = app.test_client(), []
    for _ in range(TIMES):
        app.extensions["ready"].shelf = Shelf()
        began = time.perf_counter()
        answer = client.get(path, headers={"Cookie": cookie} if cookie else {})
        took.append(time.perf_counter() - began)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} was answered {answer.status_code}")
    return median(took) * 1000


def _filing(app: Flask) -> float:
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        answer = app.test_client().post("/reports/new", data=a_fault(near="new"), headers=SAME_SITE)
        took.append(time.perf_counter() - began)
        if answer.status_code != 303:
            raise RuntimeError(f"a report was answered {answer.status_code}")
    return median(took) * 1000
