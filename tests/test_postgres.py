"""The private PostgreSQL server keeps what was committed, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.postgres import Cluster, server
from tests.waiting import until

REPOSITORY = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def postgres_server() -> Iterator[Cluster]:
    with server() as made:
        yield made


def _write(url: str, word: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS said (word text)")
        connection.execute("INSERT INTO said VALUES (%s)", (word,))


def _read(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute("SELECT word FROM said ORDER BY word")]


def test_it_is_real_and_syncs(postgres_server: Cluster) -> None:
    with psycopg.connect(postgres_server.url) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)


def test_a_wrong_password_does_not_get_in(postgres_server: Cluster) -> None:
    stranger = postgres_server.url.replace(":", ":x", 2).replace("postgresql:x", "postgresql:")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(stranger).close()


def test_a_fresh_database_is_empty_and_a_copy_is_apart(postgres_server: Cluster) -> None:
    original = postgres_server.fresh()
    _write(original, "luz")
    copy = postgres_server.fresh(original)
    _write(copy, "bache")
    assert _read(original) == ["luz"]
    assert _read(copy) == ["bache", "luz"]


def test_what_was_committed_outlives_a_kill(postgres_server: Cluster) -> None:
    url = postgres_server.fresh()
    _write(url, "luz")
    postgres_server.kill()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url).close()
    postgres_server.start()
    assert _read(url) == ["luz"]
    assert "database system was not properly shut down" in postgres_server.log


def test_it_stops_clean_and_starts_again(postgres_server: Cluster) -> None:
    url = postgres_server.fresh()
    _write(url, "luz")
    postgres_server.stop()
    assert "database system is shut down" in postgres_server.log
    postgres_server.start()
    assert _read(url) == ["luz"]


def test_it_ends_with_the_tests_even_when_they_are_killed_and_is_swept() -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys\n"
            "from tests.postgres import server\n"
            "with server() as made:\n"
            "    print(made.folder, flush=True)\n"
            "    sys.stdin.read()\n",
        ],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    folder = holder.stdout.readline().strip()
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()

    log = Path(folder) / "log"
    until(lambda: "immediate shutdown request" in log.read_text(), what="the end of the server")
    until(lambda: not Path(folder, "data", "postmaster.pid").exists(), what="its last breath")
    with server() as next_run:
        assert not Path(folder).exists()
        assert next_run.folder != Path(folder)
    assert not next_run.folder.exists()
