"""Mail, handed to an SMTP server of the city's."""

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from urllib.parse import unquote, urlsplit

from backend.notify.channels import TIMEOUT_SECONDS, Answer, Parcel
from backend.notify.retry import Outcome


class Mail:
    """``url`` is ``smtp://user:password@host:587`` or ``smtps://...:465``.

    On ``smtp`` TLS is begun where the server offers it, and is required before a password is
    told. Raises ValueError for another kind of URL.
    """

    def __init__(self, url: str, sender: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ValueError("write smtp://user:password@host:587 or smtps://host")
        if "@" not in parseaddr(sender)[1]:
            raise ValueError("the sender has no address")
        self._is_tls = parts.scheme == "smtps"
        self._host = parts.hostname
        self._port = parts.port or (465 if self._is_tls else 587)
        self._user = unquote(parts.username or "")
        self._password = unquote(parts.password or "")
        self._sender = sender

    def send(self, parcel: Parcel) -> Answer:
        if "=?" in parcel.recipient:
            return Answer(Outcome.REFUSED, "an address that hides another")
        try:
            server = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            return Answer(Outcome.FAILED, _words(error))
        try:
            server.send_message(self._letter(parcel))
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            return Answer(Outcome.GONE if code >= 500 else Outcome.BUSY, f"{code} {words!r}")
        except smtplib.SMTPResponseException as error:
            outcome = Outcome.REFUSED if error.smtp_code >= 500 else Outcome.BUSY
            return Answer(outcome, _words(error))
        except (OSError, smtplib.SMTPException) as error:
            return Answer(Outcome.FAILED, _words(error))
        finally:
            # It was taken or it was not; how the server says good-bye changes nothing.
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
        return Answer(Outcome.SENT)

    def _connect(self) -> smtplib.SMTP:
        tls = ssl.create_default_context()
        if self._is_tls:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self._host, self._port, timeout=TIMEOUT_SECONDS, context=tls
            )
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=TIMEOUT_SECONDS)
        try:
            server.ehlo()
            if not self._is_tls and (self._user or server.has_extn("starttls")):
                server.starttls(context=tls)
                server.ehlo()
            if self._user:
                server.login(self._user, self._password)
        except BaseException:
            server.close()
            raise
        return server

    def _letter(self, parcel: Parcel) -> EmailMessage:
        letter = EmailMessage()
        letter["From"] = self._sender
        letter["To"] = parcel.recipient
        letter["Subject"] = _head(parcel.subject)
        letter["Date"] = formatdate()
        # The same each time: programs that read mail show a repeat once.
        letter["Message-ID"] = f"<{parcel.id}@{parseaddr(self._sender)[1].rpartition('@')[2]}>"
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(parcel.body)
        return letter


def _head(text: str) -> str:
    """``text`` on the one line of a head. What looks like an encoded word (RFC 2047) would be read
    as one, and one that stands for a line break would begin a head of its own."""
    return " ".join(text.split()).replace("=?", "= ?")


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
