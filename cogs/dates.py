"""My set: its card, dates and rota; and the answers to dates and reminders.

Knows commands and buttons. Must not know how dates are found.
"""

from __future__ import annotations

from cogs._base import Call, Room, command, pick, press
from learning.meetings import Coming, Ready
from learning.sets import DatesAnswer
from services.values import Note


class Dates(Room):
    """Dates, and who is coming."""

    @command("set.card", server_only=True)
    async def card(self, call: Call) -> None:
        """Show my set."""
        await call.tell(await self.services.dating.card(call.asker))

    @command("set.dates", server_only=True)
    async def dates(self, call: Call) -> None:
        """Show my set's dates."""
        await call.tell(await self.services.dating.show(call.asker))

    @command("set.rota", server_only=True)
    async def rota(self, call: Call) -> None:
        """Show whose turn it is."""
        await call.tell(await self.services.keeping.rota(call.asker))

    @press("dates.works")
    async def works(self, call: Call) -> None:
        """The dates work."""
        await self._dates(call, DatesAnswer.WORKS)

    @press("dates.clash")
    async def clash(self, call: Call) -> None:
        """One date clashes."""
        await self._dates(call, DatesAnswer.CLASH)

    @press("dates.wont")
    async def wont(self, call: Call) -> None:
        """The dates won't work."""
        await self._dates(call, DatesAnswer.WONT)

    @press("dates.ics")
    async def ics(self, call: Call) -> None:
        """Give the dates as a file for a diary."""
        made = await self.services.calendars.make(call.asker, call.thing, self.words("event.name"))
        note = Note(key="calendar.changed") if made.changed else Note(key="calendar")
        await call.file(made.name, made.data, note)

    @press("coming.yes")
    async def coming(self, call: Call) -> None:
        """I am coming."""
        await self._answer(call, coming=Coming.COMING)

    @press("coming.no")
    async def cant(self, call: Call) -> None:
        """I can't come."""
        await self._answer(call, coming=Coming.CANT)

    @press("coming.type")
    async def typing(self, call: Call) -> None:
        """I come, and type only."""
        await self._answer(call, coming=Coming.TYPING)

    @press("ready.yes")
    async def private(self, call: Call) -> None:
        """I am somewhere private."""
        await self._answer(call, coming=Coming.COMING, ready=Ready.PRIVATE)

    @press("ready.not_yet")
    async def not_yet(self, call: Call) -> None:
        """Not yet."""
        await self._answer(call, ready=Ready.NOT_YET)

    @press("coming.snooze")
    async def snooze(self, call: Call) -> None:
        """Remind me again in an hour."""
        thing, _, ahead = call.thing.rpartition(".")
        await call.tell(await self.services.coming.snooze(call.asker, thing, ahead))

    @pick("dates.which")
    async def which(self, call: Call) -> None:
        """This one date clashes."""
        number = int(call.values[0])
        await call.turn(await self.services.clashing.which(call.asker, call.thing, number))

    async def _dates(self, call: Call, said: DatesAnswer) -> None:
        await call.tell(await self.services.dating.answer(call.asker, call.thing, said))

    async def _answer(
        self, call: Call, *, coming: Coming | None = None, ready: Ready | None = None
    ) -> None:
        thing, _, ahead = call.thing.rpartition(".")
        await call.redraw(
            await self.services.coming.answer(
                call.asker, thing, coming=coming, ready=ready, ahead=ahead
            )
        )
