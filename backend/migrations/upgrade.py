"""Bring a database to the present: at start for the embedded one, ``flask migrate`` for others."""

import fcntl
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from backend.kernel.db import prepare

HERE = Path(__file__).parent


def upgrade(url: str, var: Path) -> None:
    """Apply every migration that ``url`` lacks; processes of one machine take turns."""
    with (var / "migrating.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        engine = create_engine(url)
        prepare(engine)
        config = Config()
        config.set_main_option("script_location", str(HERE))
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        engine.dispose()
