"""The real server, as `make run` starts it, in a process of its own."""

import os
import signal
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Protocol, Self

from tests.begun import begun
from tests.browser.certificate import Certificate
from tests.browser.forked import REPOSITORY, Forked
from tests.postgres import free_port
from tests.waiting import until

PROGRAMS = Path(sys.executable).parent


class Running(Protocol):
    """A process that was started."""

    @property
    def pid(self) -> int: ...
    def poll(self) -> int | None: ...
    def wait(self) -> int: ...


class City:
    """A server on ``var`` and, where given, another database than the embedded one.

    With ``tls`` it speaks https under that certificate. Its processes are forked with their
    modules imported; where a test is about the process, ``fresh`` starts it from nothing.
    """

    def __init__(
        self,
        var: Path,
        *,
        database_url: str = "",
        tls: Certificate | None = None,
        fresh: bool = False,
        **settings: str,
    ) -> None:
        self.var = var
        self.database = database_url or f"sqlite:///{var / 'ventanilla.db'}"
        self.port = free_port()
        self._tls = tls
        self._fresh = fresh
        self._has_a_pack = "city" in settings
        self._environment = {
            **os.environ,
            "VENTANILLA_VAR": str(var),
            "VENTANILLA_LOG_LEVEL": "warning",
            "VENTANILLA_WRITE_RATE": "100000 per minute",
            **{f"VENTANILLA_{name.upper()}": value for name, value in settings.items()},
        }
        self._environment.pop("DATABASE_URL", None)
        if database_url:
            self._environment["DATABASE_URL"] = database_url
        self._server: Running | None = None

    @property
    def url(self) -> str:
        return f"http{'s' if self._tls else ''}://localhost:{self.port}"

    @property
    def log(self) -> str:
        return (self.var / "log").read_text(errors="replace")

    def start(self) -> None:
        """Starts it and waits until it answers."""
        if not self.var.exists() and self.database.startswith("sqlite") and not self._has_a_pack:
            begun(self.var)
        self.var.mkdir(parents=True, exist_ok=True)
        secure = (
            ["--ssl-certificate", str(self._tls.chain), "--ssl-keyfile", str(self._tls.key)]
            if self._tls
            else []
        )
        words = [
            *(str(PROGRAMS / "granian"), "--interface", "wsgi"),
            *("--host", "127.0.0.1", "--port", str(self.port)),
            *("--workers", "1", "--blocking-threads", "64", "--log-level", "warning"),
            *secure,
            "backend.wsgi:app",
        ]
        log = self.var / "log"
        self._server = self._from_nothing(words) if self._fresh else self._forked(words, log)
        try:
            until(self._answers, within=60, what="an answer of the server")
        except BaseException:
            self.kill()
            raise

    def _forked(self, words: list[str], out: Path) -> Running:
        return Forked(words, self._environment, out, self.var / "log")

    def _from_nothing(self, words: list[str]) -> Running:
        with (self.var / "log").open("ab") as log:
            return subprocess.Popen(
                words,
                cwd=REPOSITORY,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _answers(self) -> bool:
        assert self._server is not None
        if self._server.poll() is not None:
            raise RuntimeError(f"The server did not start: {self.log}")
        with (
            suppress(urllib.error.URLError, OSError),
            urllib.request.urlopen(
                f"{self.url}/readyz",
                timeout=5,
                context=ssl._create_unverified_context() if self._tls else None,
            ) as answer,
        ):
            return bool(answer.status == 200)
        return False

    def staff(self, *words: str) -> str:
        """What staff do with ``flask reports`` and these words; what it answers."""
        return self.flask("reports", *words)

    def flask(self, *words: str) -> str:
        """A command of whoever runs the server; what it answers."""
        with TemporaryDirectory() as folder:
            said = Path(folder) / "said"
            ended = self._forked([str(PROGRAMS / "flask"), *words], said).wait()
            if ended:
                raise RuntimeError(f"flask {' '.join(words)} ended with {ended}: {self.log}")
            return said.read_text()

    def kill(self) -> None:
        """``kill -9`` of the server and its workers, wherever they are."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()
