"""What a set decides together: a later finish, no guide today, and one voice at a time.

Knows buttons and the commands that do the same. Must not know who may, nor what follows.
"""

from __future__ import annotations

from cogs._base import Call, Room, command, press

LATER = ("ask", "yes", "no")
WITHOUT = ("alone", "another_day")


class Agreed(Room):
    """Decisions of everybody who is here."""

    @command("session.later", server_only=True, choices={"answer": LATER})
    async def later_command(self, call: Call, answer: str) -> None:
        """Ask for a later finish, or answer in private."""
        session_id = await self.services.sessions.mine(call.asker)
        await self._later(call, session_id, answer)

    @press("guide.later")
    async def later(self, call: Call) -> None:
        """Ask everybody for a later finish."""
        await self._later(call, call.thing, "ask")

    @press("later.yes")
    async def yes(self, call: Call) -> None:
        """We may finish later."""
        await self._later(call, call.thing, "yes")

    @press("later.no")
    async def no(self, call: Call) -> None:
        """I have to finish on time."""
        await self._later(call, call.thing, "no")

    @command("session.unguided", server_only=True, choices={"what": WITHOUT})
    async def unguided(self, call: Call, what: str) -> None:
        """Go on without a guide, or meet on another day."""
        await self._without(call, await self.services.sessions.mine(call.asker), what)

    @press("guide.alone")
    async def alone(self, call: Call) -> None:
        """Go without a guide today."""
        await self._without(call, call.thing, "alone")

    @press("guide.another_day")
    async def another_day(self, call: Call) -> None:
        """Meet on another day."""
        await self._without(call, call.thing, "another_day")

    @command("set.voices", server_only=True, choices={"answer": ("yes", "no")})
    async def voices_command(self, call: Call, answer: str = "") -> None:
        """Show whether we have one voice at a time, or answer in private."""
        if answer:
            await self._voices(call, yes=answer == "yes")
        else:
            await call.tell(await self.services.one_voice.show(call.asker))

    @press("voices.yes")
    async def voices_yes(self, call: Call) -> None:
        """My microphone may be off while others speak."""
        await self._voices(call, yes=True)

    @press("voices.no")
    async def voices_no(self, call: Call) -> None:
        """Leave my microphone alone."""
        await self._voices(call, yes=False)

    async def _voices(self, call: Call, *, yes: bool) -> None:
        await call.tell(await self.services.one_voice.say(call.asker, yes=yes))

    async def _later(self, call: Call, thing: str, answer: str) -> None:
        finishing, who = self.services.finishing, call.asker
        session_id, dot, _ = thing.partition(".")
        if answer == "ask":
            await call.tell(await finishing.ask(who, session_id))
            return
        asked = thing if dot else ""
        yes = answer == "yes"
        await call.tell(await finishing.answer(who, session_id, yes=yes, asked_id=asked))

    async def _without(self, call: Call, session_id: str, what: str) -> None:
        unguided = self.services.unguided
        choose = unguided.alone if what == "alone" else unguided.another_day
        await call.tell(await choose(call.asker, session_id))
