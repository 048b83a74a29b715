"""Tables of calls and of who said "count me in". A call owns those answers.

Knows columns only. Must not know what a call is for.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from learning.calls import CallKind
from storage.tables.base import Base, Id, IndexedXid, Revised, word


class CallRow(Revised, Base):
    """One call."""

    __tablename__ = "call"

    id: Mapped[Id]
    guild_xid: Mapped[IndexedXid]
    kind: Mapped[CallKind] = word(CallKind)
    theme: Mapped[str]
    area: Mapped[str]
    where: Mapped[str]
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class CountedInRow(Base):
    """Somebody's yes to a call."""

    __tablename__ = "counted_in"

    id: Mapped[Id]
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), index=True)
    xid: Mapped[IndexedXid]
    said_at: Mapped[datetime]
