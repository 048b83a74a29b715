"""A unit in which one session's change is gathered instead of kept.

Knows what a step keeps: the session and its effects. Anything else that is asked of it goes to the
real unit; when there is none, the change needs more than its session, and `NeedsMore` says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from learning.effects import Effect
from learning.many import Change
from learning.ports import Unit
from learning.session.state import Session


class NeedsMore(Exception):
    """This change cannot be told from the session alone."""


class Gathering:
    """Stands in for a `Unit` while one session is stepped."""

    def __init__(self, before: Session, unit: Unit | None) -> None:
        self._before = before
        self._unit = unit
        self.sessions = _Sessions(before, unit)
        self.work = _Work(unit)

    def change(self) -> Change | None:
        """Return what was gathered; None when nothing changed and nothing is told."""
        after, effects = self.sessions.after, tuple(self.work.effects)
        if after is self._before and not effects:
            return None
        return Change(self._before, after, effects)

    def __getattr__(self, name: str) -> object:
        return getattr(_real(self._unit), name)


class _Sessions:
    def __init__(self, before: Session, unit: Unit | None) -> None:
        self.after = before
        self._unit = unit

    async def save(self, session: Session) -> Session:
        """Note the session; it comes back as a shelf would give it back."""
        self.after = session
        return replace(session, revision=session.revision + 1)

    def __getattr__(self, name: str) -> object:
        return getattr(_real(self._unit).sessions, name)


class _Work:
    def __init__(self, unit: Unit | None) -> None:
        self._unit = unit
        self.effects: list[Effect] = []

    async def add(self, effects: Sequence[Effect], now: datetime) -> None:
        """Note the effects."""
        del now
        self.effects += effects

    def __getattr__(self, name: str) -> object:
        return getattr(_real(self._unit).work, name)


def _real(unit: Unit | None) -> Unit:
    if unit is None:
        raise NeedsMore
    return unit
