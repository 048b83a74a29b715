"""Tables of a session under way, with its parts and its seats as rows of their own.

Knows columns only. Must not know how a session moves on.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from learning.session.state import Mode, Offers, Status
from storage.tables.base import Base, Id, Indexed, IndexedXid, Revised, Xid, word


class SessionRow(Revised, Base):
    """A session; its id is the meeting's id."""

    __tablename__ = "session"

    id: Mapped[str] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    set_id: Mapped[Indexed]
    plan_id: Mapped[str]
    guide_id: Mapped[str]
    deputy_id: Mapped[str]
    status: Mapped[Status] = word(Status, index=True)
    started_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    changed_at: Mapped[datetime | None]
    part: Mapped[int]
    part_ends_at: Mapped[datetime]
    part_since: Mapped[int]
    fresh_since: Mapped[int]
    paused_at: Mapped[datetime | None]
    paused_seconds: Mapped[int]
    floor_id: Mapped[str]
    floor_since: Mapped[datetime | None]
    turn_over: Mapped[bool]
    offers: Mapped[Offers] = word(Offers)
    one_voice: Mapped[bool] = mapped_column(server_default=false())
    announced: Mapped[int]


class _Piece:
    """A row that stands at one place in a tuple of its session."""

    session_id: Mapped[str] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), primary_key=True, sort_order=-2
    )
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=-1)


class PartRow(_Piece, Base):
    """One part of a session, in the plan's order."""

    __tablename__ = "session_part"

    number: Mapped[int]
    planned: Mapped[int]
    seconds: Mapped[int]
    keep: Mapped[bool]
    turn: Mapped[int]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    presenter_id: Mapped[str]
    before: Mapped[int]
    goes: Mapped[int]
    extra: Mapped[int]
    skipped: Mapped[bool]


class SeatRow(_Piece, Base):
    """One member at a session."""

    __tablename__ = "session_seat"

    person_id: Mapped[str]
    order: Mapped[int]
    mode: Mapped[Mode] = word(Mode)
    spoken: Mapped[int]
    turn_taken: Mapped[bool]
    hand_at: Mapped[datetime | None]


class MutedRow(Base):
    """Somebody whose microphone we turned off; it outlives the session, and goes with the set."""

    __tablename__ = "muted"

    id: Mapped[Id]
    guild_xid: Mapped[Xid]
    xid: Mapped[IndexedXid]
    person_id: Mapped[Indexed]
    set_id: Mapped[str] = mapped_column(
        ForeignKey("learning_set.id", ondelete="CASCADE"), index=True
    )
    muted_at: Mapped[datetime]
