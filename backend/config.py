"""The settings, and the only place that reads the environment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from limits import parse, parse_many

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "VENTANILLA_"


@dataclass(frozen=True)
class Settings:
    """Everything that may differ between two installations. Each field is read from
    ``VENTANILLA_<NAME>``; ``database_url`` also from the customary ``DATABASE_URL``."""

    var: Annotated[
        Path, "Folder for what the server writes: embedded database, photos, built assets."
    ] = ROOT / "var"
    database_url: Annotated[
        str,
        "SQLAlchemy URL of the database; empty means an embedded SQLite file in the var folder.",
    ] = ""
    city: Annotated[Path, "Folder of the city pack to serve."] = ROOT / "backend" / "city" / "cdmx"
    hosts: Annotated[
        str, "Host names to answer to, separated by commas; any other Host is refused with 400."
    ] = "localhost,127.0.0.1,[::1]"
    origin: Annotated[
        str,
        "Public origin for links people share, such as https://ventanilla.example; "
        "empty means the origin of the request.",
    ] = ""
    secret: Annotated[
        str,
        "Key that seals what must be read back and digests codes, 32 characters or more; "
        "empty means a file in the var folder, so several machines need the setting.",
    ] = ""
    proxies: Annotated[
        int,
        "How many reverse proxies of ours stand in front; their X-Forwarded-* is believed, "
        "nobody else's.",
    ] = 0
    write_rate: Annotated[
        str,
        "How many writes one address may make; generous, for a whole WiFi point is one address.",
    ] = "600 per minute"
    open311_rate: Annotated[
        str, "How often one address may read what other apps are told (Open311)."
    ] = "300 per minute"
    retire_worker: Annotated[
        bool, "Yes (1) removes the service worker from every phone; unsent reports stay on it."
    ] = False
    mail_url: Annotated[
        str,
        "Where mail goes: smtp://user:password@host:587 or smtps://host; "
        "console: shows it where the server runs, for development.",
    ] = "console:"
    mail_from: Annotated[str, "Whom mail comes from."] = "Ventanilla <ventanilla@localhost>"
    sms_url: Annotated[
        str,
        "Where SMS go: https://gateway.example/messages, see backend/notify/channels/sms.py; "
        "console: shows them where the server runs, for development.",
    ] = "console:"
    sms_token: Annotated[str, "What opens the SMS gateway (Authorization: Bearer)."] = ""
    sms_reply_secret: Annotated[
        str,
        "Secret by which the SMS gateway signs what people answer, 32 characters or more, see "
        "docs/guides/sms-replies.md; empty means that nobody can answer.",
    ] = ""
    vapid_key: Annotated[
        str,
        "Key by which push services know the sender, made by flask notify vapid; empty means a "
        "file in the var folder. Phones must be asked again where it changes.",
    ] = ""
    push_services: Annotated[
        str,
        "Hosts of push services that phones may give, separated by commas; *.host stands for those "
        "below it, * for any public one, http://127.0.0.1 for one of your own in development.",
    ] = (
        "fcm.googleapis.com,*.push.services.mozilla.com,*.notify.windows.com,"
        "web.push.apple.com,*.push.apple.com"
    )
    bank_columns: Annotated[
        str,
        "What the columns are called in which the bank's file says the reference, the amount, the "
        "day and its own name for each payment.",
    ] = "reference=referencia,amount=importe,date=fecha,id=folio"
    notify_thread: Annotated[
        bool,
        "Yes (1) sends messages from a thread of one server process; "
        "no (0) leaves them to flask notify work.",
    ] = True
    log_level: Annotated[str, "Least level to log: debug, info, warning or error."] = "info"

    @property
    def database(self) -> str:
        """The URL to connect to, the embedded default filled in."""
        return self.database_url or f"sqlite:///{self.var / 'ventanilla.db'}"

    @property
    def is_embedded(self) -> bool:
        """Is the database a file of ours, to be migrated when the server starts?"""
        return self.database.startswith("sqlite")

    @property
    def trusted_hosts(self) -> list[str]:
        """The names of ``hosts``, one by one."""
        return _names(self.hosts)

    @property
    def known_push_services(self) -> list[str]:
        """The hosts of ``push_services``, one by one."""
        return _names(self.push_services)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


class SettingsError(Exception):
    """The environment says something that cannot be; the message names the variable."""


def load(environ: Mapping[str, str]) -> Settings:
    """Settings from the environment.

    Raises SettingsError for an unknown VENTANILLA_ name or a value that does not read.
    """
    known = {f.name: f for f in fields(Settings)}
    values: dict[str, object] = {}
    if url := environ.get("DATABASE_URL"):
        values["database_url"] = _read("DATABASE_URL", url, "")
    for variable, text in environ.items():
        if not variable.startswith(PREFIX):
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name not in known:
            raise SettingsError(f"{variable} is no setting; known are {', '.join(sorted(known))}.")
        values[name] = _read(variable, text, known[name].default)
    return Settings(**values)  # type: ignore[arg-type]


def _read(variable: str, text: str, default: object) -> object:
    if isinstance(default, bool):
        if text.lower() in {"1", "yes", "true", "on"}:
            return True
        if text.lower() in {"", "0", "no", "false", "off"}:
            return False
        raise SettingsError(f"{variable} is {text!r}; write 1 or 0.")
    if isinstance(default, int):
        if not text.isdecimal():
            raise SettingsError(f"{variable} is {text!r}; write a whole number.")
        return int(text)
    if isinstance(default, Path):
        if not text:
            raise SettingsError(f"{variable} is empty; write a folder, or leave it out.")
        return Path(text).resolve()
    check, advice = CHECKS.get(variable.removeprefix(PREFIX), (str, ""))
    try:
        check(text)
    except ValueError:
        raise SettingsError(f"{variable} cannot be read; write {advice}.") from None
    return text


def _database(text: str) -> None:
    if text and urlsplit(text).scheme.split("+")[0] not in {"sqlite", "postgresql"}:
        raise ValueError


def _long_secret(text: str) -> None:
    if 0 < len(text) < 32:
        raise ValueError


def _origin(text: str) -> None:
    parts = urlsplit(text)
    if text and (
        parts.scheme not in {"http", "https"} or text != f"{parts.scheme}://{parts.netloc}"
    ):
        raise ValueError


# What a text has to read as, beyond being one; ValueError if it does not. The text is not repeated,
# for the address of a database holds a password.
CHECKS: dict[str, tuple[Callable[[str], Any], str]] = {
    "DATABASE_URL": (_database, "sqlite:///... or postgresql://..."),
    "LOG_LEVEL": (("debug", "info", "warning", "error").index, "debug, info, warning or error"),
    "SMS_REPLY_SECRET": (_long_secret, "32 characters or more"),
    "ORIGIN": (_origin, "an origin such as https://ventanilla.example, no slash at its end"),
    "OPEN311_RATE": (parse, "something like 300 per minute"),
    "WRITE_RATE": (parse_many, "something like 600 per minute"),
}
