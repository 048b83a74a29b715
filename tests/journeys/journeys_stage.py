"""A stage that is set in one process, and what a test lets people do and see on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from journeys_forged import Forger
from journeys_house import PATIENCE, SECRET, START, Json, StageSet

from config.plans import load_plans
from learning.meetings import Answer, Coming, Meeting, MeetingState, Ready
from learning.people import HowFar, Person, Role
from learning.ports import Unit
from learning.protocol import Plan
from learning.session.state import Session
from learning.sets import Consent, LearningSet, Stage
from practice import cast
from practice.cast import Character
from practice.hands import Answer as Said
from practice.hands import text_of
from practice.robot import EPHEMERAL, buttons
from practice.tours.script import newest
from services.kit import Who


class Evening(Forger):
    """One test's script: a stage, and what people do on it."""

    async def set_up(self, *, lead: bool = True) -> None:
        """Let the coordinator set the server up for Devon."""
        today = self.stage.clock.now().date().isoformat()
        about = {"safeguarding_lead": self.hand(cast.LEAD).id, "lead_checked": today}
        answer = await self.hand(cast.COORDINATOR).command(
            self.stage.lobby.id,
            "setup",
            area="Devon",
            coordinator=self.hand(cast.COORDINATOR).id,
            lobby=self.stage.lobby.id,
            category=self.stage.rooms.id,
            **(about if lead else {}),
        )
        await answer.settled()
        assert "Saved." in answer.text, answer.text

    async def list_people(self, names: Sequence[str], good: tuple[str, ...] = ()) -> None:
        """Put people on the list as if they had joined, with other good times if any are given."""
        async with self.stage.house.storage.units.write() as unit:
            for number, name in enumerate(names):
                one = cast.named(name)
                made = self._person(replace(one, good=good or one.good), number)
                await unit.people.add(made)

    def _person(self, one: Character, number: int) -> Person:
        return Person(
            id=f"{one.name.lower()}-{number:02}",
            guild_xid=self.stage.world.guild.id,
            xid=self.hand(one.name).id,
            name=one.name,
            role=Role(one.role),
            own_words=one.words,
            area=one.area,
            how_far=HowFar(one.how_far),
            good=one.good,
            possible=one.possible,
            access=one.access,
            organisation=one.organisation,
            hope=one.hope,
            can_guide=one.can_guide,
            joined_at=self.stage.clock.now() + timedelta(seconds=number),
        )

    def who(self, name: str, *, manages: bool = False) -> Who:
        """Return somebody as services want to know them."""
        guild = self.stage.world.guild.id
        return Who(xid=self.hand(name).id, guild_xid=guild, name=name, manages=manages)

    async def propose(self, names: Sequence[str], good: tuple[str, ...] = ()) -> None:
        """Plan and publish sets of these people; everybody has their card afterwards."""
        await self.list_people(names, good)
        await self.tell(cast.COORDINATOR, "sets plan", area="Devon", seed=7)
        published = await self.tell(cast.COORDINATOR, "sets publish", area="Devon")
        assert "published" in published, published
        await self.pass_time(timedelta(minutes=1))

    async def agree(self, names: Sequence[str]) -> None:
        """Let these people say yes on their cards."""
        for name in names:
            place = await self.place(name)
            await self.raw_press(name, f"b:consent.yes:{place.id}:{place.revision}")
            assert (await self.place(name)).consent is Consent.YES
        await self.pass_time(timedelta(minutes=1))

    async def gather(self, names: Sequence[str], good: tuple[str, ...] = ()) -> None:
        """Make one running set of these people, with rooms, dates and events."""
        await self.set_up()
        await self.propose(names, good)
        await self.agree(names)
        found = await self.set_of(names[0])
        assert found.stage is Stage.RUNNING
        assert found.text_xid

    async def place(self, name: str) -> Any:
        """Return somebody's newest place in a set."""

        async def find(unit: Unit) -> Any:
            person = await self._find(unit, name)
            places = await unit.memberships.where(person_id=person.id)
            open_sets = (Stage.PROPOSED, Stage.RUNNING, Stage.SELF_LED)
            for one in places:
                if (await unit.sets.need(one.set_id)).stage in open_sets:
                    return one
            raise LookupError(name)

        return await self.stage.look(find)

    async def person(self, name: str) -> Person:
        """Return somebody as the house knows them."""
        return await self.stage.look(lambda unit: self._find(unit, name))

    async def _find(self, unit: Unit, name: str) -> Person:
        found = await unit.people.where(xid=self.hand(name).id)
        return found[0]

    async def set_of(self, name: str) -> LearningSet:
        """Return somebody's set."""
        place = await self.place(name)
        return await self.stage.look(lambda unit: unit.sets.need(place.set_id))

    async def meetings(self, name: str) -> list[Meeting]:
        """Return the meetings of somebody's set by number."""
        place = await self.place(name)
        found = await self.stage.look(lambda unit: unit.meetings.where(set_id=place.set_id))
        return sorted(found, key=lambda one: one.number)

    async def meeting(self, name: str, number: int = 1) -> Meeting:
        """Return one meeting of somebody's set."""
        return (await self.meetings(name))[number - 1]

    async def session(self, name: str, number: int = 1) -> Session:
        """Return the session of one meeting of somebody's set."""
        meeting = await self.meeting(name, number)
        return await self.stage.look(lambda unit: unit.sessions.need(meeting.id))

    async def begin(self, names: Sequence[str], number: int = 1) -> Session:
        """Go to a meeting to which all of these people come; its session is under way."""
        meeting = await self.meeting(names[0], number)
        people = [await self.person(name) for name in names]
        async with self.stage.house.storage.units.write() as unit:
            for ahead in ("7d", "24h"):  # other tests look at these
                early = f"remind:{meeting.id}:{meeting.moved}:{ahead}:"
                await unit.work.void(early, self.stage.clock.now())
            for person in people:
                id = f"{meeting.id}.{person.id}"
                old = await unit.answers.get(id)
                said = Answer(
                    id=id,
                    meeting_id=meeting.id,
                    person_id=person.id,
                    coming=Coming.COMING,
                    ready=Ready.PRIVATE,
                )
                if old is None:
                    await unit.answers.add(said)
                else:
                    await unit.answers.save(replace(said, revision=old.revision))
        await self.leap(meeting.starts_at)
        meeting = await self.meeting(names[0], number)
        assert meeting.state is MeetingState.RUNNING, meeting.state
        return await self.session(names[0], number)

    async def leap(self, to: datetime) -> None:
        """Go to an instant; what was due on the way is done at its own time."""
        await self.pass_time(to - self.stage.clock.now())

    def name_of(self, person_id: str) -> str:
        """Return the name of a person by their id."""
        return person_id.partition("-")[0].title()

    @staticmethod
    def minutes(count: float) -> timedelta:
        """Return a length of time."""
        return timedelta(minutes=count)

    def plan(self, name: str) -> Plan:
        """Return a shipped plan."""
        return load_plans()[name]

    async def breathe(self) -> None:
        """Let what is on its way through the sockets arrive."""
        await asyncio.sleep(0.01)

    async def guide_of(self, names: Sequence[str]) -> str:
        """Return the name of the guide of these people's set."""
        found = await self.set_of(names[0])
        for name in names:
            if (await self.person(name)).id == found.guide_id:
                return name
        raise LookupError(found.guide_id)

    # -- what people see --------------------------------------------------------------------

    def board(self, name: str) -> Json:
        """Return the live board as somebody sees it in their room."""
        return self.need(self.in_room(name, button="Pause") or self.in_room(name, button="Go on"),
                         f"{name} sees no live board")  # fmt: skip

    def posted(self, name: str, saying: str) -> Json:
        """Return the newest message in somebody's room that says this and that all can see."""
        seen = self.hand(name).messages(self.text_room(name))
        for message in reversed(seen):
            if saying in text_of(message) and not int(message.get("flags", 0)) & EPHEMERAL:
                return message
        raise LookupError(f"{name} sees no {saying!r} in the room")

    def guide_card(self, name: str) -> Json:
        """Return somebody's private card for guiding."""
        return self.need(self.private(name, button="Stop"), f"{name} has no card for guiding")

    def in_lobby(self, name: str, saying: str = "", button: str = "") -> Json | None:
        """Return the newest such message in the open channel."""
        found = self.hand(name).messages(self.stage.lobby.id)
        return newest(found, saying, button)

    def text_room(self, name: str) -> int:
        """Return the id of the text room of somebody's set."""
        for channel in self.hand(name).channels():
            if str(channel.get("name", "")).startswith("set-") and channel["type"] == 0:
                return int(channel["id"])
        raise LookupError(f"{name} sees no room of a set")

    async def tell(self, name: str, words: str, /, **options: Any) -> str:
        """Use a command and return the text of its private answer."""
        answer = await self.command(name, words, **options)
        assert answer.private, f"/{words} was answered in the open"
        return answer.text


async def all_settled(presses: Sequence[Awaitable[Said]], silent: int = 0) -> list[Said]:
    """Do many things at one moment and wait for every answer but those that stay silent."""
    answers = await asyncio.gather(*presses)
    async with asyncio.timeout(PATIENCE):
        while sum(answer.interaction.latest is None for answer in answers) > silent:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    return answers


def labels(message: Json) -> list[str]:
    """Return the labels of the live buttons of a message."""
    return [str(one["label"]) for one in buttons(message)]


@asynccontextmanager
async def opened(stage: StageSet) -> AsyncGenerator[Evening]:
    """Open a stage with its bot, and close it in good order whatever happens."""
    await stage.open()
    try:
        await stage.start_bot()
        yield Evening(stage)
    finally:
        await stage.close()


__all__ = ["SECRET", "START", "Evening", "StageSet", "all_settled", "labels", "opened"]
