"""Tables of people, of servers and of who looks after an area.

Knows columns only. Must not know what any of them is for.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from learning.people import HowFar, Role, Standing
from storage.tables.base import Base, Id, IndexedXid, Revised, Sealed, SealedMany, Xid, word


class PersonRow(Revised, Base):
    """Somebody who joined; one row for each Discord user of each server."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("guild_xid", "xid"),)

    id: Mapped[Id]
    guild_xid: Mapped[Xid]
    xid: Mapped[Xid]
    name: Mapped[Sealed]
    role: Mapped[Role] = word(Role)
    own_words: Mapped[Sealed]
    area: Mapped[str]
    how_far: Mapped[HowFar] = word(HowFar)
    good: Mapped[tuple[str, ...]]
    possible: Mapped[tuple[str, ...]]
    access: Mapped[Sealed]
    organisation: Mapped[Sealed]
    not_with: Mapped[SealedMany]
    hope: Mapped[Sealed]
    can_guide: Mapped[bool]
    typing: Mapped[bool]
    rounds_waited: Mapped[int]
    standing: Mapped[Standing] = word(Standing)
    joined_at: Mapped[datetime]


class ServerRow(Revised, Base):
    """What `/setup` keeps for one Discord server."""

    __tablename__ = "server"

    id: Mapped[Id]
    guild_xid: Mapped[Xid]
    lobby_xid: Mapped[Xid]
    category_xid: Mapped[Xid]


class DeskRow(Revised, Base):
    """Who looks after one area."""

    __tablename__ = "desk"

    id: Mapped[Id]
    guild_xid: Mapped[IndexedXid]
    area: Mapped[str]
    coordinator_xids: Mapped[tuple[int, ...]]
    lead_xid: Mapped[Xid]
    deputy_xid: Mapped[Xid]
    lead_checked: Mapped[date | None]
    refer: Mapped[str]
