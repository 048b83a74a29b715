"""A character who acts by themselves: joins, answers cards, speaks when it is their turn.

Knows labels of buttons and a character's habits. Must not know the bot's insides.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from practice.cast import Character
from practice.hands import Answer, Hand, RefusedError, text_of
from practice.theatre import Theatre

Json = dict[str, Any]
ANSWERS = {
    "keen": ("Yes", "Works", "Coming", "I am somewhere private", "Did it"),
    "declines": ("Rather not this one", "Works", "Coming", "I am somewhere private", "Partly"),
    "later": ("Ask me later", "One clash", "Coming", "I am somewhere private", "Not yet"),
    "types": ("Yes", "Works", "Type only", "Did it"),
}
OPEN = "Open"
EPHEMERAL = 64


class Robot:
    """One character at their phone."""

    def __init__(self, theatre: Theatre, character: Character) -> None:
        self.theatre = theatre
        self.character = character
        self.hand: Hand = theatre.hand(character.name)
        self._done: set[str] = set()

    async def join(self) -> Answer:
        """Type /join and fill in both forms and both menus."""
        one, hand = self.character, self.hand
        opened = await hand.command(self.theatre.lobby.id, "join")
        first = await hand.submit(
            form_of(opened),
            {"name": one.name, "role": one.role, "own_words": one.words, "area": one.area,
             "how_far": one.how_far},
        )  # fmt: skip
        menus = await settled(first)
        await hand.choose(menus, control(menus, "s:join.good"), one.good)
        if one.possible:
            await hand.choose(menus, control(menus, "s:join.possible"), one.possible)
        opened = await hand.press(menus, custom_id=control(menus, "b:join.next"))
        values: dict[str, Any] = {
            "access": one.access, "organisation": one.organisation, "hope": one.hope,
            "can_guide": one.can_guide,
        }  # fmt: skip
        done = await hand.submit(form_of(opened), values)
        return await done.settled()

    async def answer_cards(self) -> int:
        """Answer every private card that is waiting; returns how many."""
        count = 0
        for message in list(self._waiting()):
            label = None if int(message.get("flags", 0)) & EPHEMERAL else self._label(message)
            if label is not None:
                self._done.add(self._mark(message, label))
                count += await self._press(message, label)
        return count

    async def take_turn(self) -> bool:
        """Press Done when the floor is mine; True when it was."""
        for channel in self.hand.channels():
            for message in self.hand.messages(channel["id"])[-6:]:
                if self._is_my_floor(message):
                    await self._press(message, "Done")
                    return True
        return False

    async def live(self, pace: float) -> None:
        """Go on acting until cancelled; `pace` is virtual seconds between looks."""
        while True:
            await asyncio.sleep(max(0.5, pace / max(self.theatre.clock.speed, 1.0)))
            try:
                await self.answer_cards()
                await self.take_turn()
            except (RefusedError, LookupError):
                continue

    def _waiting(self) -> Iterator[Json]:
        """Go through my private messages, and the mentions that open one."""
        dm = self.hand.open_dm()
        yield from self.hand.messages(dm)[-12:]
        for channel in self.hand.channels():
            if channel["id"] != str(dm):
                yield from self.hand.messages(channel["id"])[-8:]

    def _label(self, message: Json) -> str | None:
        labels = [one["label"] for one in buttons(message)]
        mine = f"<@{self.hand.id}>" in text_of(message)
        wanted = (*ANSWERS[self.character.habit], *((OPEN,) if mine else ()))
        for label in wanted:
            if label in labels and self._mark(message, label) not in self._done:
                return label
        return None

    def _mark(self, message: Json, label: str) -> str:
        return f"{message['id']} {label}"

    async def _press(self, message: Json, label: str) -> int:
        try:
            answer = await self.hand.press(message, label)
        except RefusedError:
            return 0
        if label == OPEN and answer.message is not None:
            inner = self._label(answer.message)
            if inner is not None:
                await self.hand.press(answer.message, inner)
        if label == "Ask me later":
            self.character = patient(self.character)
        return 1

    def _is_my_floor(self, message: Json) -> bool:
        labels = [one["label"] for one in buttons(message)]
        return "Done" in labels and f"Floor: {self.character.name}" in text_of(message)


def patient(character: Character) -> Character:
    """Return somebody who asked for time, now ready to say yes."""
    return replace(character, habit="keen")


def buttons(message: Json) -> list[Json]:
    """Return the live buttons of a message that send something."""
    found: list[Json] = []
    _walk(message.get("components", []), found)
    return [one for one in found if one.get("type") == 2 and not one.get("disabled")]


def control(message: Json, begins: str) -> str:
    """Return the custom_id of the first control whose id begins so; LookupError when none does."""
    found: list[Json] = []
    _walk(message.get("components", []), found)
    for one in found:
        if str(one.get("custom_id", "")).startswith(begins):
            return str(one["custom_id"])
    raise LookupError(f"nothing here begins with {begins!r}: {text_of(message)[:200]}")


def form_of(answer: Answer) -> Json:
    """Return the form that opened; LookupError with what came instead."""
    if answer.modal is None:
        raise LookupError(f"no form opened, but: {answer.text or 'nothing'}")
    return answer.modal


async def settled(answer: Answer) -> Json:
    """Return the message an answer came to; LookupError when there is none."""
    await answer.settled()
    if answer.message is None:
        raise LookupError("no message came")
    return answer.message


def _walk(parts: list[Json], found: list[Json]) -> None:
    for part in parts:
        found.append(part)
        _walk(part.get("components", []), found)
        for key in ("accessory", "component"):
            if isinstance(part.get(key), dict):
                _walk([part[key]], found)
