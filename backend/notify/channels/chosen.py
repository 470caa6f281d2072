"""Which channels there are, as the settings say."""

from collections.abc import Callable
from email.utils import parseaddr

from backend.config import Settings, SettingsError
from backend.notify import vapid
from backend.notify.channels import PUSH, Channel
from backend.notify.channels.console import Console
from backend.notify.channels.mail import Mail
from backend.notify.channels.sms import Sms
from backend.notify.channels.webpush import WebPush

CONSOLE = "console:"


def channels(settings: Settings) -> dict[str, Channel]:
    """Each channel by name. Raises SettingsError for a URL or a key that is none."""
    return {
        PUSH: WebPush(
            vapid.private_key(settings),
            f"mailto:{parseaddr(settings.mail_from)[1]}",
            settings.known_push_services,
        ),
        "mail": _one(settings.mail_url, "MAIL", lambda url: Mail(url, settings.mail_from)),
        "sms": _one(settings.sms_url, "SMS", lambda url: Sms(url, settings.sms_token)),
    }


def _one(url: str, name: str, make: Callable[[str], Channel]) -> Channel:
    if url == CONSOLE:
        return Console()
    try:
        return make(url)
    except ValueError as error:
        raise SettingsError(f"VENTANILLA_{name}_URL cannot be used: {error}.") from error
