"""Every answer that can be pressed, as something to type: for those who do not use buttons.

Knows commands. Must not know what any answer leads to, nor ask anything that a card does not.
"""

from __future__ import annotations

import discord

from cogs._base import Call, Room, command
from cogs.faces import forms
from learning.meetings import Coming, Ready
from learning.session import commands as say
from learning.sets import Consent, DatesAnswer
from learning.writing import ActionState
from services.values import Note

WORDS = {
    "coming": (Coming.COMING, None),
    "cant": (Coming.CANT, None),
    "typing": (Coming.TYPING, None),
    "private": (Coming.COMING, Ready.PRIVATE),
    "not_yet": (None, Ready.NOT_YET),
}
SNOOZE = "snooze"
JOIN = tuple(one.value for one in Consent if one is not Consent.ASKED)
DATES = tuple(one.value for one in DatesAnswer if one is not DatesAnswer.NONE)
DONE = tuple(one.value for one in ActionState if one is not ActionState.OPEN)


class Answers(Room):
    """Answers by command."""

    @command("set.join", server_only=True, choices={"answer": JOIN})
    async def join(self, call: Call, answer: str) -> None:
        """Answer the private question about a new set."""
        place, revision = await self.services.answering.proposed(call.asker)
        said = Consent(answer)
        await self.services.consenting.answer(call.asker, place, revision, said)
        face = await self.services.cards.consent_card(place)
        await call.tell(face or Note(key="card.nothing"))

    @command("set.answer", server_only=True, choices={"dates": DATES})
    async def dates(self, call: Call, dates: str, number: int = 0) -> None:
        """Answer the six dates; `number` says which one clashes."""
        mine = await self.services.dating.card(call.asker)
        answer = DatesAnswer(dates)
        said = await self.services.dating.answer(call.asker, mine.set_id, answer)
        if answer is DatesAnswer.CLASH and number:
            said = await self.services.clashing.which(call.asker, mine.set_id, number)
        await call.tell(said)

    @command("set.calendar", server_only=True)
    async def calendar(self, call: Call) -> None:
        """Give the dates as a file for a diary."""
        mine = await self.services.dating.card(call.asker)
        name = self.words("event.name")
        made = await self.services.calendars.make(call.asker, mine.set_id, name)
        note = Note(key="calendar.changed") if made.changed else Note(key="calendar")
        await call.file(made.name, made.data, note)

    @command("set.coming", server_only=True, choices={"answer": (*WORDS, SNOOZE)})
    async def coming(self, call: Call, answer: str) -> None:
        """Say whether I come to the next meeting, and whether I am somewhere private."""
        thing = await self.services.answering.coming(call.asker)
        if answer == SNOOZE:
            await call.tell(await self.services.coming.snooze(call.asker, thing, "24h"))
            return
        coming, ready = WORDS[answer]
        await call.tell(
            await self.services.coming.answer(call.asker, thing, coming=coming, ready=ready)
        )

    @command("action.say", server_only=True, choices={"answer": DONE})
    async def action(self, call: Call, number: int, answer: str) -> None:
        """Say what became of one of my actions."""
        mine = await self.services.answering.action(call.asker, number)
        said = ActionState(answer)
        await call.tell(await self.services.acting.answer(call.asker, mine.id, mine.revision, said))

    @command("action.tell", server_only=True)
    async def tell(self, call: Call, number: int) -> None:
        """Let my set see what became of one of my actions."""
        mine = await self.services.answering.action(call.asker, number, done=True)
        await call.tell(await self.services.acting.tell(call.asker, mine.id, mine.revision))

    @command("action.keep", server_only=True)
    async def keep(self, call: Call, number: int) -> None:
        """Keep an action that has waited long."""
        mine = await self.services.answering.action(call.asker, number)
        await call.tell(await self.services.acting.go_on(call.asker, mine.id, mine.revision))

    @command("action.smaller", opens_form=True, server_only=True)
    async def smaller(self, call: Call, number: int) -> None:
        """Open the form in which an action is made smaller."""
        mine = await self.services.answering.action(call.asker, number)
        await call.ask(forms.smaller(self.words, {"what": mine.what}, mine.id, mine.revision))

    @command("session.presenter", server_only=True)
    async def presenter(self, call: Call, to: discord.Member) -> None:
        """Let somebody else have this turn."""
        sessions = self.services.sessions
        other = await sessions.person(call.asker, to.id)
        session_id = await sessions.mine(call.asker)
        await sessions.say(
            call.asker,
            session_id,
            None,
            lambda by, rev: say.SwapPresenter(by=by, revision=rev, to=other),
        )
        await call.tell(Note(key="session.presents", facts={"name": to.display_name}))

    @command("me.stay", server_only=True)
    async def stay(self, call: Call) -> None:
        """Stay on the list after a long time without a word."""
        await self.services.retiring.stay(call.asker)
        await call.tell(Note(key="still.stay"))
