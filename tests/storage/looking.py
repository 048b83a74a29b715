"""Looking at a memory from outside: its files, its refusals, its database behind its back."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up import NOW, SECRET, learning_set, person
from sqlalchemy import text

from learning.ports import Units
from learning.refusals import Said
from learning.writing import Concern, Reflection
from storage.drivers import schema_engine
from storage.engine import open_storage
from storage.urls import parse


def everything(folder: Path) -> bytes:
    """Read all that stands in the files of a folder, with their names."""
    return b"".join(path.name.encode() + path.read_bytes() for path in folder.iterdir())


async def refused(url: str, secret: str = SECRET, *, upgrade: bool = False) -> Said:
    """Open what cannot be opened, and return what was said."""
    with pytest.raises(Said) as said:
        await open_storage(url, secret, upgrade=upgrade)
    return said.value


async def run(url: str, statement: str) -> None:
    """Change a database behind the house's back."""
    engine = schema_engine(parse(url))
    async with engine.begin() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


async def write_private_words(units: Units) -> None:
    """Keep one of each kind of private writing, each with a word that can be looked for."""
    async with units.write() as unit:
        await unit.people.add(
            person(1, name="NEEDLE-name", access="NEEDLE-access", not_with=(9876543210123,))
        )
        await unit.sets.add(learning_set(agreement="NEEDLE-agreement"))
        await unit.reflections.add(
            Reflection(
                id="r1",
                set_id="s1",
                meeting_id="m1",
                person_id="p1",
                text="NEEDLE-text " * 50,
                shared=False,
                made_at=NOW,
            )
        )
        await unit.concerns.add(
            Concern(
                id="c1",
                guild_xid=1,
                area="bs",
                person_xid=2,
                about="a",
                text="NEEDLE-worry",
                receipt="k",
                raised_at=NOW,
            )
        )
