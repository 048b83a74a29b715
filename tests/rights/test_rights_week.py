"""A week in writing with a word of its own in every field: who reads it, and not before its time.

Knows the days of a week. It takes eight of them, so it is a journey of its own.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from journeys_stage import Evening
from rights_house import ADMIN, SIX, second_set
from rights_journey import WORD
from rights_said import shown
from rights_seen import Seen

from learning.session.state import Session, Status
from practice import cast
from practice.hands import fields
from practice.robot import form_of, settled
from practice.world import P

READERS = {*SIX, ADMIN}  # in the room of the set, which a server's administrators can open
OUTSIDE = ("Grace", "Wren", cast.COORDINATOR, cast.LEAD, ADMIN)
ASKS = ("week write", "week questions", "set log", "set card", "mydata", "report", "audit")


@dataclass
class Written:
    """A week under way, and every word that stands in it."""

    evening: Evening
    seen: Seen
    presenter: str = ""
    asker: str = ""
    verbs: set[str] = field(default_factory=set[str])
    _words: itertools.count[int] = field(default_factory=itertools.count)

    async def begin(self) -> None:
        """Let the guide begin the week."""
        await self.evening.tell(await self.evening.guide_of(SIX), "week start")
        parts = (await self.week()).parts
        self.presenter = self.evening.name_of(next(p.presenter_id for p in parts if p.presenter_id))
        self.asker = next(name for name in SIX if name != self.presenter)

    async def week(self) -> Session:
        """Return the week as it stands."""
        async with self.evening.stage.house.storage.units.read() as unit:
            (week,) = await unit.sessions.where(status=Status.WRITTEN)
        return week

    async def to(self, hours: int) -> None:
        """Go to so many hours after the week began, on Monday morning."""
        await self.evening.leap((await self.week()).started_at + timedelta(hours=hours, minutes=1))

    async def write(self, name: str, command: str, **options: int) -> list[str]:
        """Fill each line of a form with a word; returns the words."""
        hand = self.evening.hand(name)
        form = form_of(await hand.command(self.evening.stage.lobby.id, command, **options))
        self.verbs.add(form["custom_id"])
        letters = ("bcdfghjklm"[next(self._words)] for _ in fields(form))
        said = {box["custom_id"]: f"What helps Zqbb{one}wort?"
                for one, (_, box) in zip(letters, fields(form), strict=False)}  # fmt: skip
        await settled(await hand.submit(form, said))
        await self.look()
        return WORD.findall(str(said))

    async def look(self) -> None:
        """See who reads what now."""
        await self.evening.rest()
        self.seen.look()

    async def others_see(self, but: str) -> str:
        """Return all that anybody else is shown who asks for it."""
        told, lobby = "", self.evening.stage.lobby.id
        for name in {*SIX, *OUTSIDE} - {but}:
            hand = self.evening.hand(name)
            mine = {one["name"] for one in hand.commands(lobby)}
            for words in (one for one in ASKS if one.partition(" ")[0] in mine):
                answer = await hand.command(lobby, words)
                await answer.settled()
                told += shown(answer)
        await self.look()
        return told


@pytest.mark.short
async def test_a_week_is_read_by_its_set_alone_and_in_its_time(evening: Evening) -> None:
    """Questions are their writer's until all are shown; then the room reads them, and no other."""
    stage = evening.stage
    stage.seat(ADMIN, P.ADMINISTRATOR)
    await evening.gather(SIX)
    await second_set(evening)
    written = Written(evening, Seen(stage, WORD, (*stage.everybody(), ADMIN)))
    readers = written.seen.readers
    await written.begin()
    await written.to(0)
    story = await written.write(written.presenter, "week write")
    await written.to(24)
    asked = await written.write(written.asker, "week write")
    assert WORD.findall(await written.others_see(written.asker)) == []
    assert all(readers[word] <= {written.asker} for word in asked)
    await written.to(52)
    await written.look()
    assert all(readers[word] == READERS for word in asked)
    answer = await written.write(written.presenter, "week answer", question=1)
    told = await written.others_see("")
    assert set(WORD.findall(told)) <= set(asked) | set(answer), "only to whom answers them"
    assert len({*story, *asked, *answer}) == len(story) + len(asked) + len(answer) >= 3
    assert all(readers[word] == READERS for word in (*story, *asked, *answer))
    assert {one.split(":")[1] for one in written.verbs} == {"week.write", "week.answer"}
