"""Letting time pass for many sessions in one commit, most of it worked out ahead.

Knows that the end of a part follows, most often, from the session alone, so that it can be worked
out in the idle seconds before. Must not know the rules of turns and time. What is ready ahead is
only a short cut: a session that was touched since, or that needs more than itself, is stepped when
its moment has come; one that fails is left to be done alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import cast

from learning.many import Due, Pack
from learning.ports import Unit
from learning.session.commands import Tick
from learning.session.state import Session, Status
from services.gathering import Gathering
from services.kit import Kit
from services.sessions import Sessions
from services.starting import Starting

TICKS = "tick:"  # the keys of calls for a session's next moment begin so
MOST = 500  # pieces of work in one commit
AHEAD = timedelta(seconds=25)  # so long before its moment a change is made ready
A_LOOK = 500  # changes made ready at one look, which comes every few seconds
BATCH = 20  # sessions read and stepped before anything else may go on
GOOD_FOR = timedelta(seconds=5)  # a change that is later than this is worked out anew
IN_SIGHT = 5000  # moments that are looked at


@dataclass(frozen=True, slots=True)
class _Ready:
    """What was made ready for a session at one revision; no pack: nothing changes.

    With `alone` False it has to be worked out at its moment.
    """

    revision: int
    at: datetime
    pack: Pack | None
    alone: bool = True

    def fits(self, revision: int, now: datetime) -> bool:
        late = now - self.at
        return self.alone and self.revision == revision and timedelta() <= late < GOOD_FOR


class Odd(Exception):
    """One session could not be stepped."""

    def __init__(self, session_id: str) -> None:
        super().__init__(session_id)
        self.session_id = session_id


@dataclass(frozen=True, slots=True)
class _At:
    instant: datetime

    def now(self) -> datetime:
        return self.instant


class Ticking:
    """Lets time pass for sessions, many in one commit."""

    def __init__(self, kit: Kit, starting: Starting) -> None:
        self._kit = kit
        self._starting = starting
        self._ready: dict[str, _Ready] = {}

    async def together(self) -> int:
        """Keep what has become due, in one commit; return how many pieces of work were done."""
        left_alone: set[str] = set()
        while True:
            try:
                async with self._kit.units.write() as unit:
                    return await self._turn(unit, left_alone)
            except Odd as odd:
                left_alone.add(odd.session_id)

    async def ahead(self) -> int:
        """Work out what becomes due soon; return how many changes were made ready."""
        now, units = self._kit.now(), self._kit.units
        async with units.read() as unit:
            soon = await unit.many.due(TICKS, now + AHEAD, limit=IN_SIGHT)
            first = {due.about: due.at for due in reversed(soon) if due.at > now}
            revisions = await unit.many.revisions(list(first))
        known = {id: one for id, one in self._ready.items() if one.at > now - GOOD_FOR}
        self._ready = known
        wanted = [
            id
            for id, revision in revisions.items()
            if id not in known or (known[id].revision, known[id].at) != (revision, first[id])
        ][:A_LOOK]
        for start in range(0, len(wanted), BATCH):
            async with units.read() as unit:
                sessions = await unit.sessions.where(id=tuple(wanted[start : start + BATCH]))
            for session in sessions:
                known[session.id] = await self._rehearsed(session, first[session.id])
        return len(wanted)

    async def _turn(self, unit: Unit, left_alone: set[str]) -> int:
        now = self._kit.now()
        found = await unit.many.due(TICKS, now, limit=MOST)
        due = [one for one in found if one.about not in left_alone]
        if not due:
            return 0
        packs = await self._packs(unit, due, now)
        await unit.many.keep(packs)
        await unit.many.finish([one.key for one in due], now)
        return len(due)

    async def _packs(self, unit: Unit, due: Sequence[Due], now: datetime) -> list[Pack]:
        """Take what is ready, and work out the rest."""
        ids = list(dict.fromkeys(one.about for one in due))
        revisions = await unit.many.revisions(ids)
        fitting = {
            id: ready
            for id, revision in revisions.items()
            if (ready := self._ready.get(id)) and ready.fits(revision, now)
        }
        rest = tuple(id for id in revisions if id not in fitting)
        packs = [ready.pack for ready in fitting.values()]
        if rest:
            packs += await self._stepped(unit, await unit.sessions.where(id=rest), now)
        return [pack for pack in packs if pack is not None]

    async def _stepped(
        self, unit: Unit, sessions: Iterable[Session], now: datetime
    ) -> list[Pack | None]:
        packs: list[Pack | None] = []
        for session in sessions:
            try:
                packs.append(await self._step(session, now, unit))
            except Exception as error:
                raise Odd(session.id) from error
        return packs

    async def _rehearsed(self, session: Session, at: datetime) -> _Ready:
        """Step a session as it will be stepped at an instant, if it needs nothing but itself."""
        try:
            return _Ready(session.revision, at, await self._step(session, at, None))
        except Exception:  # whatever it is, it is met again, and told, when the moment has come
            return _Ready(session.revision, at, None, alone=False)

    async def _step(self, session: Session, at: datetime, unit: Unit | None) -> Pack | None:
        """Return what a session's change at an instant is to keep, made ready."""
        if session.status is not Status.RUNNING:
            return None
        gathering = Gathering(session, unit)
        kit = replace(self._kit, clock=_At(at))
        sessions = Sessions(kit, self._starting)
        await sessions.step(cast("Unit", gathering), session, Tick())
        change = gathering.change()
        return None if change is None else self._kit.units.pack(change, at)
