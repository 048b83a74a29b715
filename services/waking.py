"""What happens when a kept moment comes: each kind of wake, and who answers it.

Knows which use case a wake belongs to. Must not know when it was due.
"""

from __future__ import annotations

from learning.effects import Effect
from services.acting import Acting
from services.consent import Consenting
from services.sessions import Sessions


class Waking:
    """Hands each wake to its use case."""

    def __init__(self, consenting: Consenting, sessions: Sessions, acting: Acting) -> None:
        self._consenting = consenting
        self._sessions = sessions
        self._acting = acting

    async def __call__(self, effect: Effect) -> None:
        """Do what this wake stands for; safe to do twice."""
        what = effect.card.face if effect.card else ""
        match what:
            case "session":
                await self._sessions.tick(effect.about)
            case "session.start":
                _, _, moved, *waited = effect.key.split(":")
                await self._sessions.start(
                    effect.about, int(moved), int(waited[0]) if waited else 0
                )
            case "consent.again":
                await self._consenting.again(effect.about)
            case "consent.expire":
                await self._consenting.expire(effect.about)
            case "actions.nudge":
                await self._acting.nudge(effect.about)
            case _:
                raise ValueError(f"nobody answers the wake {what!r}")
