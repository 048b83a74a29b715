"""What members keep: reflections, notes, bids and questions.

Knows forms and buttons. Must not know who may read what.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, replace

from cogs._base import Call, Form, Room, command, form, press, reform
from cogs.faces import forms
from cogs.faces._papers.note import files_of
from cogs.faces.values import ReflectChoice
from learning.refusals import Refusal
from services.notes import NoteCard
from services.values import Note, Sharing

KEPT = "reflect.text"


class Reflect(Room):
    """Share with the set, keep private, or send to me and forget."""

    @command("reflect", opens_form=True, server_only=True)
    async def reflect(self, call: Call) -> None:
        """Open the form."""
        await self._open(call)

    @press("reflect.new", opens_form=True)
    async def new(self, call: Call) -> None:
        """Open the form from a card."""
        await self._open(call)

    @reform("reflect.new")
    async def again(self, call: Call, fields: dict[str, str]) -> Form:
        """Draw the form again; a picture cannot be put back into it."""
        kept = await self.services.drafts.get(call.who, KEPT)
        lost = fields.get("picture") or kept.get("picture")
        note = self.words("reflect.picture_again") if lost else ""
        return forms.reflect(self.words, fields, note)

    @form("reflect.new", later=("text", "link", "picture_says"))
    async def text(self, call: Call) -> None:
        """Show what was typed and ask what should become of it."""
        typed = call.fields
        kind, size = call.file_of("picture")
        said = self.services.reflecting.check(_said(typed), kind, size)
        await self.services.drafts.keep(call.who, KEPT, asdict(said))
        await call.tell(ReflectChoice(text=said.text, link=said.link, picture=bool(said.picture)))

    @press("reflect.share")
    async def share(self, call: Call) -> None:
        """Share it with the set."""
        said = await self._kept(call)
        await call.screen(asdict(replace(said, picture="")), form="reflect.new")
        await self._keep(call, shared=True)

    @press("reflect.private")
    async def private(self, call: Call) -> None:
        """Keep it for me."""
        await self._keep(call, shared=False)

    @press("reflect.forget")
    async def forget(self, call: Call) -> None:
        """Send it to me and keep nothing."""
        note, sent = await self.services.reflecting.forget(call.asker, await self._kept(call))
        await self.services.drafts.drop(call.who, KEPT)
        await call.redraw(Note(key="note.sent") if sent else note)

    @press("reflect.change", opens_form=True)
    async def change(self, call: Call) -> None:
        """Open a reflection of mine to change it."""
        kept = await self.services.reflecting.mine(call.asker, call.thing)
        said = {"text": kept.text, "link": kept.link}
        await call.ask(forms.reflect_change(self.words, said, kept.id, kept.revision))

    @reform("reflect.change")
    async def change_again(self, call: Call, fields: dict[str, str]) -> Form:
        """Draw it again, on top of what it is now."""
        kept = await self.services.reflecting.mine(call.asker, call.thing)
        return forms.reflect_change(self.words, fields, kept.id, kept.revision)

    @form("reflect.change", later=("text", "link"))
    async def changed(self, call: Call) -> None:
        """Keep the new words; what others see is screened first."""
        kept = await self.services.reflecting.mine(call.asker, call.thing)
        if kept.shared:
            await call.screen({key: call.fields.get(key, "") for key in ("text", "link")})
        said = _said(call.fields)
        await self.services.reflecting.change(call.asker, kept.id, call.rev, said)
        await call.tell(Note(key="reflection.changed"))

    @press("reflect.withdraw")
    async def withdraw(self, call: Call) -> None:
        """Take a reflection back."""
        await self.services.reflecting.withdraw(call.asker, call.thing)
        await call.redraw(await self.services.reflecting.log(call.asker))

    @command("set.log", server_only=True)
    async def log(self, call: Call, search: str = "", page: int = 1) -> None:
        """Show what my set shared, or look for something in it."""
        await call.tell(await self.services.reflecting.log(call.asker, search, page))

    @press("log.page")
    async def page(self, call: Call) -> None:
        """Turn a page of the log."""
        number, _, search = call.thing.partition("~")
        page = int(number) if number.isdecimal() else 1
        await call.redraw(await self.services.reflecting.log(call.asker, search, page))

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

    @form("note.new", own=("learned", "means", "change"))
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

    async def _open(self, call: Call) -> None:
        prompt = await self.services.reflecting.prompt(call.asker)
        await call.ask(forms.reflect(self.words, {}, prompt))

    async def _kept(self, call: Call) -> Sharing:
        kept = await self.services.drafts.get(call.who, KEPT)
        if "text" not in kept:
            raise Refusal("reflection.gone")
        return _said(kept)

    async def _keep(self, call: Call, *, shared: bool) -> None:
        kept = await self.services.drafts.take(call.who, KEPT)  # of two presses, one has it
        if "text" not in kept:
            raise Refusal("reflection.gone")
        try:
            await self.services.reflecting.keep(call.asker, _said(kept), shared=shared)
        except Exception:
            await self.services.drafts.keep(call.who, KEPT, kept)
            raise
        await call.redraw(Note(key="reflection.kept_shared" if shared else "reflection.kept"))


def _said(typed: Mapping[str, str]) -> Sharing:
    return Sharing(**{name.name: typed.get(name.name, "") for name in fields(Sharing)})
