"""What a tour is written with: acting, letting time pass, and expecting.

Knows how to wait until everything is at rest. Must not know any one journey.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from practice import cast
from practice.hands import Answer, Hand, text_of
from practice.robot import Robot, buttons, settled
from practice.theatre import Theatre
from practice.transcript import Transcript

Json = dict[str, Any]
MOST_JUMPS = 2000
SEEN = 6  # Discord's word for "seen; the message changes by itself"


class TourError(AssertionError):
    """A journey did not come out right."""


class Script:
    """One tour under way."""

    def __init__(self, theatre: Theatre, transcript: Transcript) -> None:
        self.theatre = theatre
        self.transcript = transcript
        self.robots = {one.name: Robot(theatre, one) for one in cast.EVERYBODY}

    def hand(self, name: str) -> Hand:
        """Return somebody's hand."""
        return self.theatre.hand(name)

    def scene(self, text: str) -> None:
        """Write a stage direction."""
        self.transcript.note("the tour", "", "scene", text)

    def expect(self, truth: object, sentence: str) -> None:
        """Fail the tour with a sentence unless this is so."""
        if not truth:
            raise TourError(sentence)

    async def rest(self) -> None:
        """Wait until the bot has nothing left to do at this moment."""
        await self.theatre.rest()

    async def command(self, name: str, words: str, /, **options: Any) -> Answer:
        """Let somebody use a command in the lobby and wait for what comes of it."""
        answer = await self.hand(name).command(self.theatre.lobby.id, words, **options)
        await answer.settled()
        self.expect(not answer.failed, f"/{words} by {name} was not answered in time")
        await self.rest()
        return answer

    async def press(self, name: str, message: Json, label: str) -> Answer:
        """Let somebody press a button and wait for what comes of it."""
        answer = await self.hand(name).press(message, label)
        if answer.interaction.answered != SEEN:  # a press that only says "seen" has no answer
            await answer.settled()
        self.expect(not answer.failed, f"[{label}] by {name} was not answered in time")
        await self.rest()
        return answer

    async def press_id(self, name: str, message: Json, custom_id: str) -> Answer:
        """Let somebody press the button of this address, where several have the same label."""
        answer = await self.hand(name).press(message, custom_id=custom_id)
        if answer.interaction.answered != SEEN:
            await answer.settled()
        self.expect(not answer.failed, f"a press by {name} was not answered in time")
        await self.rest()
        return answer

    async def fill(self, name: str, answer: Answer, values: dict[str, Any]) -> Json:
        """Let somebody fill in the form that opened; returns the message that comes."""
        self.expect(answer.modal, f"no form opened for {name}: {answer.text}")
        sent = await self.hand(name).submit(answer.modal or {}, values)
        message = await settled(sent)
        await self.rest()
        return message

    async def until(self, truth: Callable[[], object], sentence: str) -> None:
        """Jump from one due thing to the next until this is so."""
        for _ in range(MOST_JUMPS):
            await self.rest()
            if truth():
                return
            if await self.theatre.clock.jump_to_next() is None:
                break
        raise TourError(f"this never came to be: {sentence}")

    async def pass_time(self, length: timedelta) -> None:
        """Let a length of time pass, stopping at everything that is due in it."""
        end = self.theatre.clock.now() + length
        for _ in range(MOST_JUMPS):
            await self.rest()
            due = self.theatre.clock.next_due
            if due is None or due >= end.timestamp():
                break
            await self.theatre.clock.jump_to_next()
        if self.theatre.clock.now() < end:
            self.theatre.clock.jump(end)
        await self.rest()

    async def to(self, year: int, month: int, day: int, hour: int, minute: int = 0) -> None:
        """Let time pass until an instant (UTC)."""
        then = datetime(year, month, day, hour, minute, tzinfo=UTC)
        await self.pass_time(then - self.theatre.clock.now())

    def private(self, name: str, saying: str = "", button: str = "") -> Json | None:
        """Return somebody's newest direct message that says this and has this button."""
        hand = self.hand(name)
        return newest(hand.messages(hand.open_dm()), saying, button)

    def in_room(self, name: str, saying: str = "", button: str = "") -> Json | None:
        """Return the newest such message in the private room of somebody's set."""
        for channel in self.hand(name).channels():
            if str(channel.get("name", "")).startswith("set-") and channel["type"] == 0:
                found = newest(self.hand(name).messages(channel["id"]), saying, button)
                if found is not None:
                    return found
        return None

    def need_name(self, name: str, sentence: str) -> str:
        """Return the name, or fail the tour when there is none."""
        self.expect(name, sentence)
        return name

    def need(self, message: Json | None, sentence: str) -> Json:
        """Return the message, or fail the tour."""
        if message is None:
            raise TourError(sentence)
        return message


def newest(messages: list[Json], saying: str = "", button: str = "") -> Json | None:
    """Return the newest message that says this and has this button."""
    for message in reversed(messages):
        labels = [one["label"] for one in buttons(message)]
        if saying in text_of(message) and (not button or button in labels):
            return message
    return None
