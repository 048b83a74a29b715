"""A session under way: the board's buttons, the guide's card, and /session.

Knows which press is which command. Must not know who may do what, nor what follows.
"""

from __future__ import annotations

import discord

from cogs._base import Call, Room, command, pick, press
from learning.session import commands as say
from learning.session.commands import Command
from services.sessions import Saying
from services.values import Note

ON_THE_FLOOR: dict[str, Saying] = {
    "hand": lambda by, rev: say.HandUp(by=by, revision=rev),
    "pass": lambda by, rev: say.Pass(by=by, revision=rev),
    "done": lambda by, rev: say.Done(by=by, revision=rev),
    "ideas": lambda by, _: say.Welcome(by=by, ideas=True),
    "no_ideas": lambda by, _: say.Welcome(by=by, ideas=False),
    "present": lambda by, rev: say.SwapPresenter(by=by, revision=rev, to=by),
    "guide": lambda by, rev: say.HandOver(by=by, revision=rev, to=by),
}


class Session(Room):
    """Every button of a session has a command that does the same."""

    @command("session.start", server_only=True)
    async def start(self, call: Call) -> None:
        """Begin a few minutes early."""
        await self.services.starting.start_early(call.asker)
        await call.tell(Note(key="session.started"))

    @command("session.next", server_only=True)
    async def next(self, call: Call) -> None:
        """Go on to the next part."""
        await self._command(call, "session.moved_on", lambda by, rev: say.Next(by=by, revision=rev))

    @command("session.extend", server_only=True, choices={"minutes": ("2", "5")})
    async def extend(self, call: Call, minutes: str = "2") -> None:
        """Give this part more time."""
        seconds = int(minutes) * 60
        await self._command(
            call,
            "session.extended",
            lambda by, rev: say.Extend(by=by, revision=rev, seconds=seconds),
        )

    @command("session.skip", server_only=True)
    async def skip(self, call: Call) -> None:
        """Leave this part out."""
        await self._command(call, "session.skipped", lambda by, rev: say.Skip(by=by, revision=rev))

    @command("session.back", server_only=True)
    async def back(self, call: Call) -> None:
        """Go back to the part before."""
        await self._command(
            call, "session.went_back", lambda by, rev: say.Back(by=by, revision=rev)
        )

    @command("session.pause", server_only=True)
    async def pause(self, call: Call) -> None:
        """Pause; anybody may, and nobody is asked why."""
        await self._command(call, "session.paused", lambda by, rev: say.Pause(by=by, revision=rev))

    @command("session.resume", server_only=True)
    async def resume(self, call: Call) -> None:
        """Go on after a pause."""
        await self._command(
            call, "session.resumed", lambda by, rev: say.Resume(by=by, revision=rev)
        )

    @command("session.stop", server_only=True)
    async def stop(self, call: Call) -> None:
        """End the session here."""
        await self._command(call, "session.stopped", lambda by, rev: say.Stop(by=by, revision=rev))

    @command("session.handover", server_only=True)
    async def handover(self, call: Call, to: discord.Member | None = None) -> None:
        """Let somebody else guide: the deputy or the next in turn, or whom the guide names."""
        sessions = self.services.sessions
        other = await sessions.person(call.asker, to.id) if to is not None else ""
        await self._command(
            call, "session.handed", lambda by, rev: say.HandOver(by=by, revision=rev, to=other)
        )

    @command("session.floor", server_only=True, choices={"what": tuple(ON_THE_FLOOR)})
    async def floor(self, call: Call, what: str) -> None:
        """Hand up, pass, done; ideas or not; take an empty turn, or the guide's empty place."""
        await self._command(call, f"session.floor.{what}", ON_THE_FLOOR[what])

    @command("session.runsheet", server_only=True)
    async def runsheet(self, call: Call) -> None:
        """Give the next meeting as a sheet with clock times: a text and a page to print."""
        await call.tell(await self.services.runsheets.make(call.asker))

    @press("floor.hand")
    async def hand_up(self, call: Call) -> None:
        """I would like to speak."""
        await self._press(call, lambda by, _: say.HandUp(by=by))

    @press("floor.pass")
    async def pass_turn(self, call: Call) -> None:
        """Not me; never marked."""
        await self._press(call, lambda by, rev: say.Pass(by=by, revision=rev))

    @press("floor.done")
    async def done(self, call: Call) -> None:
        """I have finished: the turn that the screen showed, and no other."""
        whose = call.thing.partition(".")[2]
        await self._press(call, lambda by, rev: say.Done(by=by, revision=rev, whose=whose))

    @press("floor.pause")
    async def pause_button(self, call: Call) -> None:
        """Pause."""
        await self._press(call, lambda by, _: say.Pause(by=by))

    @press("floor.resume")
    async def resume_button(self, call: Call) -> None:
        """Go on."""
        await self._press(call, lambda by, _: say.Resume(by=by))

    @press("floor.ideas")
    async def ideas(self, call: Call) -> None:
        """The presenter would like ideas."""
        await self._press(call, lambda by, _: say.Welcome(by=by, ideas=True))

    @press("floor.no_ideas")
    async def no_ideas(self, call: Call) -> None:
        """The presenter would rather have questions."""
        await self._press(call, lambda by, _: say.Welcome(by=by, ideas=False))

    @press("guide.next")
    async def next_button(self, call: Call) -> None:
        """Go on."""
        await self._press(call, lambda by, rev: say.Next(by=by, revision=rev))

    @press("guide.more")
    async def more(self, call: Call) -> None:
        """Two minutes more."""
        await self._press(call, lambda by, rev: say.Extend(by=by, revision=rev, seconds=120))

    @press("guide.more5")
    async def more5(self, call: Call) -> None:
        """Five minutes more."""
        await self._press(call, lambda by, rev: say.Extend(by=by, revision=rev, seconds=300))

    @press("guide.hand")
    async def hand(self, call: Call) -> None:
        """Hand over to the deputy, or to the next in turn."""
        await self._press(call, lambda by, rev: say.HandOver(by=by, revision=rev))

    @press("guide.skip")
    async def skip_button(self, call: Call) -> None:
        """Leave this part out."""
        await self._press(call, lambda by, rev: say.Skip(by=by, revision=rev))

    @press("guide.back")
    async def back_button(self, call: Call) -> None:
        """Go back."""
        await self._press(call, lambda by, rev: say.Back(by=by, revision=rev))

    @press("guide.stop")
    async def stop_button(self, call: Call) -> None:
        """End here."""
        await self._press(call, lambda by, rev: say.Stop(by=by, revision=rev))

    @press("floor.present")
    async def present(self, call: Call) -> None:
        """I take the turn that nobody has."""
        await self._press(call, lambda by, rev: say.SwapPresenter(by=by, revision=rev, to=by))

    @press("guide.take")
    async def take(self, call: Call) -> None:
        """I guide from now on."""
        await self._press(call, lambda by, rev: say.HandOver(by=by, revision=rev, to=by))

    @pick("guide.present")
    async def presenter(self, call: Call) -> None:
        """Somebody else presents."""
        to = call.values[0]
        await self._press(call, lambda by, rev: say.SwapPresenter(by=by, revision=rev, to=to))

    @pick("guide.to")
    async def hand_to(self, call: Call) -> None:
        """Hand over to somebody."""
        other = call.values[0]
        await self._press(call, lambda by, rev: say.HandOver(by=by, revision=rev, to=other))

    async def _press(self, call: Call, saying: Saying) -> None:
        """The board itself is redrawn by the outbox: the press is only acknowledged."""
        session_id = call.thing.partition(".")[0]
        await self.services.sessions.say(call.asker, session_id, call.rev, saying)
        await call.later()

    async def _command(self, call: Call, key: str, saying: Saying) -> None:
        session_id = await self.services.sessions.mine(call.asker)
        await self.services.sessions.say(call.asker, session_id, None, saying)
        await call.tell(Note(key=key))


__all__ = ["Command", "Session"]
