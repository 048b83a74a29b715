"""Tables of what each person wishes of reminders, and of walks between meetings.

Knows columns only; a set owns its walks. Must not know what any of them leads to.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from learning.pairs import Walked
from storage.tables.base import Base, Id, Indexed, Revised, word


class WishesRow(Revised, Base):
    """One person's choices. The link of a calendar is kept as a hash alone."""

    __tablename__ = "wishes"

    id: Mapped[Id]
    person_id: Mapped[Indexed]
    remind: Mapped[tuple[str, ...]]
    in_room: Mapped[bool]
    any_hour: Mapped[bool]
    walks: Mapped[bool]
    feed: Mapped[Indexed]


class WalkRow(Revised, Base):
    """One person's walk before one meeting."""

    __tablename__ = "walk"

    id: Mapped[Id]
    set_id: Mapped[str] = mapped_column(
        ForeignKey("learning_set.id", ondelete="CASCADE"), index=True
    )
    meeting_id: Mapped[Indexed]
    person_id: Mapped[Indexed]
    with_ids: Mapped[tuple[str, ...]]
    said: Mapped[Walked] = word(Walked)
    drawn_at: Mapped[datetime]
