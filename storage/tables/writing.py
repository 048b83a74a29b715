"""Tables of what members write. What is personal is sealed.

Knows columns only. Must not know who may read what.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from learning.writing import ActionState, Pressing
from storage.tables.base import (
    Base,
    Id,
    Indexed,
    IndexedXid,
    Revised,
    Sealed,
    SealedDict,
    SealedSince,
    Xid,
    word,
)


class _OfSet:
    """A row that a set owns: it goes when the set is removed."""

    set_id: Mapped[str] = mapped_column(
        ForeignKey("learning_set.id", ondelete="CASCADE"), index=True, sort_order=-1
    )


class ReflectionRow(_OfSet, Revised, Base):
    """Something a member chose to keep."""

    __tablename__ = "reflection"

    id: Mapped[Id]
    meeting_id: Mapped[Indexed]
    person_id: Mapped[Indexed]
    text: Mapped[Sealed]
    link: Mapped[SealedSince]
    picture: Mapped[SealedSince]
    picture_says: Mapped[SealedSince]
    shared: Mapped[bool]
    made_at: Mapped[datetime]


class ActionRow(_OfSet, Revised, Base):
    """What a member will do."""

    __tablename__ = "action"

    id: Mapped[Id]
    meeting_id: Mapped[Indexed]
    person_id: Mapped[Indexed]
    what: Mapped[Sealed]
    by_when: Mapped[date | None]
    who_notices: Mapped[Sealed]
    state: Mapped[ActionState] = word(ActionState)
    carried: Mapped[int]
    told: Mapped[bool] = mapped_column(server_default=false())
    made_at: Mapped[datetime]


class BidRow(_OfSet, Revised, Base):
    """One sentence to bring to the next meeting."""

    __tablename__ = "bid"

    id: Mapped[Id]
    person_id: Mapped[Indexed]
    text: Mapped[Sealed]
    pressing: Mapped[Pressing] = word(Pressing)
    made_at: Mapped[datetime]


class QuestionRow(_OfSet, Revised, Base):
    """A question whose author is never shown."""

    __tablename__ = "question"

    id: Mapped[Id]
    person_id: Mapped[Indexed]
    text: Mapped[Sealed]
    asked_at: Mapped[datetime]
    shown_at: Mapped[datetime | None]


class ConcernRow(Revised, Base):
    """A private worry."""

    __tablename__ = "concern"

    id: Mapped[Id]
    guild_xid: Mapped[IndexedXid]
    area: Mapped[str]
    person_xid: Mapped[IndexedXid]
    about: Mapped[str]
    text: Mapped[Sealed]
    receipt: Mapped[str]
    raised_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class DraftRow(Base):
    """An unfinished form; its fields are one sealed JSON text."""

    __tablename__ = "draft"

    id: Mapped[Id]
    person_xid: Mapped[IndexedXid]
    form: Mapped[str]
    fields: Mapped[SealedDict]
    saved_at: Mapped[datetime]


class AuditRow(Base):
    """One thing a coordinator did."""

    __tablename__ = "audit"

    id: Mapped[Id]
    guild_xid: Mapped[IndexedXid]
    at: Mapped[datetime]
    actor_xid: Mapped[Xid]
    what: Mapped[str]
    about: Mapped[str]
    set_id: Mapped[Indexed]
