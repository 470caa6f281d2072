"""Dora starts a server for her city: what the environment says is read, or refused by name."""

from pathlib import Path

import pytest

from backend.config import ROOT, Settings, SettingsError, load


def test_an_empty_environment_is_a_server_for_one_machine() -> None:
    settings = load({"PATH": "/bin", "LANG": "C"})
    assert settings == Settings()
    assert settings.is_embedded
    assert settings.database == f"sqlite:///{ROOT / 'var' / 'ventanilla.db'}"
    assert settings.trusted_hosts == ["localhost", "127.0.0.1", "[::1]"]


@pytest.mark.parametrize(
    ("variable", "text", "field", "value"),
    [
        ("VENTANILLA_VAR", "/srv/ventanilla", "var", Path("/srv/ventanilla")),
        ("VENTANILLA_VAR", "here", "var", Path.cwd() / "here"),
        ("VENTANILLA_CITY", "/srv/packs/../otra", "city", Path("/srv/otra")),
        ("DATABASE_URL", "postgresql://db/city", "database_url", "postgresql://db/city"),
        ("DATABASE_URL", "postgresql+psycopg://x", "database_url", "postgresql+psycopg://x"),
        ("VENTANILLA_DATABASE_URL", "sqlite:////a.db", "database_url", "sqlite:////a.db"),
        ("DATABASE_URL", "", "database_url", ""),
        ("VENTANILLA_ORIGIN", "https://city.example", "origin", "https://city.example"),
        ("VENTANILLA_ORIGIN", "http://city.example:8080", "origin", "http://city.example:8080"),
        ("VENTANILLA_ORIGIN", "", "origin", ""),
        ("VENTANILLA_PROXIES", "2", "proxies", 2),
        ("VENTANILLA_WRITE_RATE", "5/second;60/minute", "write_rate", "5/second;60/minute"),
        ("VENTANILLA_RETIRE_WORKER", "1", "retire_worker", True),
        ("VENTANILLA_RETIRE_WORKER", "Yes", "retire_worker", True),
        ("VENTANILLA_RETIRE_WORKER", "off", "retire_worker", False),
        ("VENTANILLA_RETIRE_WORKER", "", "retire_worker", False),
        ("VENTANILLA_LOG_LEVEL", "debug", "log_level", "debug"),
    ],
)
def test_what_dora_writes_is_what_she_gets(
    variable: str, text: str, field: str, value: object
) -> None:
    settings = load({variable: text})
    assert getattr(settings, field) == value
    unchanged = {name: getattr(settings, name) for name in vars(settings) if name != field}
    assert unchanged == {name: getattr(Settings(), name) for name in unchanged}


@pytest.mark.parametrize(
    ("variable", "text", "sentence"),
    [
        ("VENTANILLA_HOST", "x", "VENTANILLA_HOST is no setting; known are bank_columns, city"),
        ("VENTANILLA_", "x", "VENTANILLA_ is no setting"),
        ("VENTANILLA_VAR", "", "VENTANILLA_VAR is empty; write a folder, or leave it out."),
        ("VENTANILLA_PROXIES", "-1", "VENTANILLA_PROXIES is '-1'; write a whole number."),
        ("VENTANILLA_PROXIES", "one", "VENTANILLA_PROXIES is 'one'; write a whole number."),
        ("VENTANILLA_PROXIES", "", "VENTANILLA_PROXIES is ''; write a whole number."),
        ("VENTANILLA_RETIRE_WORKER", "maybe", "VENTANILLA_RETIRE_WORKER is 'maybe'; write 1 or 0."),
        ("VENTANILLA_LOG_LEVEL", "loud", "VENTANILLA_LOG_LEVEL cannot be read; write debug, info"),
        ("VENTANILLA_WRITE_RATE", "many", "VENTANILLA_WRITE_RATE cannot be read; write something"),
        ("VENTANILLA_WRITE_RATE", "", "VENTANILLA_WRITE_RATE cannot be read; write something"),
        ("VENTANILLA_ORIGIN", "city.example", "VENTANILLA_ORIGIN cannot be read; write an origin"),
        ("VENTANILLA_ORIGIN", "https://city.example/", "VENTANILLA_ORIGIN cannot be read"),
        ("VENTANILLA_ORIGIN", "ftp://city.example", "VENTANILLA_ORIGIN cannot be read"),
        ("DATABASE_URL", "mysql://db/city", "DATABASE_URL cannot be read; write sqlite:///... or"),
        ("DATABASE_URL", "/srv/a.db", "DATABASE_URL cannot be read"),
        ("VENTANILLA_DATABASE_URL", "postgres://db", "VENTANILLA_DATABASE_URL cannot be read"),
    ],
)
def test_what_cannot_be_stops_the_server_with_a_sentence(
    variable: str, text: str, sentence: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        load({variable: text})
    assert str(refused.value).startswith(sentence)


def test_a_refused_address_of_the_database_keeps_its_password_to_itself() -> None:
    with pytest.raises(SettingsError) as refused:
        load({"DATABASE_URL": "mysql://city:s3cret@db/city"})
    assert "s3cret" not in str(refused.value)
    assert refused.value.__suppress_context__


def test_our_own_name_for_the_database_wins_over_the_customary_one() -> None:
    both = {"VENTANILLA_DATABASE_URL": "postgresql://ours", "DATABASE_URL": "postgresql://custom"}
    for environ in (both, dict(reversed(both.items()))):
        assert load(environ).database == "postgresql://ours"
    assert not load(both).is_embedded


def test_host_names_may_be_written_with_blanks() -> None:
    settings = load({"VENTANILLA_HOSTS": " city.example, ,www.city.example ,"})
    assert settings.trusted_hosts == ["city.example", "www.city.example"]
