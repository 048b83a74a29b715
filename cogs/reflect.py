"""What members keep: reflections, notes, bids and questions.

Knows forms and buttons. Must not know who may read what.
"""

from __future__ import annotations

from cogs._base import Call, Form, Room, command, form, press, reform
from cogs.faces import forms
from cogs.faces._papers.note import files_of
from cogs.faces.values import ReflectChoice
from learning.refusals import Refusal
from services.notes import NoteCard
from services.values import Note

KEPT = "reflect.text"


class Reflect(Room):
    """Share with the set, keep private, or send to me and forget."""

    @command("reflect", opens_form=True, server_only=True)
    async def reflect(self, call: Call) -> None:
        """Open the form."""
        await call.ask(forms.reflect(self.words, {}))

    @press("reflect.new", opens_form=True)
    async def new(self, call: Call) -> None:
        """Open the form from a card."""
        await call.ask(forms.reflect(self.words, {}))

    @reform("reflect.new")
    async def again(self, call: Call, fields: dict[str, str]) -> Form:
        """Draw the form again."""
        return forms.reflect(self.words, fields)

    @form("reflect.new")
    async def text(self, call: Call) -> None:
        """Show what was typed and ask what should become of it."""
        typed = call.fields["text"]
        self.services.keeping.check(typed)
        await self.services.drafts.keep(call.who, KEPT, {"text": typed})
        await call.tell(ReflectChoice(text=typed))

    @press("reflect.share")
    async def share(self, call: Call) -> None:
        """Share it with the set."""
        await call.screen({"text": await self._text(call)}, form="reflect.new")
        await self._keep(call, shared=True)

    @press("reflect.private")
    async def private(self, call: Call) -> None:
        """Keep it for me."""
        await self._keep(call, shared=False)

    @press("reflect.forget")
    async def forget(self, call: Call) -> None:
        """Send it to me and keep nothing."""
        note, sent = await self.services.keeping.forget(call.asker, await self._text(call))
        await self.services.drafts.drop(call.who, KEPT)
        await call.redraw(Note(key="note.sent") if sent else note)

    @press("reflect.withdraw")
    async def withdraw(self, call: Call) -> None:
        """Take a reflection back."""
        await self.services.keeping.withdraw(call.asker, call.thing)
        await call.redraw(await self.services.keeping.log(call.asker))

    @command("set.log", server_only=True)
    async def log(self, call: Call) -> None:
        """Show what my set shared."""
        await call.tell(await self.services.keeping.log(call.asker))

    @command("note", opens_form=True, server_only=True)
    async def note(self, call: Call) -> None:
        """Open the three-line note."""
        await call.ask(forms.note(self.words, {}))

    @press("note.new", opens_form=True)
    async def note_button(self, call: Call) -> None:
        """Open the three-line note from a card."""
        await call.ask(forms.note(self.words, {}))

    @reform("note.new")
    async def note_again(self, call: Call, fields: dict[str, str]) -> Form:
        """Draw the note again."""
        return forms.note(self.words, fields)

    @form("note.new")
    async def note_text(self, call: Call) -> None:
        """Send the note to its writer and keep nothing."""
        typed = [call.fields.get(key, "") for key in ("learned", "means", "change")]
        note = await self.services.notes.draw_up(call.asker, *typed)
        await call.later()  # three files take a moment
        card = NoteCard(note=note, files=await files_of(note, self.words))
        sent = await self.services.notes.send(call.asker, card)
        await call.tell(Note(key="note.sent") if sent else card)

    @command("bring", opens_form=True, server_only=True)
    async def bring(self, call: Call) -> None:
        """Open the form for one sentence."""
        await call.ask(forms.bring(self.words, {}))

    @press("bring.new", opens_form=True)
    async def bring_button(self, call: Call) -> None:
        """Open the form from a card."""
        await call.ask(forms.bring(self.words, {}))

    @reform("bring.new")
    async def bring_again(self, call: Call, fields: dict[str, str]) -> Form:
        """Draw the form again."""
        return forms.bring(self.words, fields)

    @form("bring.new", shown=("text",))
    async def bring_text(self, call: Call) -> None:
        """Keep the sentence."""
        typed = call.fields
        await call.tell(
            await self.services.keeping.bring(call.asker, typed["text"], typed["pressing"])
        )

    @command("ask", opens_form=True, server_only=True)
    async def ask(self, call: Call) -> None:
        """Open the form for a question without a name."""
        await call.ask(forms.ask(self.words, {}))

    @press("ask.new", opens_form=True)
    async def ask_button(self, call: Call) -> None:
        """Open the form from a board."""
        await call.ask(forms.ask(self.words, {}))

    @reform("ask.new")
    async def ask_again(self, call: Call, fields: dict[str, str]) -> Form:
        """Draw the form again."""
        return forms.ask(self.words, fields)

    @form("ask.new", shown=("text",))
    async def ask_text(self, call: Call) -> None:
        """Put the question to the set."""
        await self.services.keeping.ask(call.asker, call.fields["text"])
        await call.tell(Note(key="ask.sent"))

    async def _text(self, call: Call) -> str:
        kept = await self.services.drafts.get(call.who, KEPT)
        if "text" not in kept:
            raise Refusal("reflection.gone")
        return kept["text"]

    async def _keep(self, call: Call, *, shared: bool) -> None:
        kept = await self.services.drafts.take(call.who, KEPT)  # of two presses, one has it
        if "text" not in kept:
            raise Refusal("reflection.gone")
        try:
            await self.services.keeping.reflect(call.asker, kept["text"], shared=shared)
        except Exception:
            await self.services.drafts.keep(call.who, KEPT, kept)
            raise
        await call.redraw(Note(key="reflection.kept_shared" if shared else "reflection.kept"))
