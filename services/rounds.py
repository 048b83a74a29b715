"""Rounds of six: when one is over the guide may begin another, in the time whose turn it is.

Knows when a round is over, and which weekly time comes next. Must not know how dates are found.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from learning.effects import Card, Effect, Place, To, post, wake
from learning.meetings import Meeting, MeetingState
from learning.ports import Unit
from learning.refusals import Refusal
from learning.rotation import fair
from learning.sets import DatesAnswer, LearningSet
from services.clashing import likings
from services.dating import AFTER, COUNT, Dating, rounds_of
from services.finding import LIVE, my_set, seats_of
from services.kit import Kit, Who
from services.values import Note

SHORTEST = 60  # minutes of the shortest plan of a whole meeting
TO_COME = (MeetingState.PLANNED, MeetingState.RUNNING)
Reader = Callable[[Unit, Card], Awaitable[object | None]]


class Rounds:
    """Offers the next round, and begins it."""

    def __init__(self, kit: Kit, dating: Dating) -> None:
        self._kit = kit
        self._dating = dating

    @property
    def readers(self) -> dict[str, Reader]:
        """Who reads the card that offers a round."""
        return {"round": self._card}

    async def look(self, set_id: str) -> None:
        """When no date is left, offer the guide another round; else look again after the last."""
        async with self._kit.units.write() as unit:
            found = await unit.sets.get(set_id)
            if found is None or found.stage not in LIVE:
                return
            meetings = await unit.meetings.where(set_id=set_id)
            left = [one for one in meetings if one.state in TO_COME]
            effects = [look_after(found.id, left)] if left else [_offer(found, meetings)]
            await unit.work.add(effects, self._kit.now())

    async def begin(self, who: Who, set_id: str = "") -> Note:
        """Fix six more dates for my set, in the time whose turn it is."""
        async with self._kit.units.write() as unit:
            person, found = await my_set(unit, who)
            if set_id and found.id != set_id:
                raise Refusal("not_yours")
            meetings = await unit.meetings.where(set_id=found.id)
            if not meetings:
                raise Refusal("session.none")
            if person.id not in {found.guide_id, found.deputy_id}:
                raise Refusal("session.not_guide")
            if any(one.state in TO_COME for one in meetings):
                raise Refusal("round.not_over")
            kept = await self._turned(unit, found, meetings)
            for place in await seats_of(unit, found.id):
                if place.dates is not DatesAnswer.NONE:
                    await unit.memberships.save(replace(place, dates=DatesAnswer.NONE))
            done = max((one.number for one in meetings), default=0)
            effects = await self._dating.fix(unit, kept, after=done)
            await unit.work.add(effects, self._kit.now())
        return Note(key="round.begun")

    async def _turned(
        self, unit: Unit, found: LearningSet, meetings: tuple[Meeting, ...]
    ) -> LearningSet:
        block, _ = await turn(unit, found, meetings)
        return await unit.sets.save(replace(found, block=block)) if block != found.block else found

    async def _card(self, unit: Unit, card: Card) -> object | None:
        found = await unit.sets.get(card.about)
        if found is None or found.stage not in LIVE:
            return None
        facts: dict[str, object] = {"n": COUNT}
        return Note(key="round", facts=facts, buttons=(("round.begin", found.id, 0),))


async def turn(unit: Unit, found: LearningSet, meetings: tuple[Meeting, ...]) -> tuple[str, str]:
    """Return the weekly time of the next round, and why it is its turn."""
    past = [block for _, block in sorted(rounds_of(meetings).items())] or [found.block]
    people = await likings(unit, found)
    return fair(people, past, SHORTEST) if people else (found.block, "same")


def look_after(set_id: str, meetings: list[Meeting]) -> Effect:
    """Return the look at a set on the day after its last meeting."""
    last = max(meetings, key=lambda one: one.starts_at)
    at = last.starts_at + timedelta(minutes=last.minutes) + AFTER
    return wake(f"round:{set_id}:{at:%Y%m%d%H%M}", "round.look", set_id, at)


def _offer(found: LearningSet, meetings: tuple[Meeting, ...]) -> Effect:
    done = max((one.number for one in meetings), default=0)
    guide = Place(To.PERSON, found.guide_id)
    return post(f"round-over:{found.id}:{done}:{found.guide_id}", guide, Card("round", found.id))
