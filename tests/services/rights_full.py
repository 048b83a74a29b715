"""A world in which every shelf holds something of one person.

Knows all that can be kept. Must not know what becomes of it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from own_wishes import of_their_own
from services_world import BOSS, DEVON, GUILD, LEAD, World, person

from learning.meetings import Coming, MeetingState
from learning.sets import Consent
from learning.slips import Slip, SlipKind, slip_id
from services import Who
from services.values import Sharing

MARK = "kingfisher"  # stands in everything that the person of these tests writes


async def full(world: World) -> Who:
    """Fill every shelf with something of person 2, who is called as they write."""
    await world.set_up()
    people = [person(n, can_guide=n == 2) for n in range(1, 7)]
    fields = dict.fromkeys(("name", "own_words", "access", "organisation", "hope"), MARK)
    people[1] = replace(people[1], **fields, not_with=(4444,))
    people[4] = replace(people[4], not_with=(1002,))
    await world.join(*people, person(9, not_with=(1002,)))
    await world.save("people", replace(await world.get("people", "p05"), not_with=()))
    await world.proposed(6)
    for number in range(1, 7):
        await world.say(number, Consent.YES)
    await world.settle()
    me, services = world.who(2), world.services
    first = await soonest(world)
    await world.go_to(first.starts_at - timedelta(minutes=10))
    for number in (1, 2, 3, 4):
        thing = f"{first.id}.p{number:02}"
        await services.coming.answer(world.who(number), thing, coming=Coming.COMING)
    await services.keeping.ask(me, f"{MARK}?")
    await world.pass_time(timedelta(minutes=11))
    shared = Sharing(
        text=f"{MARK} shared", link=f"https://a.org/{MARK}", picture=MARK, picture_says=MARK
    )
    await services.reflecting.keep(me, shared, shared=True)
    await services.reflecting.keep(me, Sharing(text=f"{MARK} private"), shared=False)
    await services.keeping.bring(me, MARK, "high")
    await services.sentences.offer(me, f"{MARK} sentence")
    await services.acting.add(me, MARK, "", MARK)
    await services.concerns.raise_it(me, "worry", f"{MARK} open")
    await services.concerns.raise_it(me, "treated", f"{MARK} closed")
    (closed,) = [c for c in await world.where("concerns") if "closed" in c.text]
    await services.concerns.seen(Who(xid=LEAD, guild_xid=GUILD), closed.id, 1, close=True)
    await services.drafts.keep(1002, "join", {"hope": MARK})
    async with world.units.write() as unit:
        desk = await unit.desks.need(f"{GUILD}.{DEVON}")
        await unit.desks.save(
            replace(desk, coordinator_xids=(BOSS, 1002), lead_xid=1002, deputy_xid=LEAD)
        )
        name = slip_id(first.id, 0, "p02", SlipKind.HOPE)
        mine: dict[str, Any] = {"id": name, "person_id": "p02", "kind": SlipKind.HOPE, "text": MARK}
        await unit.slips.add(Slip(session_id=first.id, part=0, made_at=world.now, **mine))
        await of_their_own(unit, "p02", 1002, "p03")
        (audit, *_) = await unit.audits.where()
        await unit.audits.save(replace(audit, id="mine", actor_xid=1002))
        await unit.audits.save(replace(audit, id="theirs", set_id="s1"))
    world.stage.voices_in = {5: (1002,)}  # where their microphone can be turned on again
    await world.settle()
    return me


async def soonest(world: World) -> Any:
    """Return the meeting that is planned next."""
    planned = await world.where("meetings", set_id="s1", state=MeetingState.PLANNED)
    return min(planned, key=lambda m: m.starts_at)


async def everything(world: World) -> str:
    """Return all that is kept, as one text."""
    kinds = (
        "people sets memberships servers desks meetings answers sessions reflections actions"
        " bids questions concerns drafts audits slips wishes walks calls counted_in muted"
    )
    kept: list[Any] = []
    for kind in kinds.split():
        kept += [asdict(thing) for thing in await world.where(kind)]
    async with world.units.read() as unit:
        kept += [asdict(effect) for effect in await unit.work.pending()]
    return json.dumps(kept, default=str)
