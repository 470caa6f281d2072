"""A push service, and the channel that speaks to it."""

from collections.abc import Iterator

import pytest

from backend.notify import vapid
from backend.notify.channels.webpush import WebPush
from backend.notify.endpoint import LOOPBACK
from tests.notify.push_service import PushService


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as running:
        yield running


@pytest.fixture
def vapid_key() -> str:
    return vapid.new_key()


@pytest.fixture
def webpush(vapid_key: str) -> Iterator[WebPush]:
    channel = WebPush(vapid_key, "mailto:avisos@ciudad.example", [LOOPBACK, "push.example"])
    yield channel
    channel.close()
