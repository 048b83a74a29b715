"""What a coordinator changes in a plan by hand: sets that stay, who comes first, who is apart.

Knows what may be wished for, and that no rule is broken by it. Must not know how a plan is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from learning.areas import Area
from learning.forming.plan import FormedSet
from learning.ports import Unit
from learning.refusals import Refusal, Stale
from learning.sets import LearningSet
from services.finding import seats_of
from services.kit import Kit, Who
from services.places import area_named
from services.plan_state import Laid, Question, drafts_of, laid_out, question_of
from services.planning import audit_of, seat
from services.values import SETS_A_PAGE
from services.wishes import Wishes, keep_wishes, pair, wishes_of

Change = Callable[[tuple[str, ...]], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Room:
    """A set of a plan that could take somebody in."""

    set_id: str
    name: str
    block: str


class Arranging:
    """Changes the plan of an area, or what the next one has to respect."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def keep(self, who: Who, area_name: str, sets: Iterable[str], page: int = 0) -> None:
        """Let sets, by name or id, stay as they are in every new plan, or not any more.

        With a `page`, exactly those named stay of the sets that stand on it.
        """
        async with self._kit.units.write() as unit:
            area, wishes, _ = await self._open(unit, who, area_name)
            drafts = await drafts_of(unit, self._kit, who.guild_xid, area.code)
            asked = {_set_named(drafts, one).id for one in sets}
            on_page = drafts[(page - 1) * SETS_A_PAGE : page * SETS_A_PAGE] if page else ()
            shown = {draft.id for draft in on_page}
            kept = {one for one in wishes.keep if one in {draft.id for draft in drafts}}
            kept = (kept - shown) | asked if shown else kept ^ asked
            wishes = _loosened(wishes, tighter=kept >= {*wishes.keep})
            await self._keep(unit, who, area, replace(wishes, keep=tuple(sorted(kept))))

    async def first(self, who: Who, area_name: str, person: str) -> None:
        """Let somebody come first in every new plan, or not any more."""
        async with self._kit.units.write() as unit:
            area, wishes, question = await self._open(unit, who, area_name)
            one = _person_named(question, person)
            first = tuple(sorted({*wishes.first} ^ {one}))
            await self._keep(unit, who, area, replace(wishes, first=first))

    async def apart(self, who: Who, area_name: str, one: str, other: str) -> None:
        """Let two people never share a set, or let them again."""
        async with self._kit.units.write() as unit:
            area, wishes, question = await self._open(unit, who, area_name)
            two = pair(_person_named(question, one), _person_named(question, other))
            if two[0] == two[1]:
                raise Refusal("plan.same")
            apart = tuple(sorted({*wishes.apart} ^ {two}))
            wishes = _loosened(wishes, tighter={*apart} >= {*wishes.apart})
            await self._keep(unit, who, area, replace(wishes, apart=apart))

    async def swap(self, who: Who, area_name: str, one: str, other: str, number: int = 0) -> None:
        """Let two people change places; refuses when a rule would be broken, and says which set.

        `number` is the plan that was looked at; another one since is Stale.
        """
        async with self._kit.units.write() as unit:
            area, wishes, question = await self._open(unit, who, area_name)
            if number and number != wishes.number:
                raise Stale("publish.newer", area=area.short)
            a, b = _person_named(question, one), _person_named(question, other)
            drafts = await drafts_of(unit, self._kit, who.guild_xid, area.code)
            homes = await _homes(unit, drafts)
            if homes.get(a) == homes.get(b):
                raise Refusal("plan.swap_same")
            for draft in drafts:
                if draft.id in {homes.get(a), homes.get(b)}:
                    await self._change(unit, question, draft, {a: b, b: a})
            await self._keep(unit, who, area, wishes)

    async def put(self, who: Who, area_name: str, person: str, name: str) -> None:
        """Give somebody a place in a set, which from then on stays in every new plan with them.

        Refuses when it would break a rule in that set, or in the one that they come from.
        """
        async with self._kit.units.write() as unit:
            area, wishes, question = await self._open(unit, who, area_name)
            one = _person_named(question, person)
            drafts = await drafts_of(unit, self._kit, who.guild_xid, area.code)
            new, homes = _set_named(drafts, name), await _homes(unit, drafts)
            if homes.get(one) != new.id:
                for draft in drafts:
                    if draft.id == homes.get(one):
                        await self._reseat(unit, question, draft, _without(one))
                await self._reseat(unit, question, new, lambda people: (*people, one))
            kept = tuple(sorted({*wishes.keep, new.id}))
            await self._keep(unit, who, area, replace(wishes, keep=kept))

    async def rooms_for(
        self, who: Who, area_name: str, person: str
    ) -> tuple[str, tuple[Room, ...]]:
        """Return somebody's name, and the sets they could have a place in, theirs among them."""
        async with self._kit.units.read() as unit:
            area, _, question = await self._open(unit, who, area_name)
            one = _person_named(question, person)
            drafts = await drafts_of(unit, self._kit, who.guild_xid, area.code)
            laid = await laid_out(unit, drafts)
        home = next((it for it in laid if one in it.formed.members), None)
        movable = home is None or _may(question, home, _without(one))
        found = [it for it in laid if movable and _may(question, it, lambda now: (*now, one))]
        rooms = [it for it in laid if it is home or it in found]
        name = question.people[one].name
        if not rooms:
            raise Refusal("plan.no_room", name=name)
        return name, tuple(Room(it.id, it.name, it.formed.block) for it in rooms)

    async def people(self, who: Who, area_name: str, typed: str) -> list[tuple[str, str]]:
        """Suggest people of an area, as (label, id)."""
        async with self._kit.units.read() as unit:
            _, _, question = await self._open(unit, who, area_name)
        fits = [p for p in question.people.values() if typed.lower() in p.name.lower()]
        return [(p.name, p.id) for p in sorted(fits, key=lambda p: p.name)]

    async def sets(self, who: Who, area_name: str, typed: str) -> list[tuple[str, str]]:
        """Suggest the sets of a plan, as (label, name)."""
        async with self._kit.units.read() as unit:
            area, _, _ = await self._open(unit, who, area_name)
            drafts = await drafts_of(unit, self._kit, who.guild_xid, area.code)
        return [(one.name, one.name) for one in drafts if typed.lower() in one.name.lower()]

    async def _open(self, unit: Unit, who: Who, area_name: str) -> tuple[Area, Wishes, Question]:
        area = area_named(self._kit.atlas, area_name)
        wishes = await wishes_of(unit, self._kit, who.guild_xid, area.code)
        open_ = replace(wishes, wide=True, keep=())
        return area, wishes, await question_of(unit, self._kit, who, area, open_)

    async def _keep(self, unit: Unit, who: Who, area: Area, wishes: Wishes) -> None:
        """Keep what is wished; what was proved of the plan still holds for it."""
        await keep_wishes(unit, self._kit, who.guild_xid, area.code, wishes)
        await unit.audits.add(audit_of(self._kit, who, "arrange", area.code))

    async def _change(
        self, unit: Unit, question: Question, draft: LearningSet, change: dict[str, str]
    ) -> None:
        """Let one set have other people in the same seats, when that is a set that may meet."""
        await self._reseat(
            unit, question, draft, lambda people: tuple(change.get(one, one) for one in people)
        )

    async def _reseat(
        self, unit: Unit, question: Question, draft: LearningSet, change: Change
    ) -> None:
        people = change(tuple(m.person_id for m in await seats_of(unit, draft.id)))
        formed = question.placed(FormedSet(draft.area, draft.block, people))
        if formed is None:
            raise Refusal("plan.swap_breaks", name=draft.name)
        for place in await seats_of(unit, draft.id):
            await unit.memberships.remove(place.id)
        await unit.sets.save(replace(draft, area=formed.area))
        await seat(unit, draft.id, people)


def _loosened(wishes: Wishes, *, tighter: bool) -> Wishes:
    """What was proved holds while wishes are added; once one is taken back nobody knows."""
    return wishes if tighter else replace(wishes, bound=0)


async def _homes(unit: Unit, drafts: Iterable[LearningSet]) -> dict[str, str]:
    return {m.person_id: draft.id for draft in drafts for m in await seats_of(unit, draft.id)}


def _without(person: str) -> Change:
    return lambda people: tuple(one for one in people if one != person)


def _may(question: Question, laid: Laid, change: Change) -> bool:
    """Say whether a set breaks no rule with other people in it."""
    people = change(laid.formed.members)
    if len(set(people)) < len(people):
        return False
    return question.placed(replace(laid.formed, members=people)) is not None


def _set_named(drafts: Iterable[LearningSet], text: str) -> LearningSet:
    for draft in drafts:
        if text.strip().lower() in {draft.id.lower(), draft.name.lower()}:
            return draft
    raise Refusal("plan.no_set", name=text)


def _person_named(question: Question, text: str) -> str:
    """Return the id of somebody by their id, or by a name that only one person has."""
    if text in question.people:
        return text
    same = [p.id for p in question.people.values() if p.name.lower() == text.strip().lower()]
    if len(same) != 1:
        raise Refusal("plan.no_person" if not same else "plan.two_people", name=text)
    return same[0]
