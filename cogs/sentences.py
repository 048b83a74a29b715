"""What may leave this room: a sentence offered, answered in private, and handed to a coordinator.

Knows the form, the two buttons and the commands. Must not know who has said what.
"""

from __future__ import annotations

from cogs._base import Call, Form, Room, command, form, press, reform
from cogs.faces import forms


class Sentences(Room):
    """Sentences that others could learn from."""

    @command("set.sentence", opens_form=True, server_only=True)
    async def sentence_command(self, call: Call) -> None:
        """Open the form for a sentence that others could learn from."""
        await call.ask(forms.sentence(self.words, {}, ""))

    @press("slip.sentence", opens_form=True)
    async def sentence(self, call: Call) -> None:
        """Open the form from the board."""
        await call.ask(forms.sentence(self.words, {}, call.thing))

    @reform("slip.sentence")
    async def sentence_again(self, call: Call, fields: dict[str, str]) -> Form:
        """Draw the form again."""
        return forms.sentence(self.words, fields, call.thing)

    @form("slip.sentence", shown=("text",))
    async def sentence_text(self, call: Call) -> None:
        """Offer a sentence."""
        text = call.fields.get("text", "")
        await call.tell(await self.services.sentences.offer(call.asker, text, call.thing))

    @command("set.share", server_only=True, choices={"answer": ("yes", "no")})
    async def share(self, call: Call, sentence: int, answer: str) -> None:
        """Say in private whether a sentence may leave the room."""
        found = await self.services.sentences.numbered(call.asker, sentence)
        await self._answer(call, found, yes=answer == "yes")

    @press("sentence.yes")
    async def yes(self, call: Call) -> None:
        """This sentence may leave the room."""
        await self._answer(call, call.thing, yes=True)

    @press("sentence.no")
    async def no(self, call: Call) -> None:
        """Not this one, or no longer."""
        await self._answer(call, call.thing, yes=False)

    @command("digest", manages=True, server_only=True, suggest={"area": "areas"})
    async def digest(self, call: Call, area: str) -> None:
        """Hand over what may leave the sets of an area."""
        await call.tell(await self.services.sentences.digest(call.asker, area))

    async def areas(self, call: Call, typed: str) -> list[tuple[str, str]]:
        """Suggest areas by name."""
        return self.services.areas.suggest(typed)

    async def _answer(self, call: Call, sentence_id: str, *, yes: bool) -> None:
        await call.tell(await self.services.sentences.answer(call.asker, sentence_id, yes=yes))
