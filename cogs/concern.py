"""Concerns and where to turn: /concern and /refer.

Knows the card with urgent numbers, then the form. Must not know who the lead is.
"""

from __future__ import annotations

from cogs._base import Call, Form, Room, command, form, press, reform
from cogs.faces import forms
from services.values import Note


class Concern(Room):
    """A private way to somebody who will act."""

    @command("concern", server_only=True)
    async def concern(self, call: Call) -> None:
        """Show urgent numbers first, then the way to write."""
        await call.tell(Note(key="concern.first", buttons=(("concern.write", "", 0),)))

    @press("concern.write", opens_form=True)
    async def write(self, call: Call) -> None:
        """Open the form."""
        await call.ask(forms.concern(self.words, {}))

    @press("concern.complain", opens_form=True)
    async def complain(self, call: Call) -> None:
        """Open the form for a complaint about what is kept about me."""
        await call.ask(forms.concern(self.words, {"about": "data"}))

    @reform("concern.new")
    async def again(self, call: Call, fields: dict[str, str]) -> Form:
        """Draw the form again."""
        return forms.concern(self.words, fields)

    @form("concern.new", own=("text",))
    async def text(self, call: Call) -> None:
        """Send it to the safeguarding lead."""
        typed = call.fields
        await call.tell(
            await self.services.concerns.raise_it(call.asker, typed["about"], typed["text"])
        )

    @press("concern.seen")
    async def seen(self, call: Call) -> None:
        """The lead has seen it."""
        await self._seen(call, close=False)

    @press("concern.close")
    async def close(self, call: Call) -> None:
        """The lead closes it."""
        await self._seen(call, close=True)

    @press("complaint.answer", opens_form=True)
    async def open_answer(self, call: Call) -> None:
        """Open the form for the answer to a complaint."""
        await call.ask(await self.answer_again(call, {}))

    @reform("complaint.answer")
    async def answer_again(self, call: Call, fields: dict[str, str]) -> Form:
        """Draw it again, on top of what the complaint is now."""
        one = await self.services.concerns.to_answer(call.asker, call.thing)
        return forms.complaint(self.words, fields, one.concern_id, one.revision)

    @form("complaint.answer", shown=("text",))
    async def answer(self, call: Call) -> None:
        """Send the answer to who complained."""
        text = call.fields.get("text", "")
        await call.tell(await self.services.concerns.answer(call.asker, call.thing, call.rev, text))

    @command("refer", server_only=True)
    async def refer(self, call: Call) -> None:
        """Show the area's own route."""
        await call.tell(await self.services.concerns.refer(call.asker))

    async def _seen(self, call: Call, *, close: bool) -> None:
        await call.redraw(
            await self.services.concerns.seen(call.asker, call.thing, call.rev, close=close)
        )
