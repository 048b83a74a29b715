"""Two sets become one: everybody in both is asked in private, and it takes a yes from each.

Knows which set the other joins: the one whose time suits them all. Must not let anybody learn who
said what, only that all are happy, or that both sets stay as they are.
"""

from __future__ import annotations

from dataclasses import replace

from learning.effects import Card, Effect, Place, To, admit, post
from learning.forming import score
from learning.forming.rules import allowed
from learning.forming.table import build
from learning.people import Person
from learning.ports import Unit
from learning.refusals import Refusal, Stale
from learning.sets import Consent, LearningSet, Membership, membership_id
from learning.writing import Draft
from services.changes import ANSWER_IN, FORM, is_asked, keep_change, may_ask, open_change, say_yes
from services.desk_news import tell_desk
from services.finding import LIVE, all_of_me, coordinates, members_of, seats_of
from services.kit import Kit, Who
from services.lives import Lives
from services.places import line
from services.planning import audit_of
from services.problem import problem_of
from services.races import until_kept
from services.timetable import reminders_of
from services.values import Note
from services.wishes import wished_around


class Merging:
    """Asks two sets whether they would like to be one, and joins them when all are happy."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def ask(self, who: Who, set_id: str, other_id: str = "") -> Note:
        """Ask everybody in two sets; without `other_id` the set that suits best is chosen."""
        async with self._kit.units.write() as unit:
            found = await unit.sets.need(set_id)
            await coordinates(unit, who, line(self._kit.atlas, found.area))
            await may_ask(unit, self._kit, found)
            host, guest = await self._both(unit, who, found, other_id)
            fields = {"guest": guest.id, "host": host.id, "said": ""}
            draft = await keep_change(unit, self._kit, host.id, fields)
            await keep_change(unit, self._kit, guest.id, fields)
            people = (*await members_of(unit, host.id), *await members_of(unit, guest.id))
            await unit.work.add([self._question(draft, p) for p in people], self._kit.now())
            await unit.audits.add(audit_of(self._kit, who, "merge", host.area, host.id))
        facts: dict[str, object] = {"set": host.name, "other": guest.name, "n": len(people)}
        return Note(key="merge.begun", facts=facts)

    async def mine(self, who: Who) -> str:
        """Return the set that mine is asked to be one with."""
        async with self._kit.units.read() as unit:
            for draft in await unit.drafts.where(form=FORM):
                host = draft.fields.get("host", "")
                if host and await self._mine(unit, who, host):
                    return host
        raise Refusal("topup.nothing")

    async def answer(self, who: Who, host_id: str, *, happy: bool) -> Note:
        """Take a private answer of somebody in one of the two."""
        await until_kept(lambda: self._answer(who, host_id, happy=happy))
        return Note(key="topup.thanks")

    async def card(self, unit: Unit, card: Card) -> object | None:
        """Return the private question; None once it is over."""
        draft = await self._open(unit, card.about)
        if draft is None:
            return None
        host, guest = await _two(unit, draft)
        people = (*await members_of(unit, host.id), *await members_of(unit, guest.id))
        names = ", ".join(person.name for person in people)
        facts: dict[str, object] = {"set": host.name, "other": guest.name, "names": names}
        buttons = (("merge.yes", host.id, 0), ("merge.no", host.id, 0))
        return Note(key="merge.ask", facts=facts, buttons=buttons)

    async def joined(self, unit: Unit, card: Card) -> object | None:
        """Return what both sets hear when they have become one."""
        found = await unit.sets.get(card.about)
        return Note(key="merge.joined", facts={"set": found.name}) if found else None

    async def _both(
        self, unit: Unit, who: Who, found: LearningSet, other_id: str
    ) -> tuple[LearningSet, LearningSet]:
        """Return which of two sets stays and which joins it, or refuse."""
        if other_id:
            other = await unit.sets.need(other_id)
            await coordinates(unit, who, line(self._kit.atlas, other.area))
            await may_ask(unit, self._kit, other)
            others = [other]
        else:
            live = await unit.sets.where(guild_xid=found.guild_xid, stage=LIVE)
            others = [one for one in live if not await is_asked(unit, self._kit, one.id)]
        best: tuple[int, LearningSet, LearningSet] | None = None
        for other in others:
            for host, guest in ((found, other), (other, found)):
                worth = await self._worth(unit, host, guest) if host.id != guest.id else None
                if worth is not None and (best is None or worth > best[0]):
                    best = worth, host, guest
        if best is None:
            raise Refusal("merge.nobody", name=found.name)
        return best[1], best[2]

    async def _worth(self, unit: Unit, host: LearningSet, guest: LearningSet) -> int | None:
        """Return what the two would be worth as one, at the host's time; None when they cannot."""
        places = await unit.memberships.where(set_id=host.id)
        ever = {place.person_id for place in places}
        people = (*await members_of(unit, host.id), *await members_of(unit, guest.id))
        if any(place.person_id in ever for place in await seats_of(unit, guest.id)):
            return None
        wishes = await wished_around(unit, self._kit, host.guild_xid, host.area)
        table = build(problem_of(self._kit.atlas, people, replace(wishes, size="any")))
        team = sorted(table.index[p.id] for p in people if p.id in table.index)
        at = table.problem.blocks.index(host.block)
        fits = len(team) == len(people) and allowed(table, team)
        suits = fits and score.common(table, team) >> at & 1
        return score.quality(table, team, at) if suits else None

    async def _open(self, unit: Unit, host_id: str) -> Draft | None:
        draft = await open_change(unit, self._kit, host_id)
        if draft is None or draft.fields.get("host") != host_id:
            return None
        two = await _two(unit, draft)
        return draft if all(one.stage in LIVE for one in two) else None

    async def _mine(self, unit: Unit, who: Who, host_id: str) -> str:
        """Return my id when I am in one of the two sets that are asked, else ""."""
        draft = await self._open(unit, host_id)
        if draft is None:
            return ""
        inside = [m for one in await _two(unit, draft) for m in await seats_of(unit, one.id)]
        mine = {p.id for p in await all_of_me(unit, replace(who, guild_xid=0))}
        return next((m.person_id for m in inside if m.person_id in mine), "")

    async def _answer(self, who: Who, host_id: str, *, happy: bool) -> None:
        async with self._kit.units.write() as unit:
            draft = await self._open(unit, host_id)
            if draft is None:
                raise Stale("topup.over")
            me = await self._mine(unit, who, host_id)
            if not me:
                raise Refusal("not_yours")
            host, guest = await _two(unit, draft)
            host = await unit.sets.save(host)  # of two answers at once one is taken first
            said = await say_yes(unit, draft, me) if happy else frozenset[str]()
            places = (*await seats_of(unit, host.id), *await seats_of(unit, guest.id))
            if happy and not {place.person_id for place in places} <= said:
                return
            for one in (host, guest):
                await unit.drafts.remove(f"{FORM}:{one.id}")
            fits = happy and await self._worth(unit, host, guest) is not None
            effects = await self._join(unit, host, guest) if fits else []
            news = "merged" if fits else "not_merged"
            effects += await tell_desk(unit, self._kit, host, news)
            await unit.work.add(effects, self._kit.now())

    async def _join(self, unit: Unit, host: LearningSet, guest: LearningSet) -> list[Effect]:
        """Give the guests places, dates and the room of the host; their own set is over."""
        now = self._kit.now()
        comers = await seats_of(unit, guest.id)
        effects = await Lives(self._kit).stop(unit, guest)
        last = max(m.seat for m in await unit.memberships.where(set_id=host.id))
        for seat, place in enumerate(comers, last + 1):
            await unit.memberships.save(replace(place, left_at=now))
            new = Membership(
                id=membership_id(host.id, place.person_id),
                set_id=host.id,
                person_id=place.person_id,
                seat=seat,
                consent=Consent.YES,
                asked_at=place.asked_at,
                answered_at=now,
            )
            await unit.memberships.add(new)
        ids = [place.person_id for place in comers]
        for meeting in await unit.meetings.where(set_id=host.id):
            if meeting.starts_at > now:
                effects += await reminders_of(unit, meeting, ids, now)
        card = Card("merged", host.id)
        told = [post(f"merged:{host.id}:{id}", Place(To.PERSON, id), card) for id in ids]
        room = post(f"merged:{host.id}:{guest.id}", Place(To.ROOM, host.id), card)
        return [*effects, admit(host.id, host.revision), *told, room]

    def _question(self, draft: Draft, person: Person) -> Effect:
        now, host = self._kit.now(), draft.fields["host"]
        key = f"merge:{host}:{draft.fields['guest']}:{person.id}:{now:%Y%m%dT%H%M%S}"
        return post(key, Place(To.PERSON, person.id), Card("merge", host), until=now + ANSWER_IN)


async def _two(unit: Unit, draft: Draft) -> tuple[LearningSet, LearningSet]:
    """Return the set that stays, and the one that joins it."""
    host = await unit.sets.need(draft.fields["host"])
    return host, await unit.sets.need(draft.fields["guest"])
