"""Bring a database to the present: at start for the embedded one, ``flask migrate`` for others."""

import fcntl
from pathlib import Path

from sqlalchemy import Engine, create_engine, inspect, text

from backend.kernel.db import prepare

HERE = Path(__file__).parent


def upgrade(url: str, var: Path) -> None:
    """Apply every migration that ``url`` lacks; processes of one machine take turns."""
    with (var / "migrating.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        engine = create_engine(url)
        prepare(engine)
        if not _is_at_the_last(engine):
            _migrate(engine)
        engine.dispose()


def the_last() -> str:
    """The number of the last migration; they are numbered in their order."""
    return max(path.name for path in (HERE / "versions").glob("[0-9]*.py")).partition("_")[0]


def _is_at_the_last(engine: Engine) -> bool:
    with engine.begin() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        there = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return bool(there == the_last())


def _migrate(engine: Engine) -> None:
    # Alembic takes as long to import as all of the rest: most starts have no need of it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(HERE))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
