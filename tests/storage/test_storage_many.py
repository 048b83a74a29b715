"""What every memory does alike with changes of many sessions at once: dicts, SQLite, PostgreSQL."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from made_up import NOW, ON_POSTGRES, SECRET, learning_set, meeting, session

from learning.effects import Card, Effect, Place, To, post, wake
from learning.many import Change
from learning.ports import Units
from learning.refusals import Stale
from learning.session.state import Session
from storage.engine import open_storage

MINUTE = timedelta(minutes=1)
IDS = ("m1", "m2", "m3")


async def begun(units: Units) -> tuple[Session, ...]:
    """Keep three sessions, each with a call that is due now."""
    async with units.write() as unit:
        await unit.sets.add(learning_set())
        for id in IDS:
            await unit.meetings.add(meeting(id))
            await unit.sessions.add(session(id))
        await unit.work.add([wake(f"tick:{id}:r1", "session", id, NOW) for id in IDS], NOW)
    async with units.read() as unit:
        return await unit.sessions.where(id=IDS)


def moved_on(before: Session) -> Change:
    """Change a session, two of its parts and one seat, and tell of it."""
    part = replace(before.parts[0], ended_at=NOW, seconds=17)
    following = replace(before.parts[1], started_at=NOW, goes=before.parts[1].goes + 1)
    seat = replace(before.seats[-1], spoken=41, hand_at=None)
    after = replace(
        before,
        part=1,
        floor_id=seat.person_id,
        changed_at=NOW,
        parts=(part, following, *before.parts[2:]),
        seats=(*before.seats[:-1], seat),
    )
    place = Place(To.ROOM, before.set_id)
    return Change(before, after, (told(before.id), post(f"b:{before.id}", place, Card("b", "x"))))


def told(id: str) -> Effect:
    """Call a session again in a minute."""
    return wake(f"tick:{id}:r2", "session", id, NOW + MINUTE)


async def test_changes_kept_at_once_are_as_if_each_were_kept_alone(units: Units) -> None:
    """Sessions, parts, seats and work read back as `save` and `add` would have left them."""
    before = await begun(units)
    packs = [units.pack(moved_on(one), NOW) for one in before[:2]]
    async with units.write() as unit:
        await unit.many.keep(packs)
        alone = moved_on(before[2])
        await unit.sessions.save(alone.after)
        await unit.work.add(alone.effects, NOW)
    async with units.read() as unit:
        kept = await unit.sessions.where(id=IDS)
        work = [replace(one, key="", about="") for one in await unit.work.pending("tick:m")]
        boards = [await unit.work.effect(f"b:{id}") for id in IDS]
    assert kept == tuple(replace(moved_on(one).after, revision=2) for one in before)
    assert len(work) == 6
    assert len({(one.due, one.kind) for one in work}) == 2
    assert [one and one.due for one in boards] == [NOW] * 3


async def test_a_change_of_an_older_revision_keeps_nothing(units: Units) -> None:
    """One session that was changed meanwhile stops the whole commit."""
    before = await begun(units)
    packs = [units.pack(moved_on(one), NOW) for one in before]
    async with units.write() as unit:
        await unit.sessions.save(replace(before[1], announced=1))
    with pytest.raises(Stale):
        async with units.write() as unit:
            await unit.many.keep(packs)
    async with units.read() as unit:
        assert (await unit.sessions.need("m1")) == before[0]
        assert await unit.work.effect("b:m1") is None


async def test_what_is_due_is_what_nobody_has_in_hand(units: Units) -> None:
    """Work of another name, claimed, done or not yet due is left out; the rest comes in order."""
    await begun(units)
    async with units.write() as unit:
        await unit.work.add([wake("else:1", "what", "x", NOW), told("m1")], NOW)
        await unit.work.claim(NOW, owner="me", limit=1, lease=MINUTE)
        due = await unit.many.due("tick:", NOW, limit=5)
        assert len(due) in (2, 3)  # one is in hand: a call, or the other work
        await unit.many.finish([due[0].key], NOW)
        left = await unit.many.due("tick:", NOW, limit=5)
        assert left == due[1:]
        later = await unit.many.due("tick:", NOW + MINUTE, limit=5)
        assert later[-1].key == "tick:m1:r2"
        assert await unit.many.due("tick:", NOW + MINUTE, limit=1) == later[:1]


async def test_revisions_are_of_sessions_that_there_are(units: Units) -> None:
    """A session that nobody knows has no revision."""
    await begun(units)
    async with units.read() as unit:
        assert await unit.many.revisions(["m1", "m3", "gone"]) == {"m1": 1, "m3": 1}
        assert await unit.many.revisions([]) == {}


async def test_many_cannot_be_kept_in_a_unit_that_only_looks(units: Units) -> None:
    """Keeping changes needs a unit that writes."""
    before = await begun(units)
    pack = units.pack(moved_on(before[0]), NOW)
    async with units.read() as unit:
        with pytest.raises(RuntimeError):
            await unit.many.keep([pack])


@pytest.mark.parametrize("store", [ON_POSTGRES])
async def test_two_hands_never_hold_the_same(store: str, request: pytest.FixtureRequest) -> None:
    """Of two units that write at the same time, the second finds only what the first left over."""
    address: str = request.getfixturevalue(f"{store}_url")
    async with await open_storage(address, SECRET) as storage:
        units, both = storage.units, asyncio.Barrier(storage.hands(1))
        packs = {one.id: units.pack(moved_on(one), NOW) for one in await begun(units)}

        async def hand() -> tuple[str, ...]:
            async with units.write() as unit:
                due = await unit.many.due("tick:", NOW, limit=2)
                await both.wait()  # both hold what they hold
                ids = tuple(one.about for one in due)
                assert set(await unit.many.revisions(ids)) == set(ids)
                await unit.many.keep([packs[id] for id in ids])
                await unit.many.finish([one.key for one in due], NOW)
                return ids

        held = [id for ids in await asyncio.gather(hand(), hand()) for id in ids]
        async with units.read() as unit:
            kept = await unit.sessions.where(id=IDS)
            assert await unit.many.due("tick:", NOW, limit=5) == ()
    assert sorted(held) == list(IDS)
    assert [one.revision for one in kept] == [2, 2, 2]
