"""What happens when a kept moment comes: each kind of wake, and who answers it.

Knows which use case a wake belongs to. Must not know when it was due.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from learning.effects import Effect
from services.acting import Acting
from services.consent import Consenting
from services.retiring import Retiring, asked_at
from services.sessions import Sessions
from services.slips import Slips
from services.starting import Starting
from services.weeks import Weeks

Answer = Callable[[str], Awaitable[object]]


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
        weeks: Weeks,
        more: Mapping[str, Answer],
    ) -> None:
        self._starting = starting
        self._retiring = retiring
        self._about: dict[str, Answer] = {
            "session": sessions.tick,
            "session.forget": slips.forget,
            "session.lead": sessions.look_for_guide,
            "consent.again": consenting.again,
            "consent.expire": consenting.expire,
            "actions.nudge": acting.nudge,
            "week": weeks.turn,
            **more,
        }

    async def __call__(self, effect: Effect) -> None:
        """Do what this wake stands for; safe to do twice."""
        what = effect.card.face if effect.card else ""
        match what:
            case "session.start":
                _, _, moved, *waited = effect.key.split(":")
                times = int(waited[0]) if waited else 0
                await self._starting.start(effect.about, int(moved), times)
            case "retire":
                await self._retiring.run()
            case "list.erase":
                await self._retiring.erase(effect.about, asked_at(effect))
            case _:
                answer = self._about.get(what)
                if answer is None:
                    raise ValueError(f"nobody answers the wake {what!r}")
                await answer(effect.about)
