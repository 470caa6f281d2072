"""The key by which push services know the city, and how long they may ask to wait."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from backend.app import create_app
from backend.config import Settings, SettingsError
from backend.notify import vapid
from backend.notify.channels.asked_to_wait import wait_of
from backend.notify.channels.chosen import channels

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_dora_gets_a_key_and_another_each_time(app: Flask) -> None:
    run = app.test_cli_runner()
    one, other = (run.invoke(args=["notify", "vapid"]).output.strip() for _ in range(2))
    assert one != other
    assert len(vapid.public_of(one)) == 87


def test_without_a_setting_the_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path)
    key = vapid.private_key(settings)
    assert vapid.private_key(settings) == key
    assert (tmp_path / "vapid").stat().st_mode & 0o077 == 0


def test_the_key_of_the_setting_is_the_one_that_phones_get(
    make_site: Callable[..., Flask],
) -> None:
    key = vapid.new_key()
    site = make_site(vapid_key=key)
    assert site.test_client().get("/notices/key").text == vapid.public_of(key)


@pytest.mark.parametrize("key", ["x", "a" * 42, "a" * 86, "not base64!", "A" * 43])
def test_dora_is_told_when_her_key_is_none(tmp_path: Path, key: str) -> None:
    settings = Settings(var=tmp_path, vapid_key=key, log_level="critical")
    for starting in (create_app, channels):
        with pytest.raises(SettingsError, match="VENTANILLA_VAPID_KEY"):
            starting(settings)


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("30", timedelta(seconds=30)),
        (" 0 ", timedelta()),
        ("Wed, 25 Nov 2026 12:05:00 GMT", timedelta(minutes=5)),
        ("Wed, 25 Nov 2026 12:05:00 -0000", timedelta(minutes=5)),
        ("Wed, 25 Nov 2026 11:05:00 GMT", timedelta()),
        ("9999999", None),
        ("-5", None),
        ("٣٠", None),
        ("soon", None),
        ("Wed, 99 Nov 2026 12:05:00 GMT", None),
        ("", None),
        (None, None),
    ],
)
def test_how_long_a_service_asks_to_wait(header: str | None, wait: timedelta | None) -> None:
    assert wait_of(header, NOON) == wait
