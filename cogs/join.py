"""Joining, and changing what one said: /join and /me.

Knows which form or menu comes next. Must not know what makes an answer good enough.
"""

from __future__ import annotations

from cogs._base import Call, Form, Room, command, form, pick, press, reform
from cogs.faces import forms
from cogs.faces.values import Availability
from services.values import Note


class Join(Room):
    """Two short forms and two menus."""

    @command("join", opens_form=True, server_only=True)
    async def join(self, call: Call) -> None:
        """Open the first form."""
        await call.ask(await self.first_form(call, {}))

    @reform("join.first")
    async def first_form(self, call: Call, fields: dict[str, str]) -> Form:
        """Draw the first form."""
        return forms.join_first(self.words, await self.services.joining.choices(call.asker))

    @form("join.first", shown=("own_words",), own=("name",))
    async def first(self, call: Call) -> None:
        """Take the first form and show the two menus of times."""
        await call.tell(await self.services.joining.first(call.asker, call.fields))

    @pick("join.good")
    async def good(self, call: Call) -> None:
        """Take the good times."""
        await call.redraw(await self.services.joining.choose(call.asker, "good", call.values))

    @pick("join.possible")
    async def possible(self, call: Call) -> None:
        """Take the possible times."""
        await call.redraw(await self.services.joining.choose(call.asker, "possible", call.values))

    @press("join.next", opens_form=True)
    async def next(self, call: Call) -> None:
        """Open the second form."""
        await call.ask(await self.second_form(call, {}))

    @reform("join.second")
    async def second_form(self, call: Call, fields: dict[str, str]) -> Form:
        """Draw the second form."""
        return forms.join_second(self.words, await self.services.joining.said(call.asker))

    @form("join.second", own=("access", "organisation", "hope"))
    async def second(self, call: Call) -> None:
        """Take the second form: the person is on the list."""
        await call.tell(await self.services.joining.finish(call.asker, call.fields))

    @command("me.profile", server_only=True)
    async def profile(self, call: Call) -> None:
        """Show what I said of myself."""
        await call.tell(await self.services.joining.profile(call.asker))

    @press("me.change", opens_form=True)
    async def change(self, call: Call) -> None:
        """Open the first form again, filled in."""
        await call.ask(await self.first_form(call, {}))

    @command("me.availability", server_only=True)
    async def availability(self, call: Call) -> None:
        """Show my times, to change them."""
        await self.services.joining.profile(call.asker)
        chosen = await self.services.joining.blocks(call.asker)
        await call.tell(Availability(chosen=chosen))

    @pick("me.good")
    async def my_good(self, call: Call) -> None:
        """Change the good times."""
        chosen = await self.services.joining.choose(call.asker, "good", call.values)
        await call.redraw(Availability(chosen=chosen))

    @pick("me.possible")
    async def my_possible(self, call: Call) -> None:
        """Change the possible times."""
        chosen = await self.services.joining.choose(call.asker, "possible", call.values)
        await call.redraw(Availability(chosen=chosen))

    @press("join.keep")
    async def keep(self, call: Call) -> None:
        """Keep changed times."""
        await call.redraw(await self.services.joining.save_blocks(call.asker))

    @command("me.pause", server_only=True)
    async def pause(self, call: Call) -> None:
        """Stop being asked, or start again."""
        paused = await self.services.joining.pause(call.asker)
        await call.tell(Note(key="me.paused" if paused else "me.back"))

    @command("me.leave", server_only=True)
    async def leave(self, call: Call) -> None:
        """Ask before leaving."""
        await call.tell(Note(key="me.leave", buttons=(("mydata.erase", "", 0),)))

    @command("me.hours", server_only=True)
    async def hours(self, call: Call) -> None:
        """Give a statement of hours."""
        await call.tell(await self.services.hours.statement(call.asker))
