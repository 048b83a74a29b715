"""Retiring: what is past its time is removed, and who has waited long is asked.

Knows what is kept, and hears from `learning.retention` until when. Must not keep anything longer
because it might be useful. It wakes itself: on the morning after something next comes to its time,
and at least once a week.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, time, timedelta

from learning.effects import Card, Effect, Place, To, post, remove, wake
from learning.meetings import Meeting
from learning.people import Person, Standing
from learning.ports import Unit
from learning.refusals import Refusal
from learning.retention import after, ended_at, last_heard
from learning.sentences import MAY_LEAVE, UNDECIDED
from learning.session.state import Status
from learning.sets import LearningSet
from services.erasing import Erasing
from services.kit import Kit, Who

AT_MOST = timedelta(days=7)
MORNING = time(3, 10)  # UTC: nobody meets then
REMOVED = (
    *("reflections", "actions", "bids", "sessions", "sets", "calls", "audits"),
    "sentences",
)
ON_THE_LIST = (Standing.WAITING, Standing.PAUSED)

Due = tuple[datetime, str, str]  # when, what, and its id


class Retiring:
    """Removes what is past its time; doing it twice does no harm."""

    def __init__(self, kit: Kit, erasing: Erasing) -> None:
        self._kit = kit
        self._keep = kit.retention
        self._erasing = erasing

    async def begin(self) -> None:
        """See to it that there is a next time."""
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            if not await unit.work.pending("retire:"):
                await unit.work.add([_next(now, now)], now)

    async def run(self) -> dict[str, int]:
        """Remove what is past its time; returns how many of each kind."""
        now = self._kit.now()
        removed: dict[str, int] = {}
        async with self._kit.units.write() as unit:
            effects: list[Effect] = []
            coming = now + AT_MOST
            async for at, what, id in self._all(unit):
                if at > now:
                    coming = min(coming, at)
                    continue
                effects += await self._retire(unit, what, id, now)
                removed[what] = removed.get(what, 0) + 1
            await unit.work.add([*effects, _next(now, coming)], now)
        return removed

    def days(self) -> dict[str, int]:
        """Return for how many days each kind of thing is kept, by name."""
        return self._keep.days()

    async def stay(self, who: Who) -> None:
        """Keep somebody on the list who was asked and says yes."""
        async with self._kit.units.write() as unit:
            people = await unit.people.where(xid=who.xid)
            if not people:
                raise Refusal("join.first")
            for person in people:
                await unit.work.void(f"list.erase:{person.id}:", self._kit.now())

    async def erase(self, person_id: str, asked_at: datetime) -> None:
        """Erase somebody who was asked and said nothing, unless they were heard of since."""
        async with self._kit.units.read() as unit:
            person = await unit.people.get(person_id)
            if person is None or person.xid <= 0:
                return
            for one in await unit.people.where(xid=person.xid):
                heard = await self._heard(unit, one)
                if heard is None or heard > asked_at:
                    return
        await self._erasing.erase(Who(xid=person.xid))

    async def _all(self, unit: Unit) -> AsyncIterator[Due]:
        """Go through all that is kept for a time, with the end of its time."""
        for found in await unit.sets.where():
            meetings = await unit.meetings.where(set_id=found.id)
            async for due in self._of_set(unit, found, meetings):
                yield due
        for concern in await unit.concerns.where():
            if concern.closed_at and (concern.text or concern.person_xid):
                yield after(concern.closed_at, self._keep.concern), "concerns", concern.id
        for call in await unit.calls.where():
            yield after(call.closed_at or call.closes_at, self._keep.calls), "calls", call.id
        for audit in await unit.audits.where():
            yield after(audit.at, self._keep.audit), "audits", audit.id
        for person in await unit.people.where(standing=ON_THE_LIST):
            heard = await self._heard(unit, person)
            if heard is not None:
                yield await self._ask_at(unit, person, heard), "asked", person.id

    async def _of_set(
        self, unit: Unit, found: LearningSet, meetings: tuple[Meeting, ...]
    ) -> AsyncIterator[Due]:
        keep = self._keep
        for bid in await unit.bids.where(set_id=found.id):
            yield keep.asked_until(bid.made_at, meetings), "bids", bid.id
        for question in await unit.questions.where(set_id=found.id):
            yield keep.asked_until(question.asked_at, meetings), "questions", question.id
        for line in await unit.reflections.where(set_id=found.id, shared=False):
            yield after(line.made_at, keep.private_reflection), "reflections", line.id
        for sentence in await unit.sentences.where(set_id=found.id, state=UNDECIDED):
            yield after(sentence.offered_at, keep.sentence), "sentences", sentence.id
        for session in await unit.sessions.where(set_id=found.id):
            if session.status is not Status.RUNNING:
                yield after(session.ended_at or session.ends_at, keep.hours), "sessions", session.id
        places = await unit.memberships.where(set_id=found.id)
        over = ended_at(found, places, meetings)
        if over:
            async for due in self._of_ended(unit, found, over):
                yield due

    async def _of_ended(self, unit: Unit, found: LearningSet, over: datetime) -> AsyncIterator[Due]:
        shared = after(over, self._keep.shared)
        for line in await unit.reflections.where(set_id=found.id):
            yield shared, "reflections", line.id
        for sentence in await unit.sentences.where(set_id=found.id, state=MAY_LEAVE):
            yield shared, "sentences", sentence.id
        for action in await unit.actions.where(set_id=found.id):
            yield shared, "actions", action.id
        yield max(shared, after(over, self._keep.hours)), "sets", found.id

    async def _ask_at(self, unit: Unit, person: Person, heard: datetime) -> datetime:
        """Return when to ask somebody next: each half year or so after they were heard of."""
        every = self._keep.waiting_ask
        times = max(1, (self._kit.now() - heard).days // every)
        if await unit.work.effect(_asking(person, heard, times)):
            times += 1
        return after(heard, every * times)

    async def _retire(self, unit: Unit, what: str, id: str, now: datetime) -> list[Effect]:
        match what:
            case "asked":
                return await self._ask(unit, await unit.people.need(id), now)
            case "concerns":
                case = await unit.concerns.need(id)
                await unit.concerns.save(replace(case, text="", person_xid=0))
            case "questions":
                await unit.questions.remove(id)
                return [remove(f"question:{id}:retired", f"question:{id}", id)]
            case _ if what in REMOVED:
                await getattr(unit, what).remove(id)
            case _:
                raise ValueError(what)
        return []

    async def _ask(self, unit: Unit, person: Person, now: datetime) -> list[Effect]:
        """Ask in private whether somebody would like to stay on the list."""
        heard = await self._heard(unit, person) or now
        key = _asking(person, heard, max(1, (now - heard).days // self._keep.waiting_ask))
        until = after(now, self._keep.waiting_erase)
        card = Card("still", person.id)
        stamp = f"{now:%Y%m%dT%H%M%S}"
        return [
            post(key, Place(To.PERSON, person.id), card, until=until),
            wake(f"list.erase:{person.id}:{stamp}", "list.erase", person.id, until),
        ]

    async def _heard(self, unit: Unit, person: Person) -> datetime | None:
        """Return when somebody on the list was last heard of; None while they are in a set."""
        places = await unit.memberships.where(person_id=person.id)
        if person.standing not in ON_THE_LIST or any(place.left_at is None for place in places):
            return None
        return last_heard(person.joined_at, places)


def asked_at(effect: Effect) -> datetime:
    """Return when the question was asked that an erasure follows."""
    return datetime.strptime(f"{effect.key.rpartition(':')[2]}+0000", "%Y%m%dT%H%M%S%z")


def _asking(person: Person, heard: datetime, times: int) -> str:
    return f"still:{person.id}:{heard:%Y%m%d}:{times}"


def _next(now: datetime, coming: datetime) -> Effect:
    """Wake on the morning after `coming`, and not before tomorrow."""
    at = datetime.combine(coming.date(), MORNING, coming.tzinfo)
    while at <= now or at < coming:
        at += timedelta(days=1)
    return wake(f"retire:{at:%Y-%m-%d}", "retire", "", at)
