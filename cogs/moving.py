"""Moving dates: one, later ones, or all; another time, another place, and another round.

Knows commands and buttons. Must not know which dates follow, nor who is told.
"""

from __future__ import annotations

from dataclasses import replace

from cogs._base import Call, Room, command, press
from services.clashing import SHORT
from services.moving import Which
from services.values import Note


class Moving(Room):
    """Every button here has a command that does the same."""

    @command("session.move", server_only=True, choices={"which": tuple(Which)})
    async def move(self, call: Call, to: str, which: str = "", number: int = 0) -> None:
        """Move a meeting; when it is not said, ask whether later ones move too."""
        moving = self.services.moving
        if which:
            said = await moving.move(call.asker, to, Which(which), number=number)
        else:
            said = await moving.ask(call.asker, to, number)
        await call.tell(self._in_words(said))

    @command("session.place", server_only=True, choices={"which": ("this", "later")})
    async def place(self, call: Call, where: str, number: int = 0, which: str = "this") -> None:
        """Say where a meeting is."""
        await call.screen({"where": "" if where.startswith("https://") else where})
        later = which == "later"
        venues = self.services.venues
        await call.tell(await venues.change(call.asker, where, number, later=later))

    @command("session.short", server_only=True, choices={"what": SHORT})
    async def short(self, call: Call, what: str) -> None:
        """Say what to do when too few can come."""
        meeting_id = await self.services.clashing.soonest_short(call.asker)
        await call.tell(await self.services.clashing.choose(call.asker, meeting_id, None, what))

    @command("set.again", server_only=True)
    async def again(self, call: Call) -> None:
        """Begin another round."""
        await call.tell(await self.services.rounds.begin(call.asker))

    @command("set.block", server_only=True)
    async def block(self, call: Call) -> None:
        """Take the next-best weekly time for all dates that are to come."""
        mine = await self.services.dating.card(call.asker)
        await call.tell(await self.services.clashing.take_block(call.asker, mine.set_id))

    @press("move.this")
    async def this(self, call: Call) -> None:
        """Only this one."""
        await self._move(call, Which.THIS)

    @press("move.later")
    async def later(self, call: Call) -> None:
        """This one and those after it."""
        await self._move(call, Which.LATER)

    @press("move.all")
    async def all(self, call: Call) -> None:
        """All that are to come."""
        await self._move(call, Which.ALL)

    @press("clash.move")
    async def clash(self, call: Call) -> None:
        """Move the one date that clashes."""
        rev = call.rev
        await call.turn(await self.services.clashing.move_one(call.asker, call.thing, rev))

    @press("block.take")
    async def take(self, call: Call) -> None:
        """Take the next-best weekly time."""
        await call.tell(await self.services.clashing.take_block(call.asker, call.thing))

    @press("round.begin")
    async def begin(self, call: Call) -> None:
        """Begin another round."""
        await call.tell(await self.services.rounds.begin(call.asker, call.thing))

    @press("short.plan")
    async def plan(self, call: Call) -> None:
        """A shorter meeting."""
        await self._short(call, "plan")

    @press("short.go")
    async def go(self, call: Call) -> None:
        """Go ahead."""
        await self._short(call, "go")

    @press("short.first")
    async def first(self, call: Call) -> None:
        """The first of two other dates."""
        await self._short(call, "first")

    @press("short.second")
    async def second(self, call: Call) -> None:
        """The second of two other dates."""
        await self._short(call, "second")

    @press("short.off")
    async def off(self, call: Call) -> None:
        """Let it go."""
        await self._short(call, "off")

    async def _move(self, call: Call, which: Which) -> None:
        meeting_id, _, at = call.thing.partition(".")
        wall, seen = at.replace("T", " "), f"{meeting_id}:{call.rev}"
        said = await self.services.moving.move(call.asker, wall, which, seen=seen)
        await call.turn(self._in_words(said))

    def _in_words(self, said: Note) -> Note:
        """Say in words why a day is left free as a rule."""
        why = said.facts.get("why")
        return (
            replace(said, facts={**said.facts, "why": self.words(f"skipped.{why}")})
            if why
            else said
        )

    async def _short(self, call: Call, what: str) -> None:
        clashing = self.services.clashing
        await call.tell(await clashing.choose(call.asker, call.thing, call.rev, what))
