"""One person's whole journey with a word of its own in every field of every form they fill in.

Knows which form is met when. Must not know who may read what: that is `audience.csv`.
"""

from __future__ import annotations

import asyncio
import itertools
import re
from dataclasses import dataclass, field, replace
from typing import Any

import discord
from journeys_stage import Evening
from rights_house import ADMIN, SIX, second_set
from rights_seen import Seen

from practice import cast
from practice.hands import Answer, fields
from practice.robot import control, form_of, settled
from services.values.writing import Sharing

ME = "Tom"
REST = tuple(name for name in SIX if name != ME)
LOOKERS = ("Bea", "Grace", "Wren", cast.COORDINATOR, cast.LEAD, ADMIN)
WORD = re.compile(r"Zq[bcdfghjklm]{3}wort")
OTHERS_WORD = "Yqbeawort"
TEXT, UPLOAD = 4, 19
TEXT_OF, LINK = "What helps {}?", "https://example.org/{}"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(60)
UNSEEN = {"reflect.new/private"}  # a picture is shown, never kept: in private there is none
# What is not free text: a day is read as a day, and kept as one.
DAYS = {"action.new.by_when": "2 March 2027"}


@dataclass
class Journey:
    """The journey under way; `planted` are the words by the field they stand in."""

    evening: Evening
    seen: Seen
    planted: dict[str, str] = field(default_factory=dict[str, str])
    _words: Any = field(
        default_factory=lambda: map("".join, itertools.product("bcdfghjklm", repeat=3))
    )

    @property
    def forms(self) -> set[str]:
        """The verbs of all forms that were filled in."""
        return {key.rpartition(".")[0].partition("/")[0] for key in self.planted}

    async def whole(self) -> None:
        """Join, be asked, prepare, meet, look back, and write in every form there is."""
        await self.join()
        await self.prepare()
        await self.first_meeting()
        await self.change_mind()
        await self.afterwards()
        await self.look_back()
        await self.everybody_looks()
        await self.fill(await self.asked_again(), "action.smaller", {})
        await self.everybody_looks()

    async def join(self) -> None:
        """Join by both forms, and be in a set of six with rooms and dates."""
        evening, hand = self.evening, self.evening.hand(ME)
        await evening.set_up()
        await evening.list_people([*REST])
        one = cast.named(ME)
        chosen = {"role": one.role, "area": one.area, "how_far": one.how_far}
        menus = await self.fill(await self.command("join"), "join.first", chosen)
        await hand.choose(menus, control(menus, "s:join.good"), one.good)
        opened = await hand.press(menus, custom_id=control(menus, "b:join.next"))
        await self.fill(opened, "join.second", {})
        await evening.tell(cast.COORDINATOR, "sets plan", area="Devon", seed=7)
        self.look()
        await evening.tell(cast.COORDINATOR, "sets publish", area="Devon")
        await evening.pass_time(evening.minutes(1))
        self.look()
        await evening.agree(SIX)
        self.look()
        await second_set(evening)

    async def prepare(self) -> None:
        """Practise, and tell the lead of a worry."""
        card = await settled(await self.command("practise"))
        opened = await self.evening.hand(ME).press(card, custom_id=control(card, "b:practise"))
        await self.fill(opened, "practise.new", {})
        await self.fill(await self.command("concern"), "concern.new", {"about": "worry"},
                        button="b:concern.write")  # fmt: skip

    async def first_meeting(self) -> None:
        """Hand in a hope and a worry, and write what the set agrees to."""
        evening = self.evening
        await evening.begin(SIX)
        await self.part_that("anonymous", 1)
        await self.fill(await self.command("session hopes"), "slip.hopes", {})
        await self.fill(await self.command("session agreement"), "agree.edit", {})
        await self.fill(await self.command("session good"), "agree.good", {})
        for _ in range(2):  # what was handed in is shown in the next part
            await evening.leap((await evening.session(ME)).part_ends_at)
            self.look()
        await self.stop(1)

    async def stop(self, number: int) -> None:
        """Let whoever guides end the meeting."""
        guide = (await self.evening.session(ME, number)).guide_id
        names = [n for n in SIX if (await self.evening.person(n)).id == guide]
        await self.evening.tell(names[0], "session stop")
        await self.evening.pass_time(self.evening.minutes(120))
        self.look()

    async def afterwards(self) -> None:
        """Write what is brought and asked next time, an action, a note and three reflections."""
        await self.fill(await self.command("bring"), "bring.new", {"pressing": "high"})
        await self.fill(await self.command("ask"), "ask.new", {})
        chosen = {key.rpartition(".")[2]: day for key, day in DAYS.items()}
        await self.fill(await self.command("action add"), "action.new", chosen)
        await self.fill(await self.command("note"), "note.new", {})
        for where in ("share", "private", "forget"):
            card = await self.fill(await self.command("reflect"), f"reflect.new/{where}", {})
            await self.evening.hand(ME).press(card, custom_id=control(card, f"b:reflect.{where}"))
            await self.rest()

    async def asked_again(self) -> Answer:
        """Say that an action that was carried over twice is made smaller."""
        async with self.evening.stage.house.storage.units.write() as unit:
            mine = (await self.evening.person(ME)).id
            (action,) = await unit.actions.where(person_id=mine)
            await unit.actions.save(replace(action, carried=2))
        hand, lobby = self.evening.hand(ME), self.evening.stage.lobby.id
        return await hand.command(lobby, "action smaller", number=1)

    async def change_mind(self) -> None:
        """Share a thought, and put it in other words."""
        evening, hand = self.evening, self.evening.hand(ME)
        form = form_of(await self.command("reflect"))
        card = await settled(await hand.submit(form, {"text": "At first I thought this."}))
        await hand.press(card, custom_id=control(card, "b:reflect.share"))
        await evening.rest()
        await self.fill(await self.command("set log"), "reflect.change", {}, "b:reflect.change")

    async def look_back(self) -> None:
        """Meet a second time by the plan for looking back, and offer a sentence for others."""
        evening = self.evening
        following = await evening.meeting(ME, 2)
        async with evening.stage.house.storage.units.write() as unit:
            kept = await unit.meetings.need(following.id)
            await unit.meetings.save(replace(kept, plan_id="review-60"))
        await evening.begin(SIX, 2)
        await self.part_that("unanimous", 2)
        await self.fill(await self.command("set sentence"), "slip.sentence", {})
        await self.stop(2)

    async def everybody_looks(self) -> None:
        """Let one person of every kind use every command that shows something."""
        stage = self.evening.stage
        commands = [
            f"/{one.qualified_name}"
            for one in stage.house.client.tree.walk_commands()
            if isinstance(one, discord.app_commands.Command)
            if not any(option.required for option in one.parameters)
            and one.qualified_name.partition(" ")[0] != "session"
            and one.qualified_name != "me pause"
        ]
        for name in LOOKERS:
            hand = stage.hand(name)
            mine = {one["name"] for one in hand.commands(stage.lobby.id)}
            used = [one for one in commands if one[1:].partition(" ")[0] in mine]
            answers = [await hand.command(stage.lobby.id, one) for one in used]
            await asyncio.gather(*(one.settled() for one in answers))
        await self.rest()

    async def others_write(self) -> None:
        """Let somebody else keep one of each, to be found in nobody else's export."""
        stage = self.evening.stage
        who, services, text = (
            self.evening.who("Bea"),
            stage.house.services,
            f"I heard {OTHERS_WORD}",
        )
        for shared in (True, False):
            await services.reflecting.keep(who, Sharing(text=text), shared=shared)
        await services.keeping.ask(who, text)
        await services.keeping.bring(who, text, "high")
        await services.acting.add(who, text, "", OTHERS_WORD)
        await self.rest()

    async def part_that(self, write: str, number: int) -> None:
        """Go on to the part in which such a thing is handed in."""
        evening = self.evening
        for _ in range(20):
            session = await evening.session(ME, number)
            if evening.plan(session.plan_id).parts[session.part].write == write:
                return
            await evening.leap(session.part_ends_at)
            self.look()
        raise AssertionError(f"no part asks for {write}")

    async def command(self, words: str) -> Answer:
        """Use a command and see what everybody can read then."""
        answer = await self.evening.hand(ME).command(self.evening.stage.lobby.id, words)
        await self.rest()
        return answer

    async def fill(
        self, opened: Answer, verb: str, chosen: dict[str, Any], button: str = ""
    ) -> dict[str, Any]:
        """Fill every line of text of a form with a word of its own; returns what it came to."""
        hand = self.evening.hand(ME)
        if button:
            card = await settled(opened)
            opened = await hand.press(card, custom_id=control(card, button))
        form = form_of(opened)
        for _, box in fields(form):
            name = f"{verb}.{box['custom_id']}"
            if verb in UNSEEN and "picture" in name:
                continue
            if box["type"] == TEXT and name not in DAYS:
                self.planted[name] = f"Zq{next(self._words)}wort"
                says = LINK if name.endswith(".link") else TEXT_OF
                chosen[box["custom_id"]] = says.format(self.planted[name])
            elif box["type"] == UPLOAD:
                chosen[box["custom_id"]] = [("drawing.png", PICTURE)]
        message = await settled(await hand.submit(form, chosen))
        await self.rest()
        return message

    async def rest(self) -> None:
        """Let all that follows happen, and see who reads what then."""
        await self.evening.rest()
        self.look()

    def look(self) -> None:
        """See who reads what now."""
        self.seen.look()

    def words(self) -> dict[str, str]:
        """Return the fields by their words."""
        return {word: name for name, word in self.planted.items()}


__all__ = ["ME", "OTHERS_WORD", "WORD", "Journey"]
