"""The one table of due work, and the small table that says how this database was made.

Knows columns only. Must not know what any work does.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, Text, and_
from sqlalchemy.orm import Mapped, mapped_column

from learning.effects import Kind
from storage.tables.base import Base, Id, Xid, word


class Outcome(StrEnum):
    """How work ended."""

    DONE = "done"
    VOID = "void"  # no longer wanted
    DEAD = "dead"  # given up, with a reason


# Keys are looked up by their beginnings: byte order lets both stores use the index for that.
ByteText = Text().with_variant(Text(collation="C"), "postgresql")


class WorkRow(Base):
    """One piece of work. `available_at` is when it is due, tried again, or its lease ends."""

    __tablename__ = "work"

    key: Mapped[str] = mapped_column(ByteText, primary_key=True)
    kind: Mapped[Kind] = word(Kind)
    about: Mapped[str]
    due_at: Mapped[datetime]
    nth: Mapped[int]  # its place among the effects of one decision
    available_at: Mapped[datetime]
    useful_until: Mapped[datetime | None]
    owner: Mapped[str]
    attempts: Mapped[int]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    done_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None] = word(Outcome)
    why: Mapped[str]
    channel_xid: Mapped[Xid]
    message_xid: Mapped[Xid]


_open = WorkRow.done_at.is_(None)
Index(
    "ix_work_available",
    WorkRow.available_at,
    WorkRow.nth,
    WorkRow.key,
    sqlite_where=_open,
    postgresql_where=_open,
)
_held = and_(_open, WorkRow.owner != "")
Index("ix_work_held", WorkRow.about, sqlite_where=_held, postgresql_where=_held)
_dead = WorkRow.outcome == Outcome.DEAD
Index("ix_work_dead", WorkRow.done_at, sqlite_where=_dead, postgresql_where=_dead)


class MetaRow(Base):
    """One fact about this database."""

    __tablename__ = "meta"

    key: Mapped[Id]
    value: Mapped[str]
