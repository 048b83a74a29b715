"""What is handed in privately during a meeting, and a set's own words.

Knows forms, buttons and the commands that do the same. Must not know who may see what.
"""

from __future__ import annotations

from cogs._base import Call, Form, Room, command, form, press, reform
from cogs.faces import forms
from learning.refusals import Refusal
from learning.slips import CHECKS, MOST_SCORE, Vote

VOTES = tuple(vote.value for vote in Vote)
SCORES = tuple(str(score) for score in range(MOST_SCORE + 1))


class Slips(Room):
    """Hopes and worries, votes, the end check, the agreement."""

    @command("session.hopes", opens_form=True, server_only=True)
    async def hopes_command(self, call: Call) -> None:
        """Open the form for a hope and a worry."""
        session_id = await self.services.sessions.mine(call.asker)
        await call.ask(forms.hopes(self.words, {}, session_id))

    @press("slip.hopes", opens_form=True)
    async def hopes(self, call: Call) -> None:
        """Open the form from the board."""
        await call.ask(forms.hopes(self.words, {}, call.thing))

    @reform("slip.hopes")
    async def hopes_again(self, call: Call, fields: dict[str, str]) -> Form:
        """Draw the form again."""
        return forms.hopes(self.words, fields, call.thing)

    @form("slip.hopes", shown=("hope", "worry"))
    async def hopes_text(self, call: Call) -> None:
        """Take a hope and a worry."""
        typed = call.fields
        hope, worry = typed.get("hope", ""), typed.get("worry", "")
        await call.tell(await self.services.slips.hopes(call.asker, call.thing, hope, worry))

    @command("session.vote", server_only=True, choices={"choice": VOTES})
    async def vote_command(self, call: Call, choice: str) -> None:
        """Vote in private."""
        session_id = await self.services.sessions.mine(call.asker)
        await call.tell(await self.services.slips.vote(call.asker, session_id, choice))

    @press("slip.vote")
    async def vote(self, call: Call) -> None:
        """Open the private question from the board."""
        await call.tell(await self.services.slips.vote_card(call.asker, call.thing))

    @press("vote.go_on")
    async def go_on(self, call: Call) -> None:
        """Go on as now."""
        await self._vote(call, Vote.GO_ON)

    @press("vote.self_led")
    async def self_led(self, call: Call) -> None:
        """Go on and guide ourselves."""
        await self._vote(call, Vote.SELF_LED)

    @press("vote.invite")
    async def invite(self, call: Call) -> None:
        """Invite one or two new people."""
        await self._vote(call, Vote.INVITE)

    @press("vote.finish")
    async def finish(self, call: Call) -> None:
        """Finish well."""
        await self._vote(call, Vote.FINISH)

    @command("session.agreement", opens_form=True, server_only=True)
    async def agreement_command(self, call: Call) -> None:
        """Open the agreement to change it."""
        await self._agreement(call)

    @press("agree.edit", opens_form=True)
    async def agreement(self, call: Call) -> None:
        """Open the agreement from the board."""
        await self._agreement(call)

    @reform("agree.edit")
    async def agreement_again(self, call: Call, fields: dict[str, str]) -> Form:
        """Draw the agreement again, on top of what it is now."""
        _, _, revision = await self.services.agreeing.now(call.asker)
        return forms.agreement(self.words, fields, revision)

    @form("agree.edit", shown=("text",))
    async def agreement_text(self, call: Call) -> None:
        """Keep the agreement."""
        text = call.fields.get("text", "")
        await call.tell(await self.services.agreeing.agree(call.asker, text, call.rev))

    @command("session.good", opens_form=True, server_only=True)
    async def good_command(self, call: Call) -> None:
        """Open "this set is going well if" to change it."""
        await self._good(call)

    @press("agree.good", opens_form=True)
    async def good(self, call: Call) -> None:
        """Open it from the board."""
        await self._good(call)

    @reform("agree.good")
    async def good_again(self, call: Call, fields: dict[str, str]) -> Form:
        """Draw it again, on top of what it is now."""
        _, _, revision = await self.services.agreeing.now(call.asker)
        return forms.good(self.words, fields, revision)

    @form("agree.good", shown=("text",))
    async def good_text(self, call: Call) -> None:
        """Keep the sentence."""
        text = call.fields.get("text", "")
        await call.tell(await self.services.agreeing.good(call.asker, text, call.rev))

    @command(
        "session.check",
        server_only=True,
        choices={"heard": SCORES, "said": SCORES, "worth": SCORES},
    )
    async def check_command(self, call: Call, heard: str, said: str, worth: str) -> None:
        """Say how the last meeting was, in private."""
        session_id = await self.services.slips.last(call.asker)
        for row, score in zip(CHECKS, (heard, said, worth), strict=True):
            card = await self.services.slips.check(call.asker, session_id, row, int(score))
            if row is CHECKS[-1]:
                await call.tell(card)

    @press("check.heard")
    async def heard(self, call: Call) -> None:
        """I was listened to."""
        await self._check(call, "heard")

    @press("check.said")
    async def said(self, call: Call) -> None:
        """I could say what I really thought."""
        await self._check(call, "said")

    @press("check.worth")
    async def worth(self, call: Call) -> None:
        """It was worth the time."""
        await self._check(call, "worth")

    async def _vote(self, call: Call, vote: Vote) -> None:
        await call.redraw(await self.services.slips.vote(call.asker, call.thing, vote.value))

    async def _agreement(self, call: Call) -> None:
        text, _, revision = await self.services.agreeing.now(call.asker)
        await call.ask(forms.agreement(self.words, {"text": text}, revision))

    async def _good(self, call: Call) -> None:
        _, text, revision = await self.services.agreeing.now(call.asker)
        await call.ask(forms.good(self.words, {"text": text}, revision))

    async def _check(self, call: Call, row: str) -> None:
        session_id, _, score = call.thing.partition(".")
        if not score.isdigit():
            raise Refusal("slip.check")
        await call.redraw(await self.services.slips.check(call.asker, session_id, row, int(score)))
