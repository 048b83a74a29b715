"""My data: /mydata and its buttons.

Knows see, take away, erase. Must not know what is held.
"""

from __future__ import annotations

import discord

from cogs._base import Call, Room, command, press
from cogs.faces._papers.mydata import page_of
from cogs.faces.mydata import items
from learning.writing import Concern as Complaint
from services.concerns import ANSWER_WITHIN
from services.values import Note


class MyData(Room):
    """See all that is held about me, take it away, have it erased."""

    @command("mydata", server_only=True, choices={"about": ("see", "file", "log", "kept")})
    async def mydata(self, call: Call, about: str = "see") -> None:
        """Show what is held about me; or take it away, who did what, how long it is kept."""
        shown = {"file": self.export, "log": self.log, "kept": self.kept}
        await shown.get(about, self._see)(call)

    async def _see(self, call: Call) -> None:
        counts = await self.services.mydata.counts(call.asker)
        verbs = ("mydata.export", "mydata.log", "mydata.kept", "mydata.ask", "concern.complain")
        buttons = tuple((verb, "", 0) for verb in verbs)
        facts: dict[str, object] = {"n": sum(counts.values())}
        facts["kinds"] = "\n".join(items(counts, self.words))
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
        """Give all of it, as a page to read and as a file for machines."""
        mydata = self.services.mydata
        page = page_of(await mydata.all(call.asker), self.words, mydata.zone)
        data = await mydata.export(call.asker)
        files = (("my-data.html", page), ("my-data.json", data))
        await call.files(files, Note(key="mydata.file"))

    @press("mydata.log")
    async def log(self, call: Call) -> None:
        """Show what coordinators did that touched me."""
        await call.tell(await self.services.mydata.log(call.asker))

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
        await call.redraw(await self.services.mydata.erase(call.asker))
