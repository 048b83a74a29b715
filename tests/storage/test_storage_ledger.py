"""What every memory does alike with due work: dicts, SQLite, PostgreSQL."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up import NOW, things

from learning.effects import Card, Effect, Kind, Place, To, edit, open_room, post, wake
from learning.ports import Back, Dead, Done, Posted, Units, Work

SECOND = timedelta(seconds=1)
LEASE = 30 * SECOND
ROOM = Place(To.ROOM, "s1")
FACE = Card("board", "m1")


async def add(units: Units, *effects: Effect) -> None:
    """Keep work in a unit of its own."""
    async with units.write() as unit:
        await unit.work.add(effects, NOW)


async def claim(units: Units, after: timedelta = LEASE * 0, limit: int = 10) -> tuple[Work, ...]:
    """Claim due work in a unit of its own."""
    async with units.write() as unit:
        return await unit.work.claim(NOW + after, owner="me", limit=limit, lease=LEASE)


def keys(works: tuple[Work, ...]) -> list[str]:
    """Name claimed work."""
    return [work.effect.key for work in works]


async def test_any_effect_comes_back_as_it_was(units: Units) -> None:
    """Whatever an effect holds is read back equal; without a due time it is due at once."""
    known: dict[str, Effect] = {}

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(things(Effect, key=st.text("abc:%_é", min_size=1, max_size=9)))
    def draw(effect: Effect) -> None:
        known[effect.key] = effect

    draw()
    await add(units, *known.values())
    async with units.read() as unit:
        for key, effect in known.items():
            expected = replace(effect, due=effect.due or NOW)
            assert await unit.work.effect(key) == expected
        assert {e.key for e in await unit.work.pending()} == set(known)
        assert await unit.work.effect("never") is None


async def test_the_same_key_twice_is_one_row(units: Units) -> None:
    """A key that is known is left as it is: in one batch, later, and after it was done."""
    first = post("a", ROOM, FACE)
    await add(units, first, post("a", ROOM, Card("other", "x")))
    await add(units, post("a", ROOM, Card("third", "x")))
    async with units.write() as unit:
        assert [e.card for e in await unit.work.pending()] == [FACE]
        await unit.work.finish("a", NOW)
        await unit.work.add([first], NOW)
        assert await unit.work.pending() == ()
        assert await unit.work.claim(NOW, owner="me", limit=9, lease=LEASE) == ()


async def test_work_is_claimed_earliest_first(units: Units) -> None:
    """Due work is taken by its due time, then in the order in which it was decided."""
    late, soon = NOW - SECOND, NOW + SECOND
    await add(
        units,
        wake("z-now", "w", "a", NOW),
        wake("a-now", "w", "a", NOW),
        wake("later", "w", "a", soon),
        wake("late", "w", "a", late),
        open_room("s9"),
    )
    async with units.read() as unit:
        assert await unit.work.next_due() == late
    assert keys(await claim(units, limit=2)) == ["late", "z-now"]
    assert keys(await claim(units)) == ["a-now", "room:s9"]
    assert keys(await claim(units)) == []
    assert keys(await claim(units, SECOND)) == ["later"]


async def test_what_is_told_and_what_is_decided_can_be_claimed_apart(units: Units) -> None:
    """Each sort is found, and its next due time, without the other."""
    await add(units, wake("w", "w", "x", NOW + SECOND), post("p", ROOM, FACE))
    async with units.write() as unit:
        assert await unit.work.next_due(told=False) == NOW + SECOND
        assert await unit.work.next_due(told=True) == NOW
        for told, key in ((False, "w"), (True, "p")):
            soon = NOW + SECOND
            works = await unit.work.claim(soon, owner="me", limit=9, lease=LEASE, told=told)
            assert keys(works) == [key]


async def test_a_lease_that_ends_is_claimable_again(units: Units) -> None:
    """Claimed work is nobody else's until its lease ends; then it is tried a second time."""
    await add(units, wake("a", "w", "x", NOW))
    first = await claim(units)
    assert (keys(first), first[0].attempts, first[0].due_at) == (["a"], 1, NOW)
    assert await claim(units, LEASE - SECOND) == ()
    async with units.read() as unit:
        assert await unit.work.next_due() == NOW + LEASE
    again = await claim(units, LEASE)
    assert (keys(again), again[0].attempts, again[0].due_at) == (["a"], 2, NOW)


async def test_leases_of_a_gone_owner_are_taken_back(units: Units) -> None:
    """At start, what a dead process held is due again at once; others keep theirs."""
    await add(units, wake("a", "w", "x", NOW), wake("b", "w", "y", NOW))
    async with units.write() as unit:
        await unit.work.claim(NOW, owner="gone", limit=1, lease=LEASE)
        await unit.work.claim(NOW, owner="alive", limit=1, lease=LEASE)
        await unit.work.release("gone")
        assert await unit.work.next_due() == NOW
    assert keys(await claim(units)) == ["a"]


async def test_finished_work_says_where_its_message_stands(units: Units) -> None:
    """A posted message is found by its key; unsent and unknown work has none."""
    await add(units, post("a", ROOM, FACE), edit("b", "a", FACE))
    async with units.write() as unit:
        assert await unit.work.posted("a") is None
        await unit.work.finish("a", NOW, Posted(2**62, 2**62 + 1))
        await unit.work.finish("a", NOW + SECOND)
        await unit.work.finish("unknown", NOW)
    async with units.read() as unit:
        assert await unit.work.posted("a") == Posted(2**62, 2**62 + 1)
        assert await unit.work.posted("b") is None
        assert await unit.work.posted("unknown") is None
        assert [e.key for e in await unit.work.pending()] == ["b"]


async def test_a_message_that_was_taken_away_stands_nowhere(units: Units) -> None:
    """Its work stays, done and never claimed again; from now on it is pruned as soon as others."""
    await add(units, post("a", ROOM, FACE), post("b", ROOM, FACE))
    await claim(units)
    async with units.write() as unit:
        await unit.work.settle([Done("a", NOW, Posted(1, 2)), Done("b", NOW, Posted(1, 3))])
        await unit.work.gone(["a", "unknown"])
        await unit.work.gone([])
    async with units.write() as unit:
        assert await unit.work.posted("a") is None
        assert await unit.work.posted("b") == Posted(1, 3)
        assert await unit.work.effect("a") is not None
        assert await unit.work.pending() == ()
        assert await unit.work.prune(NOW + SECOND, NOW) == 1


async def test_void_takes_a_prefix_and_nothing_like_it(units: Units) -> None:
    """No letter of a prefix is a wildcard, case counts, and work that is done stays done."""
    alike = ["m%1:a", "m%1:b", "m%1", "m%", "m11:a", "M%1:a", "m_1:a", "mx1:a", "m%1:é"]
    await add(units, *(wake(key, "w", "x", NOW) for key in alike))
    async with units.write() as unit:
        await unit.work.finish("m%1:b", NOW)
        assert await unit.work.void("m%1", NOW) == 3
        assert await unit.work.void("m_", NOW) == 1
        assert await unit.work.void("none", NOW) == 0
        left = {e.key for e in await unit.work.pending()}
        assert left == {"m%", "m11:a", "M%1:a", "mx1:a"}
        assert [e.key for e in await unit.work.pending("m1")] == ["m11:a"]


async def test_voided_work_that_was_sent_is_remembered(units: Units) -> None:
    """Work voided while it was being sent still says where its message stands."""
    await add(units, post("a", ROOM, FACE))
    await claim(units)
    async with units.write() as unit:
        await unit.work.void("a", NOW)
        after = [Back("a", NOW, "no matter"), Dead("a", NOW, "no matter")]
        await unit.work.settle(after, owner="me")
        await unit.work.finish("a", NOW, Posted(1, 2))
    async with units.read() as unit:
        assert await unit.work.posted("a") == Posted(1, 2)
        assert await unit.work.next_due() is None
        assert await unit.work.buried() == ()


async def test_work_is_put_back_until_later(units: Units) -> None:
    """Retried work comes back at its new time, with its tries counted and its due time kept."""
    await add(units, wake("a", "w", "x", NOW))
    await claim(units)
    async with units.write() as unit:
        await unit.work.settle([Back("a", NOW + 5 * SECOND, "away")], owner="me")
        assert await unit.work.next_due() == NOW + 5 * SECOND
    assert await claim(units, 4 * SECOND) == ()
    again = await claim(units, 5 * SECOND)
    assert (again[0].attempts, again[0].due_at) == (2, NOW)


async def test_only_the_owner_puts_back_or_gives_up(units: Units) -> None:
    """Who lost a piece to another (its lease ran out) can still say that it was done, no more."""
    await add(units, *(wake(key, "w", "x", NOW) for key in "abc"))
    await claim(units)
    mine = [Back("a", NOW + SECOND, "away"), Dead("b", NOW, "bug"), Done("c", NOW, Posted(1, 2))]
    async with units.write() as unit:
        await unit.work.settle(mine, owner="another")
        assert [e.key for e in await unit.work.pending()] == ["a", "b"]
        assert await unit.work.next_due() == NOW + LEASE
        assert await unit.work.posted("c") == Posted(1, 2)
        await unit.work.settle(mine, owner="me")
        assert [e.key for e in await unit.work.pending()] == ["a"]
        assert await unit.work.next_due() == NOW + SECOND


async def test_what_was_never_begun_counts_no_try(units: Units) -> None:
    """Work put back untried, because it waits behind another, is not looked for later."""
    await add(units, wake("a", "w", "x", NOW))
    await claim(units)
    async with units.write() as unit:
        await unit.work.settle([Back("a", NOW, "behind another", tried=False)], owner="me")
    assert (await claim(units))[0].attempts == 1


async def test_dead_letters_live_again_while_they_are_useful(units: Units) -> None:
    """A dead letter can be tried again; one that is past its last moment stays dead."""
    late = replace(post("late", ROOM, FACE), until=NOW)
    await add(units, post("a", ROOM, FACE), late, post("done", ROOM, FACE))
    await claim(units)
    async with units.write() as unit:
        ends = [Dead("a", NOW, "dm_closed"), Dead("late", NOW, "away"), Done("done", NOW)]
        await unit.work.settle(ends, owner="me")
        assert await unit.work.revive(["a", "late", "done", "unknown"], NOW + SECOND) == 1
        assert [dead.key for dead in await unit.work.buried()] == ["late"]
        assert await unit.work.next_due() == NOW + SECOND
    again = await claim(units, SECOND)
    assert (keys(again), again[0].attempts) == (["a"], 2), "looked for before it is sent again"


async def test_dead_letters_keep_their_reason(units: Units) -> None:
    """Work given up is listed newest first, by what it is about, and never claimed again."""
    await add(units, *(post(key, ROOM, Card("f", key[0])) for key in ("a1", "b1", "a2")))
    async with units.write() as unit:
        for number, key in enumerate(("a1", "b1", "a2")):
            await unit.work.settle([Dead(key, NOW + number * SECOND, f"why {key}")])
    async with units.read() as unit:
        dead = await unit.work.buried()
        assert [(d.key, d.why) for d in dead] == [
            ("a2", "why a2"),
            ("b1", "why b1"),
            ("a1", "why a1"),
        ]
        assert [d.key for d in await unit.work.buried("a")] == ["a2", "a1"]
        assert (dead[0].kind, dead[0].about, dead[0].due_at) == (Kind.POST, "a", NOW)
    assert await claim(units, LEASE) == ()


async def test_work_goes_with_the_unit_that_failed(units: Units) -> None:
    """Effects of a decision that was not kept are not kept either."""

    async def fail() -> None:
        async with units.write() as unit:
            await unit.work.add([wake("a", "w", "x", NOW)], NOW)
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    async with units.read() as unit:
        assert await unit.work.next_due() is None


async def test_many_owners_get_each_work_once(units: Units) -> None:
    """However many claim at once, each piece of work is claimed by one of them."""
    await add(units, *(wake(f"k{n:03}", "w", "x", NOW) for n in range(300)))

    async def worker(owner: str) -> list[str]:
        mine: list[str] = []
        while True:
            async with units.write() as unit:
                got = await unit.work.claim(NOW, owner=owner, limit=7, lease=LEASE)
            if not got:
                return mine
            mine += keys(got)
            await asyncio.sleep(0)

    shares = await asyncio.gather(*(worker(f"o{n}") for n in range(12)))
    counted = Counter(key for share in shares for key in share)
    assert set(counted.values()) == {1}
    assert len(counted) == 300


async def test_many_adding_the_same_keys_keep_one_of_each(units: Units) -> None:
    """When many decide the same effects at once, in any order, each is kept once."""
    names = [f"k{n}" for n in range(20)]

    async def decide(number: int) -> None:
        turned = names[number:] + names[:number]
        await add(units, *(wake(key, "w", "x", NOW) for key in turned))

    await asyncio.gather(*(decide(n) for n in range(20)))
    async with units.read() as unit:
        assert sorted(e.key for e in await unit.work.pending()) == sorted(names)
