"""A stage that is set in one process: the practice server, its cast, and the house itself.

Everything goes over real sockets and real SQLite. The house's clock stands still until a test
moves the practice clock; the two always show the same instant.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.house import House, build
from config.plans import load_plans
from config.settings import Settings
from learning.meetings import Answer, Coming, Meeting, MeetingState, Ready
from learning.people import HowFar, Person, Role
from learning.ports import Unit
from learning.protocol import Plan
from learning.session.state import Session
from learning.sets import Consent, LearningSet, Stage
from practice import cast
from practice.cast import Character
from practice.hands import Answer as Said
from practice.hands import Hand, text_of
from practice.robot import EPHEMERAL, buttons
from practice.theatre import Theatre
from practice.tours.script import SEEN, Script, newest
from practice.transcript import Transcript
from practice.world import Message, wire
from practice.world.talks import COMMAND, COMPONENT, MODAL
from scheduling.clock import HeldClock
from services.kit import Who

Json = dict[str, Any]
START = datetime(2027, 1, 11, 9, 30, tzinfo=UTC)  # a Monday; six dates from here cross 28 March
SECRET = "a long enough key for these tests"
PATIENCE = 20.0
HANDLING = {"discord.py: on_interaction", "CommandTree-invoker"}  # presses, forms and commands


class StageSet(Theatre):
    """A theatre whose bot lives in this very process, and whose clocks stand still."""

    def __init__(self, folder: Path, fresh: Path, start: datetime = START) -> None:
        super().__init__(folder, start, speed=0)
        self._fresh = fresh
        self._number = self.clock.follow()
        self._held: HeldClock | None = None
        self._running: asyncio.Task[None] | None = None
        self._house: House | None = None
        self.plans: Path | None = None
        self.secret = SECRET
        self.clock.on_change(self._move)

    @property
    def house(self) -> House:
        """The house, which has to be open."""
        assert self._house is not None, "start_bot first"
        return self._house

    @property
    def database(self) -> Path:
        """The file in which the house keeps everything."""
        return self.folder / "setwise.db"

    @property
    def settings(self) -> Settings:
        """What the house is built from."""
        return Settings(
            token=self.server.token,
            database_url=f"sqlite+aiosqlite:///{self.database}",
            secret_key=self.secret,
            discord_api=self.server.api_url,
            discord_gateway=self.server.gateway_url,
            plans=self.plans,
        )

    async def start_bot(self) -> None:
        """Build the house and wait until it is there and at rest."""
        if self.secret == SECRET and not self.database.exists():
            shutil.copy(self._fresh, self.database)
        self._held = HeldClock(self.clock.now())
        self._house = await build(self.settings, clock=self._held)
        self._running = asyncio.create_task(self._house.run())
        await self.until(lambda: self._house is None or self._house.client.is_ready())
        await self.rest()

    async def stop_bot(self) -> None:
        """Close the house in good order."""
        if self._house is None or self._running is None:
            return
        if not self._running.done():
            with contextlib.suppress(TimeoutError):
                await self.rest()  # so that nothing is cut off in the middle
        house, self._house = self._house, None
        await house.client.close()
        await self._running

    async def restart(self) -> None:
        """Close the house and open it again over the same database."""
        await self.stop_bot()
        await self.start_bot()

    async def rest(self, *, until_commands: bool = False) -> None:
        """Wait until nothing is due, and note what is due next."""
        del until_commands
        assert self._running is not None
        if self._running.done():
            self._running.result()
        async with asyncio.timeout(PATIENCE):
            while handling := [one for one in asyncio.all_tasks() if one.get_name() in HANDLING]:
                await asyncio.wait(handling)
            await self.house.idle()
        async with self.house.storage.units.read() as unit:
            due = await unit.work.next_due()
        self.clock.told(self._number, self.clock.epoch())
        self.clock.report(
            self._number,
            next_due=due.timestamp() if due else None,
            busy=False,
            seen=self.clock.epoch(),
        )

    async def until(self, done: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Wait until this is so; fails when it is not in time."""
        async with asyncio.timeout(seconds):
            while not done():
                if self._running is not None and self._running.done():
                    self._running.result()
                await asyncio.sleep(0.005)

    def _move(self) -> None:
        if self._held is not None and self._held.now() != self.clock.now():
            self._held.move(self.clock.now())

    # -- looking inside, where a test has to know more than a member can see -----------------

    async def look(self, how: Callable[[Unit], Awaitable[Any]]) -> Any:
        """Read something from the memory of the house."""
        async with self.house.storage.units.read() as unit:
            return await how(unit)

    async def dead(self) -> tuple[tuple[str, str], ...]:
        """Return what was given up, as (key, why)."""

        async def letters(unit: Unit) -> tuple[tuple[str, str], ...]:
            return tuple((one.key, one.why) for one in await unit.work.buried())

        return await self.look(letters)

    def seen_by(self, name: str) -> list[Json]:
        """Return every message that somebody can read anywhere, their private ones included."""
        hand = self.hand(name)
        return [m for channel in hand.channels() for m in hand.messages(channel["id"])]

    def reads(self, name: str, text: str) -> list[Json]:
        """Return the messages in which somebody can read this text."""
        return [message for message in self.seen_by(name) if text in text_of(message)]

    def everybody(self) -> list[str]:
        """Return the names of all the cast."""
        return [*cast.STAFF, *(one.name for one in cast.EVERYBODY)]


class Evening(Script):
    """One test's script: a stage, and what people do on it."""

    theatre: StageSet

    def __init__(self, stage: StageSet) -> None:
        super().__init__(stage, Transcript(stage))
        self.stage = stage

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

    # -- what no client of Discord's would send ----------------------------------------------

    async def raw_press(self, name: str, custom_id: str, channel_xid: int = 0) -> Said:
        """Press a button that this person's screen does not show, as a forged client might."""
        hand, world = self.hand(name), self.stage.world
        channel = world.channels[channel_xid or hand.open_dm()]
        said = (m for one in world.channels for m in world.said_in(one, world.bot.id))
        source = next(m for m in said if m.author.id == world.bot.id and m.only_for is None)
        data = {"component_type": 2, "custom_id": custom_id, "id": 1}
        one = world.interact(COMPONENT, hand.id, channel, data, source=source)
        answer = await Said(world, one).acknowledged()
        if one.answered != SEEN:
            await answer.settled()
        await self.rest()
        return answer

    async def raw_form(self, name: str, custom_id: str, fields: dict[str, str]) -> Said:
        """Send a form with fields that no client would let through."""
        hand = self.hand(name)
        parts = [
            {"type": 18, "id": n, "component": {"type": 4, "id": n + 50, "custom_id": key, "value": v}}
            for n, (key, v) in enumerate(fields.items(), 1)
        ]
        data = {"custom_id": custom_id, "components": parts}
        world = self.stage.world
        cause = {
            "id": str(world.next_id()),
            "type": COMMAND,
            "name": "forged",
            "user": wire.user(world.users[hand.id]),
            "authorizing_integration_owners": {"0": str(world.guild.id)},
        }
        one = world.interact(MODAL, hand.id, self.stage.lobby, data, cause=cause)
        answer = await (await Said(self.stage.world, one).acknowledged()).settled()
        await self.rest()
        return answer

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
        while sum(answer.interaction.latest is None for answer in answers) > silent:
            await asyncio.sleep(0.01)
    return answers


def labels(message: Json) -> list[str]:
    """Return the labels of the live buttons of a message."""
    return [str(one["label"]) for one in buttons(message)]


@asynccontextmanager
async def opened(stage: StageSet) -> AsyncIterator[Evening]:
    """Open a stage with its bot, and close it in good order whatever happens."""
    await stage.open()
    try:
        await stage.start_bot()
        yield Evening(stage)
    finally:
        await stage.close()


__all__ = ["START", "Evening", "Hand", "Message", "StageSet", "all_settled", "labels", "opened"]
