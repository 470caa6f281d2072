"""How Alembic reaches the database: through the connection it is handed."""

from alembic import context

from backend.kernel.db import db

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=db.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
