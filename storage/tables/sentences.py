"""Tables of sentences that may leave a set, and of who has said yes so far. The text is sealed.

Knows columns only; a set owns its sentences, a sentence its yeses. Must not know the rule.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from learning.sentences import SentenceState
from storage.tables.base import Base, Id, Indexed, Revised, Sealed, word


class SentenceRow(Revised, Base):
    """One sentence."""

    __tablename__ = "sentence"

    id: Mapped[Id]
    set_id: Mapped[str] = mapped_column(
        ForeignKey("learning_set.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    person_id: Mapped[Indexed]
    text: Mapped[Sealed]
    state: Mapped[SentenceState] = word(SentenceState)
    offered_at: Mapped[datetime]


class SentenceYesRow(Base):
    """Somebody who was asked about a sentence."""

    __tablename__ = "sentence_yes"

    id: Mapped[Id]
    sentence_id: Mapped[str] = mapped_column(
        ForeignKey("sentence.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[Indexed]
    yes: Mapped[bool]
