"""Sites of three makes that people sign in to, each a server of its own on 127.0.0.1.

The city is on ``localhost``, so that to a browser they are sites apart, as in life.
"""

import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.browser.city import REPOSITORY, City
from tests.postgres import free_port
from tests.waiting import until

MODULES = Path("/usr/lib/apache2/modules")
PARTIES = REPOSITORY / "tests" / "oidc" / "parties"


def registered(city: City, here: str, back: str, *more: str, bye: str) -> tuple[str, str]:
    """Register the library at ``here``; its id and its secret."""
    said = city.flask(
        *("clients", "add", "Biblioteca", "--owner", "Cultura", "--site", here),
        *("--redirect", f"{here}{back}", "--logout", f"{here}{bye}"),
        *("--purpose", "es", "Prestarte libros", "--purpose", "en", "Lend you books"),
        *("--scope", "profile", "--optional", "email", *more),
    )
    told = dict(line.split(maxsplit=1) for line in said.splitlines())
    return told["client_id"], told["client_secret"]


@contextmanager
def by_authlib(city: City, folder: Path) -> Iterator[str]:
    """The sample of the guide, made with Authlib's own client."""
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    id, secret = registered(city, here, "/callback", bye="/")
    told = {"LLAVE": city.url, "CLIENT_ID": id, "CLIENT_SECRET": secret, "PORT": str(port)}
    sample = REPOSITORY / "docs" / "guides" / "sample_site.py"
    with _served([sys.executable, str(sample)], told, port, folder):
        yield here


@contextmanager
def by_openid_client(city: City, folder: Path) -> Iterator[str]:
    """npm's openid-client, the certified one."""
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    more = ("--refresh", "--alg", "ES256")
    id, secret = registered(city, here, "/callback", *more, bye="/goodbye")
    told = {"LLAVE": city.url, "CLIENT_ID": id, "CLIENT_SECRET": secret, "PORT": str(port)}
    with _served(["node", str(PARTIES / "library.mjs")], told, port, folder):
        yield here


@contextmanager
def by_apache(city: City, folder: Path) -> Iterator[str]:
    """Debian's libapache2-mod-auth-openidc."""
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    id, secret = registered(city, here, "/inside/back", bye="/")
    for name in ("", "inside"):
        page = folder / "pages" / name / "page"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"{name or 'outside'}\n")
    text = (PARTIES / "apache.conf").read_text()
    for name, value in {
        "folder": str(folder),
        "modules": str(MODULES),
        "port": str(port),
        "issuer": city.url,
        "client_id": id,
        "client_secret": secret,
        "passphrase": secrets.token_hex(16),
    }.items():
        text = text.replace(f"@{name}@", value)
    (folder / "conf").write_text(text)
    for each in (folder, *folder.parents):
        if each.owner() == folder.owner() and os.getuid() == 0:
            each.chmod(each.stat().st_mode | 0o011)  # Apache gives its rights up
    command = ["apache2", "-f", str(folder / "conf"), "-D", "FOREGROUND"]
    with _served(command, {}, port, folder):
        yield here


@contextmanager
def _served(command: list[str], told: dict[str, str], port: int, folder: Path) -> Iterator[None]:
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, env={**os.environ, **told}, cwd=REPOSITORY, stdout=log, stderr=log
        )

    def answers() -> bool:
        assert process.poll() is None, (folder / "log").read_text()
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
        return False

    try:
        until(answers, within=30, what=f"an answer of {command[0]}")
        yield
    except Exception as error:
        for name in ("log", "errors"):
            if (folder / name).exists():
                error.add_note(f"{command[0]} said:\n{(folder / name).read_text()[-3000:]}")
        raise
    finally:
        process.terminate()
        process.wait(timeout=20)
