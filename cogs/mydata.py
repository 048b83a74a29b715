"""My data: /mydata and its buttons.

Knows see, take away, erase. Must not know what is held.
"""

from __future__ import annotations

import discord

from cogs._base import Call, Room, command, press
from learning.writing import Concern as Complaint
from services.concerns import ANSWER_WITHIN
from services.values import Note


class MyData(Room):
    """See all that is held about me, take it away, have it erased."""

    @command("mydata", server_only=True)
    async def mydata(self, call: Call) -> None:
        """Show how much is held about me."""
        counts = await self.services.mydata.counts(call.asker)
        verbs = ("mydata.export", "mydata.kept", "mydata.ask", "concern.write")
        buttons = tuple((verb, "", 0) for verb in verbs)
        facts: dict[str, object] = {"n": sum(counts.values())}
        complaints = await self.services.concerns.complaints(call.asker)
        facts["complaints"] = "\n".join(map(self._state, complaints))
        await call.tell(Note(key="mydata", facts=facts, buttons=buttons))

    def _state(self, one: Complaint) -> str:
        """Say how a complaint stands, and by when it has to be answered."""
        due = discord.utils.format_dt(one.raised_at + ANSWER_WITHIN, "D")
        if one.closed_at is not None:
            return self.words("complaint.state.answered", receipt=one.receipt)
        if one.seen_at is not None:
            return self.words("complaint.state.seen", receipt=one.receipt, day=due)
        return self.words("complaint.state.sent", receipt=one.receipt, day=due)

    @press("mydata.export")
    async def export(self, call: Call) -> None:
        """Give all of it as a file."""
        data = await self.services.mydata.export(call.asker)
        await call.file("my-data.json", data, Note(key="mydata.file"))

    @press("mydata.kept")
    async def kept(self, call: Call) -> None:
        """Show how long each thing is kept."""
        await call.tell(Note(key="mydata.kept", facts=dict(self.services.retiring.days())))

    @press("list.stay")
    async def stay(self, call: Call) -> None:
        """Stay on the list after a long time without a word."""
        await self.services.retiring.stay(call.asker)
        await call.redraw(Note(key="still.stay"))

    @press("mydata.ask")
    async def ask(self, call: Call) -> None:
        """Ask before erasing."""
        await call.redraw(Note(key="mydata.sure", buttons=(("mydata.erase", "", 0),)))

    @press("mydata.erase")
    async def erase(self, call: Call) -> None:
        """Erase what is held about me and give a receipt."""
        receipt = await self.services.mydata.erase(call.asker)
        key = "mydata.erased.but" if receipt.kept else "mydata.erased"
        await call.redraw(Note(key=key, facts={"n": receipt.removed.total()}))
