"""The table of what members hand in privately during a session. The text is sealed.

Knows columns only; a session owns its slips. Must not know who may read what.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from learning.slips import SlipKind
from storage.tables.base import Base, Id, Indexed, Sealed, word


class SlipRow(Base):
    """One slip."""

    __tablename__ = "slip"

    id: Mapped[Id]
    session_id: Mapped[str] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), index=True
    )
    part: Mapped[int]
    person_id: Mapped[Indexed]
    kind: Mapped[SlipKind] = word(SlipKind)
    text: Mapped[Sealed]
    made_at: Mapped[datetime]
