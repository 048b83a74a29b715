"""The house under simcord: what is due is done by hand, with the house's own `perform`.

Knows simcord's handles. Must not know the practice server.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast

import discord
from journeys_house import START
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env

from bot.house import House
from learning.meetings import Answer, Coming, Ready
from learning.people import HowFar, Person, Role
from learning.ports import Back, Dead
from learning.refusals import Unavailable, Unreachable
from learning.session.state import Session
from practice.cast import named
from scheduling.clock import HeldClock

SIX = ("Amara", "Priya", "Tom", "Leila", "Jonah", "Bea")
OWNER = "opinion"
LEASE = timedelta(seconds=60)


@dataclass
class Opinion:
    """A house in simcord's Discord, its server, and its people."""

    env: Env
    house: House
    clock: HeldClock
    lobby: ChannelHandle
    category: ChannelHandle
    people: Mapping[str, MemberActor] = field(default_factory=dict[str, MemberActor])

    async def drain(self) -> None:
        """Do all that is due now, in order, as the pump would."""
        for _ in range(50):
            now = self.clock.now()
            async with self.house.storage.units.write() as unit:
                works = await unit.work.claim(now, owner=OWNER, limit=100, lease=LEASE)
            if not works:
                return
            for work in works:
                await self._one(work)

    async def _one(self, work: Any) -> None:
        now = self.clock.now()
        try:
            posted = await self.house.services.telling.perform(work, now)
        except Unavailable as later:
            async with self.house.storage.units.write() as unit:
                back = Back(work.effect.key, now + timedelta(seconds=2), later.key)
                await unit.work.settle([back], owner=OWNER)
            return
        except Unreachable as gone:
            async with self.house.storage.units.write() as unit:
                dead = Dead(work.effect.key, now, gone.key)
                await unit.work.settle([dead], owner=OWNER)
            return
        async with self.house.storage.units.write() as unit:
            await unit.work.finish(work.effect.key, now, posted)

    async def go(self, length: timedelta) -> None:
        """Move the clock on and do what is due."""
        self.clock.move(length)
        await self.drain()

    async def ask(self, name: str, words: str, **options: Any) -> str:
        """Use a command in the lobby; returns what is read in the private answer."""
        result = await self.people[name].slash(self.lobby, words, **options)
        assert result.acknowledged
        assert result.response is not None
        assert result.response.ephemeral
        return texts(result.response.components)

    def card(self, name: str) -> discord.Message:
        """Return somebody's newest direct message."""
        message = self.people[name].user.dm_channel.last_message
        assert message is not None, f"{name} has no message"
        return message

    def room(self) -> list[discord.Message]:
        """Return all messages in the set's text room, oldest first."""
        (guild,) = self.house.client.guilds
        (room,) = [one for one in guild.text_channels if one.name.startswith("set-")]
        found = ChannelHandle(self.env, self.env.guild, self.env.backend.get_channel(room.id))
        return sorted(found.history(), key=lambda one: one.id)

    def board(self) -> discord.Message:
        """Return the newest message in the set's room that can be paused."""
        return [one for one in self.room() if "floor.pause" in str(wire(one))][-1]

    async def session(self) -> Session:
        """Return the one session there is."""

        async def read() -> Session:
            async with self.house.storage.units.read() as unit:
                (found,) = await unit.sessions.where()
                return found

        return await read()


def wire(message: discord.Message) -> list[Any]:
    """Return the components of a message as plain data."""
    return [part.to_dict() for part in message.components]


def texts(found: Any) -> str:
    """Return all that can be read in components."""
    if isinstance(found, list):
        return "\n".join(text for part in cast("list[Any]", found) if (text := texts(part)))
    parts: dict[str, Any] = found
    own = [str(parts.get("content") or ""), str(parts.get("label") or "")]
    inner = [texts(parts.get(key) or []) for key in ("components", "accessory", "component")]
    return "\n".join(text for text in [*own, *inner] if text)


async def list_people(opinion: Opinion, guild_xid: int) -> None:
    """Put six people of Devon on the list."""
    async with opinion.house.storage.units.write() as unit:
        for number, name in enumerate(SIX):
            one = named(name)
            await unit.people.add(
                Person(
                    id=f"{name.lower()}-{number:02}",
                    guild_xid=guild_xid,
                    xid=opinion.people[name].id,
                    name=name,
                    role=Role(one.role),
                    own_words=one.words,
                    area=one.area,
                    how_far=HowFar(one.how_far),
                    good=one.good,
                    organisation=one.organisation,
                    can_guide=one.can_guide,
                    joined_at=START + timedelta(seconds=number),
                )
            )


async def everybody_comes(opinion: Opinion) -> None:
    """Let all six come to the first meeting, and go there."""
    async with opinion.house.storage.units.write() as unit:
        first = min(await unit.meetings.where(), key=lambda one: one.number)
        for person in await unit.people.where():
            if person.name in SIX:
                await unit.answers.add(
                    Answer(
                        id=f"{first.id}.{person.id}",
                        meeting_id=first.id,
                        person_id=person.id,
                        coming=Coming.COMING,
                        ready=Ready.PRIVATE,
                    )
                )
    opinion.clock.move(first.starts_at)
    await opinion.drain()
