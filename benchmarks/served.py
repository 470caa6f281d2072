"""A server as ``make run`` starts it, one worker, and what it takes of the machine."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from os import killpg
from pathlib import Path

from backend.config import ROOT
from tests.postgres import free_port
from tests.waiting import until

SERVE = ("--interface", "wsgi", "--host", "127.0.0.1", "--workers", "1",
         "--blocking-threads", "64", "--backpressure", "256", "--log-level", "error")  # fmt: skip


@contextmanager
def served(name: str, **environment: str) -> Iterator[tuple[str, int]]:
    """The origin where an application is served, and the process that serves it."""
    port = free_port()
    server = subprocess.Popen(
        [str(Path(sys.executable).with_name("granian")), *SERVE, "--port", str(port), name],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", **environment},
        stdout=subprocess.DEVNULL,  # what is told to people: here nobody sends it
        start_new_session=True,
    )
    origin = f"http://127.0.0.1:{port}"
    try:
        until(lambda: _answers(origin), within=60, what=f"{name} to answer")
        yield origin, server.pid
    finally:
        killpg(server.pid, signal.SIGKILL)
        server.wait()


def ours(var: Path, database: str = "", **settings: str) -> dict[str, str]:
    """The environment of our application on ``var`` and, where given, another database."""
    told = {"VENTANILLA_VAR": str(var), "VENTANILLA_LOG_LEVEL": "error", **settings}
    return {**told, "DATABASE_URL": database} if database else told


def memory_of_worker(server: int) -> int:
    """Bytes of memory that belong to the server's one worker, its share of what is shared too."""
    (worker,) = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    shares = Path(f"/proc/{worker}/smaps_rollup").read_text()
    return sum(int(each) for each in re.findall(r"^Pss:\s+(\d+)", shares, re.M)) * 1024


def _answers(origin: str) -> bool:
    asked = ["curl", "-sf", "-o", "/dev/null", f"{origin}/"]
    return subprocess.run(asked, check=False).returncode == 0
