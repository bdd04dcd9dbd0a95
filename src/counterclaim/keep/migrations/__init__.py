"""Migrations of the ledger: one module a revision in `versions`, run by Alembic on opening.

Importing this package imports Alembic (about half a second): do so only when needed.

To change a table: change `keep/schema.py`, add `versions/v0002_<what>.py` with the frozen
statements (a migration never imports `schema`, which moves on), move `schema.REVISION`. The
tests compare the result of the two.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

SCRIPTS = Path(__file__).parent


def _config(scripts: Path, connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    # Alembic reads options as %-interpolated.
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def known_revisions(scripts: Path = SCRIPTS) -> frozenset[str]:
    """The ids of all migrations there are."""
    return frozenset(
        script.revision for script in ScriptDirectory.from_config(_config(scripts)).walk_revisions()
    )


def upgrade(connection: Connection, scripts: Path = SCRIPTS) -> None:
    """Run the missing migrations in the transaction of `connection`; the caller commits."""
    command.upgrade(_config(scripts, connection), "head")
