"""The migrations make the tables that the code speaks of, on each database."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from backend.kernel.db import db


def test_the_migrations_make_what_the_models_say(site: Flask) -> None:
    with site.app_context(), db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), db.metadata) == []
