"""What every memory does alike with things: dicts, SQLite, PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up import NOW, call, learning_set, meeting, person, sentence, session, things

from learning.meetings import Answer, MeetingState
from learning.people import Role, Standing
from learning.ports import Unit, Units
from learning.refusals import Refusal, Stale
from learning.session.state import Mode, PartRun, Seat, Session
from learning.sets import Membership, membership_id
from learning.writing import Audit, Draft
from storage.mapping import NOUNS, Noun, id_of

ONE_FIXTURE = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
OTHER_NOUNS = sorted(NOUNS)


async def keep_owners(unit: Unit, noun: Noun[Any], thing: object) -> None:
    """Keep what must be there before the thing may be."""
    for column, owner in noun.parents:
        needed = str(getattr(thing, column))
        if owner == "call":
            if await unit.calls.get(needed) is None:
                await unit.calls.add(call(needed))
            continue
        if owner == "sentence":
            if await unit.sets.get("s-owner") is None:
                await unit.sets.add(learning_set("s-owner"))
            if await unit.sentences.get(needed) is None:
                await unit.sentences.add(sentence(needed, "s-owner"))
            continue
        set_id = needed if owner == "learning_set" else "s-owner"
        if await unit.sets.get(set_id) is None:
            await unit.sets.add(learning_set(set_id))
        if owner in ("meeting", "session") and await unit.meetings.get(needed) is None:
            await unit.meetings.add(meeting(needed, set_id))
        if owner == "session" and await unit.sessions.get(needed) is None:
            await unit.sessions.add(session(needed, set_id))


@pytest.mark.parametrize("name", OTHER_NOUNS)
def test_every_field_has_its_column_and_every_column_its_field(name: str) -> None:
    """A noun's table and its dataclass have the same names, so nothing is silently dropped."""
    noun = NOUNS[name]
    assert set(noun.shape.names) == set(noun.shape.table.c.keys())
    assert {f.name for f in fields(noun.shape.make)} == set(noun.shape.names) | {
        child.field for child in noun.children
    }
    for child in noun.children:
        columns = set(child.shape.table.c.keys()) - {"session_id", "place"}
        assert set(child.shape.names) == columns


@pytest.mark.parametrize("name", OTHER_NOUNS)
async def test_any_thing_comes_back_as_it_was(units: Units, name: str) -> None:
    """Whatever a thing holds, it is read back equal, alone and among others, and saved equal."""
    noun = NOUNS[name]

    @ONE_FIXTURE
    @given(st.data())
    def check(data: st.DataObject) -> None:
        examples.append(data.draw(things(noun.shape.make)))

    examples: list[Any] = []
    check()
    kept: dict[str, Any] = {id_of(thing): thing for thing in examples}
    if name == "people":
        kept = {id: replace(p, xid=n) for n, (id, p) in enumerate(kept.items())}
    async with units.write() as unit:
        for thing in kept.values():
            await keep_owners(unit, noun, thing)
            await getattr(unit, name).add(thing)
    async with units.read() as unit:
        shelf = getattr(unit, name)
        for thing in kept.values():
            assert await shelf.get(thing.id) == thing
        assert await shelf.where(id=tuple(kept)) == tuple(sorted(kept.values(), key=id_of))
    async with units.write() as unit:
        saved = [await getattr(unit, name).save(thing) for thing in kept.values()]
    async with units.read() as unit:
        for thing in saved:
            assert await getattr(unit, name).get(thing.id) == thing


async def test_a_missing_thing_is_none_or_refused(units: Units) -> None:
    """`get` says None and `need` refuses with the key "gone"."""
    async with units.read() as unit:
        assert await unit.people.get("nobody") is None
        with pytest.raises(Refusal) as refused:
            await unit.people.need("nobody")
    assert refused.value.key == "gone"


async def test_the_same_id_is_kept_once(units: Units) -> None:
    """Adding an id again is Stale "taken", changes nothing, and the unit can go on."""
    async with units.write() as unit:
        await unit.people.add(person(1, name="First"))
        with pytest.raises(Stale) as refused:
            await unit.people.add(person(1, name="Second"))
        await unit.people.add(person(2))
    async with units.read() as unit:
        assert [p.name for p in await unit.people.where()] == ["First", "Amara"]
    assert refused.value.key == "taken"


async def test_one_discord_user_joins_a_server_once(units: Units) -> None:
    """Two people rows for one user of one server cannot be, whatever their ids."""
    async with units.write() as unit:
        await unit.people.add(person(1, xid=7))
        other = await unit.people.add(person(2, xid=8))
        with pytest.raises(Stale, match="taken"):
            await unit.people.add(person(3, xid=7))
        with pytest.raises(Stale, match="taken"):
            await unit.people.save(replace(other, xid=7))
        await unit.people.add(person(4, xid=7, guild_xid=2))
    async with units.read() as unit:
        assert [p.id for p in await unit.people.where()] == ["p1", "p2", "p4"]


async def test_a_thing_without_its_owner_is_refused(units: Units) -> None:
    """A place in a set that is not there is refused as "gone", and the unit can go on."""
    place = Membership(id=membership_id("s1", "p1"), set_id="s1", person_id="p1", seat=1)
    async with units.write() as unit:
        with pytest.raises(Refusal, match="gone"):
            await unit.memberships.add(place)
        await unit.sets.add(learning_set("s1"))
        await unit.memberships.add(place)
    async with units.read() as unit:
        assert await unit.memberships.where() == (place,)


async def test_where_compares_and_takes_any_of_a_tuple(units: Units) -> None:
    """`where` wants all its tests true; a tuple means any of; None is a value; sorted by id."""
    async with units.write() as unit:
        for number, role in ((3, Role.ARTIST), (1, Role.GP), (2, Role.OTHER)):
            await unit.people.add(person(number, role=role, standing=Standing.WAITING))
        await unit.sets.add(learning_set("a", expires_at=NOW))
        await unit.sets.add(learning_set("b"))

    async with units.read() as unit:

        async def ids(**equals: object) -> list[str]:
            return [p.id for p in await unit.people.where(**equals)]

        assert await ids() == ["p1", "p2", "p3"]
        assert await ids(role=(Role.GP, Role.ARTIST)) == ["p1", "p3"]
        assert await ids(role=(Role.GP, Role.ARTIST), xid=1003) == ["p3"]
        assert await ids(role=()) == []
        assert await ids(can_guide=True) == []
        assert [s.id for s in await unit.sets.where(expires_at=None)] == ["b"]
        assert [s.id for s in await unit.sets.where(expires_at=(None, NOW))] == ["a", "b"]


async def test_an_instant_of_any_zone_is_the_same_instant(units: Units) -> None:
    """An instant given in another zone, even in the hour that comes twice, is not moved."""
    twice = datetime(2027, 10, 31, 1, 30, fold=1, tzinfo=ZoneInfo("Europe/London"))
    async with units.write() as unit:
        await unit.people.add(person(1, joined_at=twice))
    async with units.read() as unit:
        kept = await unit.people.need("p1")
    assert kept.joined_at.astimezone(UTC) == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("column", ["name", "good", "not_with", "nonsense"])
async def test_nobody_is_looked_up_by_what_is_sealed(units: Units, column: str) -> None:
    """A sealed text, a list or an unknown column cannot be asked for: that is our bug."""
    async with units.read() as unit:
        with pytest.raises(ValueError, match=column):
            await unit.people.where(**{column: "x"})


async def test_a_save_raises_the_revision(units: Units) -> None:
    """A thing is saved with its revision one higher, and the caller is given it so."""
    async with units.write() as unit:
        first = await unit.people.add(person(1))
        second = await unit.people.save(replace(first, name="Amara O."))
        third = await unit.people.save(replace(second, hope="quiet"))
    async with units.read() as unit:
        assert await unit.people.need("p1") == third
    assert (second.revision, third.revision) == (2, 3)


async def test_an_old_revision_is_stale(units: Units) -> None:
    """A save from an old revision, or of a thing that is gone, is Stale and changes nothing."""
    async with units.write() as unit:
        first = await unit.people.add(person(1))
        newest = await unit.people.save(replace(first, name="New"))
        with pytest.raises(Stale, match="changed"):
            await unit.people.save(replace(first, name="Old"))
        with pytest.raises(Stale, match="changed"):
            await unit.people.save(person(9))
    async with units.read() as unit:
        assert await unit.people.where() == (newest,)


async def test_things_without_revision_are_replaced(units: Units) -> None:
    """A draft is simply kept over the one before, or anew."""
    draft = Draft(id="7:join", person_xid=7, form="join", fields={"a": "1"}, saved_at=NOW)
    async with units.write() as unit:
        await unit.drafts.save(draft)
        await unit.drafts.save(replace(draft, fields={"b": "2"}))
        await unit.audits.save(
            Audit(id="a", guild_xid=1, at=NOW, actor_xid=2, what="publish", about="s1")
        )
    async with units.read() as unit:
        assert (await unit.drafts.need("7:join")).fields == {"b": "2"}


async def test_removing_takes_what_it_owns(units: Units) -> None:
    """A removed set takes places, meetings, answers and sessions along; others stay."""
    async with units.write() as unit:
        for number in (1, 2):
            await unit.sets.add(learning_set(f"s{number}"))
            await unit.meetings.add(meeting(f"m{number}", f"s{number}"))
            await unit.sessions.add(session(f"m{number}", f"s{number}"))
            await unit.answers.add(
                Answer(id=f"m{number}.p", meeting_id=f"m{number}", person_id="p")
            )
    async with units.write() as unit:
        await unit.sets.remove("s1")
        await unit.sets.remove("never there")
    async with units.read() as unit:
        assert [m.id for m in await unit.meetings.where()] == ["m2"]
        assert [a.id for a in await unit.answers.where()] == ["m2.p"]
        assert await unit.sessions.where() == (session("m2", "s2"),)


async def test_a_session_keeps_parts_and_seats_in_order(units: Units) -> None:
    """Changed, added and taken away pieces of a session are read back as they were saved."""
    async with units.write() as unit:
        await unit.sets.add(learning_set())
        await unit.meetings.add(meeting())
        await unit.sessions.add(session())
    changes: list[Callable[[Session], Session]] = [
        lambda s: replace(s, seats=(s.seats[0], replace(s.seats[1], mode=Mode.TYPING))),
        lambda s: replace(s, parts=(*s.parts, PartRun(number=9, planned=1, seconds=1))),
        lambda s: replace(s, parts=s.parts[:2], seats=()),
        lambda s: replace(s, seats=(Seat(person_id="p9", order=0),)),
    ]
    for change in changes:
        async with units.write() as unit:
            saved = await unit.sessions.save(change(await unit.sessions.need("m1")))
            assert await unit.sessions.need("m1") == saved
            saved = await unit.sessions.save(replace(saved, parts=saved.parts[::-1]))
        async with units.read() as unit:
            assert await unit.sessions.need("m1") == saved


async def test_a_session_is_saved_without_being_read_first(units: Units) -> None:
    """A session that another unit read is saved whole."""
    async with units.write() as unit:
        await unit.sets.add(learning_set())
        await unit.meetings.add(meeting())
        first = await unit.sessions.add(session(parts=4))
    shorter = replace(first, parts=first.parts[1:2], seats=first.seats[:1])
    async with units.write() as unit:
        saved = await unit.sessions.save(shorter)
    async with units.read() as unit:
        assert await unit.sessions.need("m1") == saved == replace(shorter, revision=2)


async def test_meetings_are_found_by_their_state(units: Units) -> None:
    """A word column is compared by value, given as enum or as text."""
    async with units.write() as unit:
        await unit.sets.add(learning_set())
        kept = await unit.meetings.add(meeting())
    async with units.read() as unit:
        assert await unit.meetings.where(set_id="s1", state=MeetingState.PLANNED) == (kept,)
        assert await unit.meetings.where(state="planned") == (kept,)
        assert await unit.meetings.where(state=MeetingState.HELD) == ()
