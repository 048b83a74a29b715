"""A set has fewer than four people: each is asked in private how they would like to go on.

Knows the ways there are, who has chosen which until it is settled, and what follows: the set and
its coordinator hear what most chose. Must not tell anybody who chose what, nor how many did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum

from learning.effects import Card, Effect, Place, To, post, wake
from learning.ports import Unit
from learning.refusals import Refusal, Stale
from learning.sets import LearningSet
from learning.writing import Draft
from services.changes import ANSWER_IN, change_name, is_asked, keep_change, open_change
from services.desk_news import tell_desk
from services.finding import LIVE, all_of_me, seats_of
from services.kit import Kit, Who
from services.races import until_kept
from services.values import Note

FORM = "ways"
MEETS = 3  # fewer do not meet


class Way(StrEnum):
    """How a small set may go on."""

    NEW = "new"  # with one more person: there is room for a fourth
    MERGE = "merge"  # as one with another set
    GO_ON = "go_on"  # as it is
    FINISH = "finish"


class Ways:
    """Takes what each would like, and tells what most would like."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def mine(self, who: Who) -> str:
        """Return my set when it is asked how to go on, or refuse."""
        async with self._kit.units.read() as unit:
            ids = tuple(person.id for person in await all_of_me(unit, who))
            places = await unit.memberships.where(person_id=ids, left_at=None) if ids else ()
            for place in places:
                if await _asked(unit, self._kit, place.set_id) is not None:
                    return place.set_id
        raise Refusal("topup.nothing")

    async def say(self, who: Who, set_id: str, way: Way) -> Note:
        """Take a private choice; it can be changed until all have said something."""
        await until_kept(lambda: self._say(who, set_id, way))
        async with self._kit.units.read() as unit:
            if await _asked(unit, self._kit, set_id) is None:
                return Note(key="ways.settled")
            ways = ways_for(len(await seats_of(unit, set_id)))
        return Note(key=f"ways.mine.{way}", buttons=_buttons(set_id, ways))

    async def over(self, set_id: str) -> None:
        """When the days to choose are over, go by those who have said something."""
        async with self._kit.units.write() as unit:
            draft = await unit.drafts.get(change_name(set_id))
            if draft is None or FORM not in draft.fields:
                return
            if self._kit.now() - draft.saved_at >= ANSWER_IN:
                await self._settle(unit, await unit.sets.need(set_id))

    async def card(self, unit: Unit, card: Card) -> object | None:
        """Return the private question; None once it is over."""
        found = await _asked(unit, self._kit, card.about)
        if found is None:
            return None
        ways = ways_for(len(await seats_of(unit, found.id)))
        key = "ways.ask" if Way.GO_ON in ways else "ways.ask.few"
        return Note(key=key, facts={"set": found.name}, buttons=_buttons(found.id, ways))

    async def settled(self, unit: Unit, card: Card) -> object | None:
        """Return what the set hears."""
        found = await unit.sets.get(card.about)
        if found is None or found.stage not in LIVE:
            return None
        told = card.detail
        return Note(key=f"ways.room.{told}", facts={"set": found.name})

    async def _say(self, who: Who, set_id: str, way: Way) -> None:
        async with self._kit.units.write() as unit:
            found = await _asked(unit, self._kit, set_id)
            if found is None:
                raise Stale("topup.over")
            left = {place.person_id for place in await seats_of(unit, set_id)}
            everywhere = await all_of_me(unit, replace(who, guild_xid=0))
            person = next((one for one in everywhere if one.id in left), None)
            if person is None:
                raise Refusal("not_yours")
            if way not in ways_for(len(left)):
                raise Refusal("ways.too_few")
            found = await unit.sets.save(found)  # of two answers at once one is taken first
            fields = {"choice": way.value, "person": person.id}
            form, now = f"{FORM}:{set_id}", self._kit.now()
            name = f"{person.xid}:{form}"
            said = Draft(id=name, person_xid=person.xid, form=form, fields=fields, saved_at=now)
            await unit.drafts.save(said)
            if {*await _choices(unit, found)} == left:
                await self._settle(unit, found)

    async def _settle(self, unit: Unit, found: LearningSet) -> None:
        """Tell the set and its coordinator what most chose, and forget who chose what."""
        chosen = most_wanted((await _choices(unit, found)).values())
        await _forget(unit, found)
        if found.stage not in LIVE:
            return
        told = chosen or "even"
        key = f"ways-room:{found.id}:{self._kit.now():%Y%m%dT%H%M%S}"
        room = post(key, Place(To.ROOM, found.id), Card("ways_settled", found.id, told))
        news = await tell_desk(unit, self._kit, found, f"small_{told}")
        await unit.work.add([room, *news], self._kit.now())


async def grown_small(unit: Unit, kit: Kit, found: LearningSet) -> list[Effect]:
    """Ask those who are left; a set that is asked something else hears of it only if that fails."""
    left = [place.person_id for place in await seats_of(unit, found.id)]
    if not left or await is_asked(unit, kit, found.id):
        return await tell_desk(unit, kit, found, "small")
    await _forget(unit, found)
    await keep_change(unit, kit, found.id, {FORM: str(len(left))})
    now = kit.now()
    stamp, until = f"{found.id}:{found.revision}", now + ANSWER_IN
    card = Card("ways", found.id)
    asked = [post(f"ways:{stamp}:{one}", Place(To.PERSON, one), card, until=until) for one in left]
    over = wake(f"ways-over:{stamp}", "ways.over", found.id, until)
    return [*asked, over, *await tell_desk(unit, kit, found, "small_asked")]


def ways_for(people: int) -> tuple[Way, ...]:
    """Return the ways of so many people: fewer than three cannot meet, and one more is too few."""
    return tuple(Way) if people >= MEETS else (Way.MERGE, Way.FINISH)


def most_wanted(choices: Iterable[Way]) -> Way | None:
    """Return what was chosen more often than anything else, if anything was."""
    tally = Counter(choices).most_common(2)
    if not tally or (len(tally) > 1 and tally[0][1] == tally[1][1]):
        return None
    return tally[0][0]


async def _asked(unit: Unit, kit: Kit, set_id: str) -> LearningSet | None:
    """Return a set that is asked how to go on now."""
    draft, found = await open_change(unit, kit, set_id), await unit.sets.get(set_id)
    asked = draft is not None and FORM in draft.fields
    return found if asked and found is not None and found.stage in LIVE else None


async def _choices(unit: Unit, found: LearningSet) -> dict[str, Way]:
    """Return what those who are still in a set have chosen, by person."""
    left = {place.person_id for place in await seats_of(unit, found.id)}
    said = await unit.drafts.where(form=f"{FORM}:{found.id}")
    return {
        one.fields["person"]: Way(one.fields["choice"])
        for one in said
        if one.fields["person"] in left
    }


async def _forget(unit: Unit, found: LearningSet) -> None:
    for one in await unit.drafts.where(form=f"{FORM}:{found.id}"):
        await unit.drafts.remove(one.id)
    await unit.drafts.remove(change_name(found.id))


def _buttons(set_id: str, ways: Sequence[Way]) -> tuple[tuple[str, str, int], ...]:
    return tuple((f"ways.{way}", set_id, 0) for way in ways)
