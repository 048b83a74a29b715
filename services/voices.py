"""One voice at a time: microphones in a set's voice room, off for those who wait for their turn.

Knows who agreed, and whose microphone we turned off: that is kept before Discord is asked, and
forgotten only when Discord has said that it is on again. So whatever goes wrong, on our side or
on the way, we still know whom to let speak. Must not know the rules of turns (see
`learning.session.quiet`).
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from learning.effects import voices
from learning.hearing import Muted, Voice, muted_id
from learning.ports import Stage as Discord
from learning.ports import Unit
from learning.refusals import Misconfigured, Said, Unreachable
from learning.session.quiet import quiet
from learning.session.state import Session, Status
from learning.sets import LearningSet
from services.finding import members_of, seats_of
from services.kit import Kit


@dataclass(frozen=True, slots=True)
class _Now:
    """What a set's microphones are, and what they should be."""

    found: LearningSet
    muted: tuple[Muted, ...]  # by us
    waiting: dict[int, str]  # Discord id -> person id of those who should not be heard


class Voices:
    """Turns microphones off and on; after any error, and without Discord's ear, all are on."""

    def __init__(self, kit: Kit, stage: Discord) -> None:
        self._kit = kit
        self._stage = stage
        self._hears = True
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)  # by server
        self._freed: set[str] = set()  # by us, and Discord's own word of it may be on its way

    async def tend(self, set_id: str) -> None:
        """Bring a set's microphones to what its meeting says; on any error, turn all on."""
        async with self._kit.units.read() as unit:
            found = await unit.sets.need(set_id)
        async with self._turns[found.guild_xid]:
            now = await self._now(set_id)
            try:
                await self._bring(now)
            except Exception:
                await self._free_all(await self._muted(set_id))
                raise

    async def came(self, guild_xid: int, xid: int, voice_xid: int) -> None:
        """Somebody is in a voice channel: they may be muted still, or have to wait here."""
        async with self._kit.units.read() as unit:
            mine = await unit.muted.get(muted_id(guild_xid, xid))
            here = await unit.sets.where(voice_xid=voice_xid)
            ids = {one.id for one in here if await _meets(unit, one.id)}
        ids |= {mine.set_id} if mine else set()
        if ids:
            await self._ask_for(sorted(ids))

    async def deaf(self) -> None:
        """Discord is gone, or we go: nobody could ask for the floor, so everybody is heard."""
        self._hears = False
        await self._free_everywhere()

    async def hear(self) -> None:
        """Discord is there again: first everybody is heard, then meetings go on as they were."""
        await self._free_everywhere()
        self._hears = True
        async with self._kit.units.read() as unit:
            live = await unit.sessions.where(status=Status.RUNNING, one_voice=True)
            left = await unit.muted.where()
        await self._ask_for(sorted({one.set_id for one in (*live, *left)}))

    async def sweep(self) -> None:
        """Look again at every microphone that is still off, in case that work was given up."""
        for set_id in sorted({one.set_id for one in await self._muted()}):
            with suppress(Said):
                await self.tend(set_id)

    async def _now(self, set_id: str) -> _Now:
        async with self._kit.units.read() as unit:
            found = await unit.sets.need(set_id)
            muted = await unit.muted.where(set_id=set_id)
            session = await _meets(unit, set_id)
            if session is None or not self._hears:
                return _Now(found, muted, {})
            agreed = {one.person_id for one in await seats_of(unit, set_id) if one.one_voice}
            wait = quiet(session, self._kit.plan(session.plan_id)) & agreed
            people = await members_of(unit, set_id)
        return _Now(found, muted, {one.xid: one.id for one in people if one.id in wait})

    async def _bring(self, now: _Now) -> None:
        """First let those be heard who should be, then turn the others off."""
        seen = await self._stage.voices(now.found.guild_xid)
        here = {xid for xid, one in seen.items() if one.channel_xid == now.found.voice_xid}
        for one in now.muted:
            if one.xid in seen and not (one.xid in now.waiting and one.xid in here):
                await self._free(one)
        for one in await self._write_down(now, here, seen):
            if self._hears:  # otherwise they are let go just now
                await self._mute(one)

    async def _write_down(
        self, now: _Now, here: Iterable[int], seen: Mapping[int, Voice]
    ) -> list[Muted]:
        """Keep whom we are about to mute; who was muted by somebody else is none of ours."""
        guild = now.found.guild_xid
        fresh: list[Muted] = []
        async with self._kit.units.write() as unit:
            for xid in sorted(now.waiting.keys() & set(here)):
                name = muted_id(guild, xid)
                by_others = seen[xid].muted and name not in self._freed
                if by_others or await unit.muted.get(name) is not None:
                    continue
                self._freed.discard(name)
                fresh.append(
                    Muted(
                        id=name,
                        guild_xid=guild,
                        xid=xid,
                        person_id=now.waiting[xid],
                        set_id=now.found.id,
                        muted_at=self._kit.now(),
                    )
                )
                await unit.muted.save(fresh[-1])
        return fresh

    async def _mute(self, one: Muted) -> None:
        """Turn a microphone off; where Discord says that it did not, there is nothing to undo."""
        try:
            done = await self._stage.mute(one.guild_xid, one.xid, on=True)
        except Unreachable:
            done = False  # they are gone
        except Misconfigured:
            await self._forget(one)
            raise
        if not done:
            await self._forget(one)

    async def _free(self, one: Muted) -> None:
        """Turn a microphone on; out of voice that cannot be done, and is done on coming back."""
        try:
            done = await self._stage.mute(one.guild_xid, one.xid, on=False)
        except Unreachable:
            done = True  # they, or the server, are gone
        if done:
            self._freed.add(one.id)
            await self._forget(one)

    async def _free_everywhere(self) -> None:
        for guild_xid in sorted({one.guild_xid for one in await self._muted()}):
            async with self._turns[guild_xid]:
                still = await self._muted()  # whoever had the turn before may have done it
                await self._free_all([one for one in still if one.guild_xid == guild_xid])

    async def _free_all(self, every: Sequence[Muted]) -> None:
        """Turn every microphone on; one that fails does not stop the others, and stays known."""
        for one in every:
            with suppress(Said):
                await self._free(one)

    async def _forget(self, one: Muted) -> None:
        async with self._kit.units.write() as unit:
            await unit.muted.remove(one.id)

    async def _muted(self, set_id: str = "") -> tuple[Muted, ...]:
        async with self._kit.units.read() as unit:
            found = await (unit.muted.where(set_id=set_id) if set_id else unit.muted.where())
        return tuple(one for one in found if self._stage.hears(one.guild_xid))

    async def _ask_for(self, set_ids: Sequence[str]) -> None:
        """Have microphones seen to in their turn, with as many tries as it takes."""
        effects = [voices(one, f"{one}:{self._kit.dice.id()}") for one in set_ids]
        async with self._kit.units.write() as unit:
            await unit.work.add(effects, self._kit.now())


async def _meets(unit: Unit, set_id: str) -> Session | None:
    """Return the meeting in which a set has one voice at a time, if it has one now."""
    live = await unit.sessions.where(set_id=set_id, status=Status.RUNNING, one_voice=True)
    return next(iter(live), None)
