"""A week in writing: beginning it, writing in it, answering, and ending it.

Knows forms, buttons and the commands that do the same. Must not know days, nor who writes when.
"""

from __future__ import annotations

from cogs._base import Call, Form, Room, command, form, pick, press, reform
from cogs.faces import forms
from learning.refusals import Refusal
from services.values import Note, WeekForm

TEXTS = ("text1", "text2", "text3", "text4", "text5")


class Week(Room):
    """`/week` and its cards."""

    @command("week.start", server_only=True)
    async def start(self, call: Call) -> None:
        """Begin a week in writing on the next working Monday."""
        await call.tell(await self.services.weeks.start(call.asker))

    @command("week.write", opens_form=True, server_only=True)
    async def write_command(self, call: Call) -> None:
        """Write in the part that is open."""
        week = await self.services.weeks.mine(call.asker)
        await self._open(call, await self.services.week_writing.form(call.asker, week))

    @command("week.answer", opens_form=True, server_only=True)
    async def answer_command(self, call: Call, question: int) -> None:
        """Answer one of the questions."""
        week = await self.services.weeks.mine(call.asker)
        await self._open(
            call, await self.services.week_writing.answer_form(call.asker, week, question)
        )

    @command("week.questions", server_only=True)
    async def questions_command(self, call: Call) -> None:
        """Show the questions to the one who answers."""
        week = await self.services.weeks.mine(call.asker)
        await call.tell(await self.services.week_writing.questions(call.asker, week))

    @command("week.stop", server_only=True)
    async def stop(self, call: Call) -> None:
        """End the week here."""
        await self.services.weeks.stop(call.asker)
        await call.tell(Note(key="week.stopped"))

    @press("week.write", opens_form=True)
    async def write(self, call: Call) -> None:
        """Write, from the card of a part."""
        week, part = _part(call.thing)
        await self._open(call, await self.services.week_writing.form(call.asker, week, part))

    @press("week.answers")
    async def questions(self, call: Call) -> None:
        """Show the questions, from the card of a part."""
        await call.tell(await self.services.week_writing.questions(call.asker, call.thing))

    @pick("week.pick", opens_form=True)
    async def answer(self, call: Call) -> None:
        """Answer the question that was chosen."""
        number = int(call.values[0])
        await self._open(
            call, await self.services.week_writing.answer_form(call.asker, call.thing, number)
        )

    @reform("week.write")
    async def write_again(self, call: Call, fields: dict[str, str]) -> Form:
        """Draw the form again."""
        week, part = _part(call.thing)
        found = await self.services.week_writing.form(call.asker, week, part)
        return forms.week(self.words, found).filled(fields)

    @reform("week.answer")
    async def answer_again(self, call: Call, fields: dict[str, str]) -> Form:
        """Draw the form of an answer again."""
        week, number = _part(call.thing)
        found = await self.services.week_writing.answer_form(call.asker, week, number)
        return forms.week(self.words, found).filled(fields)

    @form("week.write", shown=TEXTS)
    async def written(self, call: Call) -> None:
        """Take what was written."""
        week, part = _part(call.thing)
        said = [call.fields.get(key, "") for key in TEXTS]
        await call.tell(await self.services.week_writing.take(call.asker, week, part, said))

    @form("week.answer", shown=TEXTS)
    async def answered(self, call: Call) -> None:
        """Take an answer."""
        week, number = _part(call.thing)
        text = call.fields.get(TEXTS[0], "")
        await call.tell(await self.services.week_writing.answer(call.asker, week, number, text))

    async def _open(self, call: Call, found: WeekForm) -> None:
        await call.ask(forms.week(self.words, found))


def _part(thing: str) -> tuple[str, int]:
    """Read a week and the number of a part, or of a question."""
    week, _, number = thing.partition(".")
    if not number.isdigit():
        raise Refusal("week.none")
    return week, int(number)
