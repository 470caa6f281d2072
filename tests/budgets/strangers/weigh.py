"""Weighs them, with the Python of their own environment."""

import contextlib
import os
import secrets
import subprocess
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.postgres import free_port
from tests.waiting import until

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
PYTHON = ROOT / "tests" / ".tools" / "strangers" / "bin" / "python"


@dataclass(frozen=True)
class Stranger:
    """An application, by the words that name it on the command line."""

    personas: Path
    words: tuple[str, ...]
    environment: dict[str, str]

    def run(self, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
        """``page-budgets`` with these ``words``, in ``folder``: the command as it is installed
        there, with the modules as they are here."""
        return subprocess.run(
            [str(PYTHON.with_name("page-budgets")), *words, *self.words, "--personas",
             str(self.personas)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), **self.environment},
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip


def httpbin() -> Stranger:
    """In process, as it is imported."""
    return Stranger(HERE / "httpbin.toml", ("--app", "httpbin:app"), {})


@contextlib.contextmanager
def django(folder: Path) -> Iterator[Stranger]:
    """Running, as Django's own commands write, fill and serve it."""
    password = secrets.token_urlsafe(12)
    environment = {**os.environ, "DJANGO_SUPERUSER_PASSWORD": password}

    def manage(*words: str) -> None:
        subprocess.run(
            [str(PYTHON), *words], cwd=folder, env=environment, check=True, capture_output=True
        )

    manage("-m", "django", "startproject", "site_of_django", ".")
    manage("manage.py", "migrate")
    manage("manage.py", "createsuperuser", "--noinput", "--username", "dora", "--email",
           "dora@example.com")  # fmt: skip
    port = free_port()
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [str(PYTHON), "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        until(lambda: _answers(port, server), within=60, what="Django's server")
        where = ("--url", f"http://127.0.0.1:{port}", "--from", "listed", "--from", "crawl")
        yield Stranger(HERE / "django.toml", where, {"DORA": password})
    finally:
        server.kill()
        server.wait()


def _answers(port: int, server: subprocess.Popen[bytes]) -> bool:
    if server.poll() is not None:
        raise RuntimeError("Django's server has ended")
    address = f"http://127.0.0.1:{port}/"
    with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5) as answer:
        return bool(answer.status == 200)
    return False
