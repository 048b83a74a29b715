"""What happens when a kept moment comes: each kind of wake, and who answers it.

Knows which use case a wake belongs to. Must not know when it was due.
"""

from __future__ import annotations

from learning.effects import Effect
from services.acting import Acting
from services.consent import Consenting
from services.retiring import Retiring, asked_at
from services.sessions import Sessions
from services.slips import Slips
from services.starting import Starting


class Waking:
    """Hands each wake to its use case."""

    def __init__(
        self,
        consenting: Consenting,
        starting: Starting,
        sessions: Sessions,
        acting: Acting,
        slips: Slips,
        retiring: Retiring,
    ) -> None:
        self._consenting = consenting
        self._starting = starting
        self._sessions = sessions
        self._acting = acting
        self._slips = slips
        self._retiring = retiring

    async def __call__(self, effect: Effect) -> None:
        """Do what this wake stands for; safe to do twice."""
        what = effect.card.face if effect.card else ""
        match what:
            case "session":
                await self._sessions.tick(effect.about)
            case "session.start":
                _, _, moved, *waited = effect.key.split(":")
                times = int(waited[0]) if waited else 0
                await self._starting.start(effect.about, int(moved), times)
            case "session.forget":
                await self._slips.forget(effect.about)
            case "session.lead":
                await self._sessions.look_for_guide(effect.about)
            case "consent.again":
                await self._consenting.again(effect.about)
            case "consent.expire":
                await self._consenting.expire(effect.about)
            case "actions.nudge":
                await self._acting.nudge(effect.about)
            case "retire":
                await self._retiring.run()
            case "list.erase":
                await self._retiring.erase(effect.about, asked_at(effect))
            case _:
                raise ValueError(f"nobody answers the wake {what!r}")
