"""Tables of sets, places in them, meetings and answers.

Knows columns only; a set owns its places and meetings. Must not know what any of them is for.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from learning.meetings import Coming, MeetingState, Ready
from learning.sets import Consent, DatesAnswer, Stage
from storage.tables.base import Base, Id, Indexed, IndexedXid, Revised, Sealed, Xid, word


class SetRow(Revised, Base):
    """A set of people."""

    __tablename__ = "learning_set"

    id: Mapped[Id]
    guild_xid: Mapped[IndexedXid]
    area: Mapped[str]
    name: Mapped[str]
    block: Mapped[str]
    stage: Mapped[Stage] = word(Stage)
    guide_id: Mapped[str]
    deputy_id: Mapped[str]
    seed: Mapped[int]
    text_xid: Mapped[Xid]
    voice_xid: Mapped[Xid]
    agreement: Mapped[Sealed]
    going_well_if: Mapped[Sealed]
    formed_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]


class MembershipRow(Revised, Base):
    """One person's place in one set. It outlives the person: others' turns remain."""

    __tablename__ = "membership"

    id: Mapped[Id]
    set_id: Mapped[str] = mapped_column(
        ForeignKey("learning_set.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[Indexed]
    seat: Mapped[int]
    consent: Mapped[Consent] = word(Consent)
    asked_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    dates: Mapped[DatesAnswer] = word(DatesAnswer)
    one_voice: Mapped[bool] = mapped_column(server_default=false())
    left_at: Mapped[datetime | None]


class MeetingRow(Revised, Base):
    """One date of a set."""

    __tablename__ = "meeting"

    id: Mapped[Id]
    set_id: Mapped[str] = mapped_column(
        ForeignKey("learning_set.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    wall: Mapped[str]
    zone: Mapped[str]
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    plan_id: Mapped[str]
    guide_id: Mapped[str]
    presenter_ids: Mapped[tuple[str, ...]]
    state: Mapped[MeetingState] = word(MeetingState, index=True)
    event_xid: Mapped[Xid]
    where: Mapped[str]
    moved: Mapped[int]


class AnswerRow(Revised, Base):
    """One member's answer for one meeting."""

    __tablename__ = "answer"

    id: Mapped[Id]
    meeting_id: Mapped[str] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[Indexed]
    coming: Mapped[Coming] = word(Coming)
    ready: Mapped[Ready] = word(Ready)
