"""The migrations make the tables that the code speaks of, on each database."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from backend.kernel.db import db
from backend.migrations.upgrade import HERE, the_last


def test_the_migrations_make_what_the_models_say(site: Flask) -> None:
    with site.app_context(), db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), db.metadata) == []


def test_the_highest_number_is_the_last_migration() -> None:
    assert ScriptDirectory(str(HERE)).get_current_head() == the_last()
