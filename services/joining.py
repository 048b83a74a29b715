"""Joining and changing what one said: two short forms and two menus.

Knows how a person is made from what they typed. Must not know forms or menus themselves.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from learning.calendar import BLOCKS
from learning.people import HowFar, Person, Role, Standing
from learning.ports import Unit
from learning.refusals import Refusal
from services.drafts import Drafts
from services.finding import maybe_me, me
from services.kit import Kit, Who
from services.leaving import Leaving
from services.outlook import around, outlook
from services.places import short
from services.values import BlocksChosen, JoinChoices, Profile

FORM = "join"
WANTED = 6
LONGEST = {"name": 40, "own_words": 80, "access": 300, "organisation": 100, "hope": 200}
BLOCK_IDS = frozenset(block.id for block in BLOCKS)


class Joining:
    """Takes a person onto the list."""

    def __init__(self, kit: Kit, drafts: Drafts, leaving: Leaving) -> None:
        self._kit = kit
        self._drafts = drafts
        self._leaving = leaving

    async def choices(self, who: Who) -> JoinChoices:
        """Return what the first form offers, with what was typed or said before."""
        said = await self._drafts.get(who.xid, FORM)
        async with self._kit.units.read() as unit:
            person = await maybe_me(unit, who)
            areas = await self._areas(unit, who.guild_xid)
        if person is not None:
            said = {**_fields(person), **said}
        return JoinChoices(areas=areas, said=said or {"name": who.name})

    async def first(self, who: Who, fields: dict[str, str]) -> BlocksChosen:
        """Take the first form; refuse what cannot be, keeping all of it."""
        await self._drafts.keep(who.xid, FORM, {**fields, "guild": str(who.guild_xid)})
        if not fields.get("name", "").strip():
            raise Refusal("join.name")
        _fits(fields)
        self._area(fields.get("area", ""))
        _choice(Role, fields.get("role", ""), "join.role")
        _choice(HowFar, fields.get("how_far", ""), "join.how_far")
        return await self.blocks(who)

    async def blocks(self, who: Who) -> BlocksChosen:
        """Return the weekly times chosen so far."""
        async with self._kit.units.read() as unit:
            person = await maybe_me(unit, who)
        said = await self._drafts.get(who.xid, FORM)
        if person is not None:
            said = {**_fields(person), **said}
        return BlocksChosen(
            good=_list(said.get("good", "")), possible=_list(said.get("possible", ""))
        )

    async def choose(self, who: Who, level: str, blocks: tuple[str, ...]) -> BlocksChosen:
        """Set the good or the possible times; a time in both is good."""
        unknown = set(blocks) - BLOCK_IDS
        if unknown or level not in {"good", "possible"}:
            raise Refusal("join.block")
        now = await self.blocks(who)
        good = blocks if level == "good" else now.good
        possible = blocks if level == "possible" else now.possible
        possible = tuple(b for b in possible if b not in good)
        fields = {"good": ",".join(good), "possible": ",".join(possible)}
        await self._drafts.keep(who.xid, FORM, fields)
        return BlocksChosen(good=good, possible=possible)

    async def said(self, who: Who) -> dict[str, str]:
        """Return what the second form should show again."""
        return (await self.choices(who)).said

    async def finish(self, who: Who, fields: dict[str, str]) -> Profile:
        """Take the second form and put the person on the list."""
        await self._drafts.keep(who.xid, FORM, fields)
        _fits(fields)
        said = (await self.choices(who)).said
        if not all(said.get(field, "").strip() for field in ("name", "area", "role")):
            raise Refusal("join.start_again")
        if not _list(said.get("good", "")) and not _list(said.get("possible", "")):
            raise Refusal("join.no_blocks")
        guild_xid = who.guild_xid or int(said.get("guild", "0"))
        async with self._kit.units.write() as unit:
            old = await maybe_me(unit, replace(who, guild_xid=guild_xid))
            person = self._made(who.xid, guild_xid, said, old)
            kept = await (unit.people.save(person) if old else unit.people.add(person))
            await unit.work.add(await self._leaving.no_longer_fits(unit, kept), self._kit.now())
            await unit.drafts.remove(f"{who.xid}:{FORM}")
        return await self._looked(self._profile(kept, just_joined=old is None), kept)

    async def save_blocks(self, who: Who) -> Profile:
        """Keep times changed later through `/me availability`."""
        chosen = await self.blocks(who)
        if not chosen.good and not chosen.possible:
            raise Refusal("join.no_blocks")
        async with self._kit.units.write() as unit:
            person = await me(unit, who)
            kept = await unit.people.save(
                replace(person, good=chosen.good, possible=chosen.possible)
            )
            await unit.work.add(await self._leaving.no_longer_fits(unit, kept), self._kit.now())
            await unit.drafts.remove(f"{who.xid}:{FORM}")
        return await self._looked(self._profile(kept), kept)

    async def profile(self, who: Who) -> Profile:
        """Return what I said, for my eyes."""
        async with self._kit.units.read() as unit:
            person = await me(unit, who)
        return await self._looked(self._profile(person), person)

    async def pause(self, who: Who) -> bool:
        """Stop being asked, or start again; True when paused now.

        A question that is open goes to somebody else, as if it were not the right set.
        """
        async with self._kit.units.write() as unit:
            person = await me(unit, who)
            if person.standing is Standing.PLACED:
                raise Refusal("me.in_a_set")
            paused = person.standing is not Standing.PAUSED
            standing = Standing.PAUSED if paused else Standing.WAITING
            kept = await unit.people.save(replace(person, standing=standing))
            if paused:
                effects = await self._leaving.not_asked(unit, kept)
                await unit.work.add(effects, self._kit.now())
        return paused

    async def _areas(self, unit: Unit, guild_xid: int) -> tuple[tuple[str, str], ...]:
        desks = await unit.desks.where(guild_xid=guild_xid)
        if not desks:
            raise Refusal("setup.first")
        region = self._kit.atlas.smallest_containing([d.area for d in desks])
        top = self._kit.atlas.within(region, "region") or region
        places = self._kit.atlas.locals_under(top.code)
        return tuple((a.code, a.short) for a in sorted(places, key=lambda a: a.short))[:25]

    def _area(self, code: str) -> None:
        if self._kit.atlas.get(code) is None:
            raise Refusal("join.area")

    def _made(self, xid: int, guild_xid: int, said: dict[str, str], old: Person | None) -> Person:
        fresh = old or Person(
            id=self._kit.dice.id(),
            guild_xid=guild_xid,
            xid=xid,
            name="",
            role=Role.OTHER,
            own_words="",
            area="",
            how_far=HowFar.ICB,
            joined_at=self._kit.now(),
        )
        return replace(
            fresh,
            name=said["name"].strip(),
            role=_choice(Role, said["role"], "join.role"),
            own_words=said.get("own_words", "").strip(),
            area=said["area"],
            how_far=_choice(HowFar, said.get("how_far", ""), "join.how_far"),
            good=_list(said.get("good", "")),
            possible=_list(said.get("possible", "")),
            access=said.get("access", "").strip(),
            organisation=said.get("organisation", "").strip(),
            not_with=tuple(int(x) for x in _list(said.get("not_with", ""))),
            hope=said.get("hope", "").strip(),
            can_guide=said.get("can_guide", "") == "yes",
        )

    async def _looked(self, profile: Profile, person: Person) -> Profile:
        """Add how near a set is, for somebody who waits."""
        async with self._kit.units.read() as unit:
            found = await around(unit, self._kit, person)
        return replace(profile, outlook=await outlook(found)) if found else profile

    def _profile(self, person: Person, *, just_joined: bool = False) -> Profile:
        return Profile(
            name=person.name,
            role=person.role,
            own_words=person.own_words,
            area=short(self._kit.atlas, person.area),
            how_far=person.how_far,
            good=person.good,
            possible=person.possible,
            access=person.access,
            organisation=person.organisation,
            hope=person.hope,
            not_with=person.not_with,
            can_guide=person.can_guide,
            standing=person.standing,
            just_joined=just_joined,
        )


def _fields(person: Person) -> dict[str, str]:
    return {
        "name": person.name,
        "role": person.role.value,
        "own_words": person.own_words,
        "area": person.area,
        "how_far": person.how_far.value,
        "good": ",".join(person.good),
        "possible": ",".join(person.possible),
        "access": person.access,
        "organisation": person.organisation,
        "not_with": ",".join(str(x) for x in person.not_with),
        "hope": person.hope,
        "can_guide": "yes" if person.can_guide else "",
        "guild": str(person.guild_xid),
    }


def _fits(fields: dict[str, str]) -> None:
    for name, most in LONGEST.items():
        if (now := len(fields.get(name, ""))) > most:
            raise Refusal("join.long", most=most, now=now)


def _list(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(",") if part)


E = TypeVar("E", Role, HowFar)


def _choice(kind: type[E], text: str, key: str) -> E:
    try:
        return kind(text)
    except ValueError:
        raise Refusal(key) from None
