"""Changing the shape of a database, which is seldom done: Alembic is loaded only here.

Knows Alembic and where the migrations lie beside this file. Must not know what a table is for.
"""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from storage.shape import FOLDER


def move(connection: Connection, target: str) -> None:
    """Bring a database to a revision, "head" or "base", in the transaction that is open."""
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    settings.attributes["connection"] = connection
    if target == "base":
        command.downgrade(settings, target)
    else:
        command.upgrade(settings, target)
