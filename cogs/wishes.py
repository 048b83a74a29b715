"""What each person wishes: reminders, their diary, and walks between meetings.

Knows commands, menus and buttons. Must not know what is due because of a choice.
"""

from __future__ import annotations

from cogs._base import Call, Room, command, pick, press
from learning.pairs import Walked
from learning.wishes import AHEAD, HOURS, WHERE
from services.values import Note

ONLY = {"all": AHEAD, "day": ("24h", "15m"), "soon": ("15m",), "none": ()}
SAID = {"met": Walked.MET, "skip": Walked.SKIPPED}


class Wishes(Room):
    """Choices that are each person's own."""

    @command(
        "me.reminders",
        server_only=True,
        choices={"which": tuple(ONLY), "where": WHERE, "hours": HOURS, "walks": ("yes", "no")},
    )
    async def reminders(
        self, call: Call, which: str = "", where: str = "", hours: str = "", walks: str = ""
    ) -> None:
        """Show my choices, or change some of them."""
        await call.tell(
            await self.services.wishing.change(
                call.asker,
                remind=ONLY[which] if which else None,
                where=where,
                hours=hours,
                walks=walks == "yes" if walks else None,
            )
        )

    @pick("wish.which")
    async def which(self, call: Call) -> None:
        """Which reminders I get."""
        await call.redraw(await self.services.wishing.change(call.asker, remind=call.values))

    @pick("wish.where")
    async def where(self, call: Call) -> None:
        """Where they reach me."""
        await call.redraw(await self.services.wishing.change(call.asker, where=call.values[0]))

    @pick("wish.hours")
    async def hours(self, call: Call) -> None:
        """At which hours."""
        await call.redraw(await self.services.wishing.change(call.asker, hours=call.values[0]))

    @press("walk.out")
    async def out(self, call: Call) -> None:
        """I would rather not be drawn."""
        await self.services.wishing.change(call.asker, walks=False)
        await call.tell(Note(key="walk.out"))

    @press("walk.in")
    async def back(self, call: Call) -> None:
        """I would like to be drawn again."""
        await call.redraw(await self.services.wishing.change(call.asker, walks=True))

    @press("walk.stop")
    async def stop(self, call: Call) -> None:
        """I would rather not be drawn, said on my own card of choices."""
        await call.redraw(await self.services.wishing.change(call.asker, walks=False))

    @press("walk.met")
    async def met(self, call: Call) -> None:
        """We met."""
        await call.redraw(await self.services.walking.say(call.asker, call.thing, Walked.MET))

    @press("walk.skip")
    async def skip(self, call: Call) -> None:
        """Not this time; nobody is asked why."""
        await call.redraw(await self.services.walking.say(call.asker, call.thing, Walked.SKIPPED))

    @command("set.walk", server_only=True, choices={"answer": tuple(SAID)})
    async def walk(self, call: Call, answer: str) -> None:
        """Say what became of my walk."""
        mine = await self.services.walking.mine(call.asker)
        await call.tell(await self.services.walking.say(call.asker, mine, SAID[answer]))

    @command("me.calendar", server_only=True, choices={"what": ("file", "link", "stop")})
    async def calendar(self, call: Call, what: str = "") -> None:
        """My dates for my own diary: a file, or a private link."""
        match what:
            case "file":
                await self.file(call)
            case "link":
                await call.tell(await self.services.calendars.open(call.asker))
            case "stop":
                await call.tell(await self.services.calendars.stop(call.asker))
            case _:
                await call.tell(await self.services.calendars.show(call.asker))

    @press("diary.file")
    async def file(self, call: Call) -> None:
        """All my dates as a file."""
        made = await self.services.calendars.all_mine(call.asker, self.words("event.name"))
        note = Note(key="calendar.changed") if made.changed else Note(key="calendar")
        await call.file(made.name, made.data, note)

    @press("diary.link")
    async def link(self, call: Call) -> None:
        """A new private link."""
        await call.turn(await self.services.calendars.open(call.asker))

    @press("diary.stop")
    async def unlink(self, call: Call) -> None:
        """Let my link die."""
        await call.turn(await self.services.calendars.stop(call.asker))
