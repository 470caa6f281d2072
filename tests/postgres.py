"""A PostgreSQL server of our own for the tests: private, in a temporary folder, gone afterwards.

PostgreSQL refuses to run as root, so root lends it to the user ``postgres``. The server gets
SIGQUIT from the kernel when the tests are killed, and the folder that a killed run left behind is
swept by the next one. fsync stays on: some promises are about it.
"""

import fcntl
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from tests.waiting import until

FOLDERS = "ventanilla-postgres-"
NAME = "ventanilla"
SETTINGS = {
    "fsync": "on",
    "listen_addresses": "127.0.0.1",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "timezone": "UTC",
    # What is full stays full, and a plan does not change while it is looked at.
    "autovacuum": "off",
}


class Cluster:
    """A server with its data: start it, stop it, kill it, start it again on the same port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.port = free_port()
        self._password = secrets.token_hex(16)
        self._server: subprocess.Popen[bytes] | None = None
        secret = folder / "password"
        secret.write_text(self._password)
        _lend(secret)
        options = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        made = subprocess.run(
            _as_owner(_bin("initdb"), "-D", self.data, "-U", NAME, "--pwfile", secret, *options),
            cwd=folder,
            capture_output=True,
            check=False,
        )
        if made.returncode:
            raise RuntimeError(f"initdb failed: {made.stderr.decode()}")

    @property
    def url(self) -> str:
        """The URL of its first database, empty."""
        return self.url_of(NAME)

    def url_of(self, database: str) -> str:
        return f"postgresql://{NAME}:{self._password}@127.0.0.1:{self.port}/{database}"

    @property
    def process(self) -> int:
        """The first process of the server, parent of the others."""
        if self._server is None:
            raise RuntimeError("PostgreSQL is not running; start() it.")
        return self._server.pid

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    def start(self) -> None:
        """Starts it and waits until it answers; after a kill it recovers first."""
        settings = SETTINGS | {"port": str(self.port), "unix_socket_directories": str(self.folder)}
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                _as_owner(_bin("postgres"), "-D", self.data, *options),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until(self._answers, within=60, what="an answer of PostgreSQL")

    def _answers(self) -> bool:
        assert self._server is not None
        if self._server.poll() is not None:
            raise RuntimeError(f"PostgreSQL did not start: {self.log}")
        try:
            psycopg.connect(self.url_of("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self) -> None:
        """Stops it as an operator would: sessions are ended, everything is written."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """``kill -9`` of the whole server: nothing is written, sessions just break."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        children = _children(server.pid)
        with suppress(ProcessLookupError):
            server.send_signal(how)
        if how is signal.SIGKILL:
            for child in children:
                with suppress(ProcessLookupError):
                    os.kill(child, how)
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        until(lambda: not any(map(_is_alive, children)), within=30, what="the end of PostgreSQL")

    def fresh(self, template: str | None = None, *, on: Path | None = None) -> str:
        """The URL of a new database: empty, or a copy of the one at the URL ``template``.

        Nobody may be connected to the template meanwhile. ``on`` is the folder to keep it in;
        such a database has to be dropped before that is gone.
        """
        name = f"d{secrets.token_hex(8)}"
        source = template.rpartition("/")[2].partition("?")[0] if template else "template0"
        with psycopg.connect(self.url_of("postgres"), autocommit=True) as connection:
            create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(source)
            )
            if on is not None:
                _lend(on)
                place = sql.SQL("CREATE TABLESPACE {} LOCATION {}")
                connection.execute(place.format(sql.Identifier(name), sql.Literal(str(on))))
                create += sql.SQL(" TABLESPACE {}").format(sql.Identifier(name))
            connection.execute(create)
        return self.url_of(name)

    def drop(self, url: str) -> None:
        """Removes the database at ``url``, and the tablespace it has to itself."""
        name = sql.Identifier(url.rpartition("/")[2])
        with psycopg.connect(self.url_of("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
            connection.execute(sql.SQL("DROP TABLESPACE IF EXISTS {}").format(name))


@contextmanager
def server() -> Iterator[Cluster]:
    """A running server, for tests that stop or kill it or want many databases."""
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=FOLDERS))
    lock = _lock(folder)
    made: Cluster | None = None
    try:
        _lend(folder)
        made = Cluster(folder)
        made.start()
        with psycopg.connect(made.url_of("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
        yield made
    finally:
        if made is not None:
            made.stop()
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            lock.close()


@contextmanager
def cluster() -> Iterator[str]:
    """The URL of an empty database on a running server of our own."""
    with server() as made:
        yield made.url


@cache
def _bin(program: str) -> str:
    """Debian keeps the server's programs out of PATH, by version; the newest is taken."""
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    for folder in sorted(folders, key=lambda f: float(f.parent.name), reverse=True):
        if (folder / program).exists():
            return str(folder / program)
    if found := shutil.which(program):
        return found
    raise RuntimeError(f"PostgreSQL's {program} is missing; tests/tools.sh installs it.")


def _as_owner(*command: str | Path) -> list[str]:
    """The command as a user that PostgreSQL accepts; it ends when this process ends."""
    owner = ["--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
    return ["setpriv", *owner, "--pdeathsig=QUIT", "--", *map(str, command)]


def _lend(path: Path) -> None:
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(path, owner.pw_uid, owner.pw_gid)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _lock(folder: Path) -> IO[str] | None:
    """Says that the folder is in use, for as long as this process lives; None if it already is."""
    lock = (folder / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


def _sweep() -> None:
    """Removes what runs that were killed left behind."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDERS}*"):
        with suppress(OSError):
            # A folder without data may be one that another process is making just now.
            if (folder / "data").exists() and (lock := _lock(folder)):
                with lock:
                    shutil.rmtree(folder, ignore_errors=True)


def _children(parent: int) -> list[int]:
    found = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(child) for child in found.read_text().split()] if found.exists() else []


def _is_alive(process: int) -> bool:
    """A process that ended but was not fetched by its parent counts as ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
