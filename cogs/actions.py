"""Actions: /action add, /action list, and the owner's word on each.

Knows the form and four buttons. Must not compare anybody.
"""

from __future__ import annotations

from cogs._base import Call, Form, Room, command, form, press, reform
from cogs.faces import forms
from learning.writing import ActionState


class Actions(Room):
    """What, by when, who will notice."""

    @command("action.add", opens_form=True, server_only=True)
    async def add(self, call: Call) -> None:
        """Open the form."""
        await call.ask(forms.action(self.words, {}))

    @press("action.new", opens_form=True)
    async def new(self, call: Call) -> None:
        """Open the form from a card."""
        await call.ask(forms.action(self.words, {}))

    @reform("action.new")
    async def again(self, call: Call, fields: dict[str, str]) -> Form:
        """Draw the form again."""
        return forms.action(self.words, fields)

    @form("action.new", shown=("what", "who_notices"), own=("by_when",))
    async def text(self, call: Call) -> None:
        """Keep the action."""
        typed = call.fields
        await call.tell(
            await self.services.acting.add(
                call.asker, typed["what"], typed["by_when"], typed["who_notices"]
            )
        )

    @command("action.list", server_only=True)
    async def listed(self, call: Call) -> None:
        """Show my actions and my set's."""
        await call.tell(await self.services.acting.show(call.asker))

    @press("action.mine")
    async def mine(self, call: Call) -> None:
        """Show my actions from a card."""
        await call.tell(await self.services.acting.show(call.asker))

    @press("action.did")
    async def did(self, call: Call) -> None:
        """Did it."""
        await self._answer(call, ActionState.DID)

    @press("action.partly")
    async def partly(self, call: Call) -> None:
        """Partly."""
        await self._answer(call, ActionState.PARTLY)

    @press("action.not_yet")
    async def not_yet(self, call: Call) -> None:
        """Not yet."""
        await self._answer(call, ActionState.NOT_YET)

    @press("action.changed")
    async def changed(self, call: Call) -> None:
        """Changed my mind."""
        await self._answer(call, ActionState.CHANGED)

    @press("action.tell")
    async def tell(self, call: Call) -> None:
        """Let my set see how it went."""
        await call.redraw(await self.services.acting.tell(call.asker, call.thing, call.rev))

    @press("action.keep")
    async def keep(self, call: Call) -> None:
        """Keep it as it is, and count anew."""
        await call.redraw(await self.services.acting.go_on(call.asker, call.thing, call.rev))

    @press("action.let_go")
    async def let_go(self, call: Call) -> None:
        """Let it go."""
        await self._answer(call, ActionState.CHANGED)

    @press("action.smaller", opens_form=True)
    async def smaller(self, call: Call) -> None:
        """Open the form in which it is made smaller."""
        mine = await self.services.acting.mine(call.asker, call.thing)
        await call.ask(forms.smaller(self.words, {"what": mine.what}, mine.id, mine.revision))

    @reform("action.smaller")
    async def smaller_again(self, call: Call, fields: dict[str, str]) -> Form:
        """Draw it again, on top of what it is now."""
        mine = await self.services.acting.mine(call.asker, call.thing)
        return forms.smaller(self.words, fields, mine.id, mine.revision)

    @form("action.smaller", shown=("what",))
    async def smaller_text(self, call: Call) -> None:
        """Keep the smaller one."""
        what = call.fields.get("what", "")
        acting = self.services.acting
        await call.turn(await acting.go_on(call.asker, call.thing, call.rev, what))

    async def _answer(self, call: Call, said: ActionState) -> None:
        await call.redraw(await self.services.acting.answer(call.asker, call.thing, call.rev, said))
