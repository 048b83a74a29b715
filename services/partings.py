"""After a set has ended each says in private: another set, the same people again, or leave.

Knows who was there at the end, and what follows once all have said something or the time is over.
Must not tell anybody who said what, beyond putting those who wish for it into one draft: that much
they are told beforehand. A coordinator publishes the draft, or does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

from learning.effects import Card, Effect, Place, To, post, wake
from learning.forming import score
from learning.forming.plan import FormedSet
from learning.forming.rules import allowed
from learning.forming.table import build
from learning.people import Person, Standing
from learning.ports import Unit
from learning.refusals import Refusal, Stale
from learning.sets import LearningSet, Membership, Stage
from learning.writing import Draft
from services.desk_news import tell_desk
from services.finding import all_of_me, desk_for, people_of
from services.kit import Kit, Who
from services.places import line
from services.planning import seat
from services.problem import free_people, met_of, problem_of
from services.values import Note
from services.wishes import SIZES, keep_wishes, wished_around, wishes_of

FORM = "next"
TIME = timedelta(days=14)


class Choice(StrEnum):
    """What somebody would like next."""

    LIST = "list"  # another set, with other people where that can be
    AGAIN = "again"  # the same people once more
    LEAVE = "leave"  # not to be asked any more


class Partings:
    """Takes what each would like next, and brings those together who wish to go on."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def mine(self, who: Who) -> str:
        """Return my place in the set that ended last, or refuse."""
        async with self._kit.units.read() as unit:
            ids = tuple(person.id for person in await all_of_me(unit, who))
            places = await unit.memberships.where(person_id=ids) if ids else ()
            for place in sorted(places, key=_left, reverse=True):
                if await self._open(unit, place):
                    return place.id
        raise Refusal("next.nothing")

    async def say(self, who: Who, place_id: str, wanted: Choice) -> Note:
        """Take a private choice; it can be changed until all have said something."""
        async with self._kit.units.write() as unit:
            place = await unit.memberships.get(place_id)
            if place is None or not await self._open(unit, place):
                raise Stale("next.over")
            person = await unit.people.need(place.person_id)
            if person.xid != who.xid:
                raise Refusal("not_yours")
            leaves = wanted is Choice.LEAVE
            standing = Standing.PAUSED if leaves else Standing.WAITING
            if person.standing is not standing and person.standing is not Standing.PLACED:
                await unit.people.save(replace(person, standing=standing))
            await self._keep(unit, person, place.set_id, wanted)
            if await self._all_said(unit, place.set_id):
                await self._bring_together(unit, place.set_id)
        return Note(key=f"next.{wanted}", buttons=(("mydata.erase", "", 0),) if leaves else ())

    async def over(self, set_id: str) -> None:
        """When the days to choose are over, go on with those who have said something."""
        async with self._kit.units.write() as unit:
            if await unit.sets.get(set_id) is not None:
                await self._bring_together(unit, set_id)

    async def _open(self, unit: Unit, place: Membership) -> bool:
        """Say whether somebody was there at the end of a set, and may still choose."""
        found = await unit.sets.get(place.set_id)
        if found is None or found.stage is not Stage.ENDED or place.left_at is None:
            return False
        waits = bool(await unit.work.pending(_key(found.id)))
        return waits and place in await _at_the_end(unit, found.id)

    async def _keep(self, unit: Unit, person: Person, set_id: str, wanted: Choice) -> None:
        form = f"{FORM}:{set_id}"
        said = Draft(
            id=f"{person.xid}:{form}",
            person_xid=person.xid,
            form=form,
            fields={"choice": wanted.value, "person": person.id},
            saved_at=self._kit.now(),
        )
        await unit.drafts.save(said)

    async def _all_said(self, unit: Unit, set_id: str) -> bool:
        said = {d.fields["person"] for d in await unit.drafts.where(form=f"{FORM}:{set_id}")}
        return {place.person_id for place in await _at_the_end(unit, set_id)} <= said

    async def _bring_together(self, unit: Unit, set_id: str) -> None:
        """Put those who wish to go on into one draft, which stays in every new plan."""
        await unit.work.void(_key(set_id), self._kit.now())
        found = await unit.sets.need(set_id)
        drafts = await unit.drafts.where(form=f"{FORM}:{set_id}")
        wish = [d.fields["person"] for d in drafts if d.fields["choice"] == Choice.AGAIN]
        for draft in drafts:
            await unit.drafts.remove(draft.id)
        people = await self._still_free(unit, found, wish)
        formed = await self._formed(unit, found, people)
        if formed is None:
            effects = [_sorry(found, person) for person in people]
        else:
            effects = await self._draft(unit, found, formed)
        await unit.work.add(effects, self._kit.now())

    async def _still_free(
        self, unit: Unit, found: LearningSet, wish: Sequence[str]
    ) -> tuple[Person, ...]:
        free = {person.id for person in await free_people(unit, found.guild_xid)}
        return tuple((await people_of(unit, [one for one in wish if one in free])).values())

    async def _formed(
        self, unit: Unit, found: LearningSet, people: Sequence[Person]
    ) -> FormedSet | None:
        """Return these people as a set, at their old time if that still suits; None: no set."""
        wishes = await wished_around(unit, self._kit, found.guild_xid, found.area)
        met = await met_of(unit, found.guild_xid)
        table = build(problem_of(self._kit.atlas, people, replace(wishes, size="any"), met))
        team = sorted(table.index[person.id] for person in people if person.id in table.index)
        if len(team) < SIZES["any"][0] or not allowed(table, team):
            return None
        same = table.problem.blocks.index(found.block)
        suits = score.common(table, team) >> same & 1
        at = same if suits else score.best_block(table, team)
        ids = tuple(table.problem.members[row].id for row in team)
        return FormedSet(table.places[score.place(table, team)].code, table.problem.blocks[at], ids)

    async def _draft(self, unit: Unit, found: LearningSet, formed: FormedSet) -> list[Effect]:
        new = LearningSet(
            id=self._kit.dice.id(),
            guild_xid=found.guild_xid,
            area=formed.area,
            name=found.name,
            block=formed.block,
            stage=Stage.DRAFT,
            formed_at=self._kit.now(),
        )
        await unit.sets.add(new)
        await seat(unit, new.id, formed.members)
        desk = await desk_for(unit, found.guild_xid, line(self._kit.atlas, formed.area))
        if desk is not None:
            wishes = await wishes_of(unit, self._kit, found.guild_xid, desk.area)
            kept = replace(wishes, keep=(*wishes.keep, new.id), bound=0)
            await keep_wishes(unit, self._kit, found.guild_xid, desk.area, kept)
        return await tell_desk(unit, self._kit, new, "again")


def ask_next(place: Membership) -> Effect:
    """Ask somebody whose set has ended, in private."""
    return post(f"ended:{place.id}", Place(To.PERSON, place.person_id), Card("ended", place.id))


def wait_for(found: LearningSet, kit: Kit) -> Effect:
    """Return the moment until which those of an ended set may choose."""
    return wake(_key(found.id), "parting.over", found.id, kit.now() + TIME)


async def _at_the_end(unit: Unit, set_id: str) -> tuple[Membership, ...]:
    """Return the places of those who were in a set until it ended."""
    places = await unit.memberships.where(set_id=set_id)
    over = max((_left(place) for place in places), default=0.0)
    return tuple(place for place in places if _left(place) == over)


def _left(place: Membership) -> float:
    return place.left_at.timestamp() if place.left_at else 0.0


def _key(set_id: str) -> str:
    return f"parting:{set_id}"


def _sorry(found: LearningSet, person: Person) -> Effect:
    place = Place(To.PERSON, person.id)
    return post(f"not-again:{found.id}:{person.id}", place, Card("not_again", found.id))
