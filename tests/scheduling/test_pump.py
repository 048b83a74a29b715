"""The pump: nothing is lost, nothing is doubled, nothing overtakes, and nothing stops it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from pump_world import QUICK, SECOND, START, Scene, card, decision, direct, fails, rest, soon

from learning.ports import Posted, Work
from learning.refusals import Misconfigured, Refusal, Stale, Unavailable, Unreachable


async def test_what_is_due_is_done_once_and_what_is_not_waits(scene: Scene) -> None:
    """Work is done at its time, not before, and is where it was put."""
    await scene.add(card("now"), card("later", due=SECOND * 90))
    async with scene.going() as pump:
        await rest(pump)
        assert scene.order == ["now"]
        assert scene.reports[-1] == (START + SECOND * 90, False)
        await scene.pass_time(pump, SECOND * 90)
        assert scene.order == ["now", "later"]
        assert await scene.posted("later") == Posted(1, 2)
        assert await scene.pending() == []


async def test_work_added_meanwhile_is_done(scene: Scene) -> None:
    """A commit with work wakes the pump by itself."""
    async with scene.going() as pump:
        await rest(pump)
        await scene.add(card("new"))
        await rest(pump)
        assert scene.order == ["new"]


async def test_a_lane_keeps_its_order_while_its_head_waits(scene: Scene) -> None:
    """What follows a piece that must be tried again waits for it; other lanes go on."""
    scene.trouble["a1"] = fails(Unavailable("away"), 2)
    await scene.add(card("a1"), card("a2"), card("a3"), card("b1", about="b"))
    async with scene.going() as pump:
        await rest(pump)
        assert scene.order == ["b1"]
        await scene.add(card("a4", due=SECOND))
        await scene.pass_time(pump, SECOND)
        assert scene.order == ["b1"], "a newcomer does not overtake either"
        await scene.pass_time(pump, SECOND * 4)
        await scene.pass_time(pump, SECOND * 60)
        assert scene.order == ["b1", "a1", "a2", "a3", "a4"]


async def test_no_decision_waits_for_discord(scene: Scene) -> None:
    """A wake is done although what is told about the same thing cannot be."""
    scene.trouble["told"] = fails(Unavailable("away"))
    await scene.add(card("told"), decision("decided"))
    async with scene.going() as pump:
        await rest(pump)
        assert scene.order == ["decided"]


async def test_a_slow_lane_holds_up_nobody(quick: Scene) -> None:
    """While one send hangs, what becomes due elsewhere is done at its time."""
    gate = asyncio.Event()

    async def slow(_: Work) -> None:
        await gate.wait()

    quick.trouble["slow"] = slow
    await quick.add(card("slow"), card("other", about="b", due=SECOND))
    async with quick.going() as pump:
        await soon(lambda: quick.tries)
        quick.clock.move(SECOND)
        await soon(lambda: "other" in quick.order)
        assert not quick.reports or quick.reports[-1][1], "something is in hand: it is busy"
        gate.set()
        await rest(pump)
    assert quick.order == ["other", "slow"]


async def test_a_piece_that_hangs_is_let_go_and_looked_for(quick: Scene) -> None:
    """One request cannot stop a lane for ever: it is tried again, and found if it was sent."""

    async def hangs(work: Work) -> None:
        if work.attempts == 1:
            await asyncio.sleep(60)

    quick.trouble["a1"] = hangs
    quick.limits = replace(QUICK, patience=0.02)
    await quick.add(card("a1"), card("a2"))
    async with quick.going() as pump:
        await rest(pump)
        await quick.pass_time(pump, SECOND * 5)
    assert quick.order == ["a1", "a2"]
    assert quick.given_up == []


async def test_back_off_grows_to_a_minute(quick: Scene) -> None:
    """Tries come after 2, 4, 8, 16, 32, 60, 60 … seconds."""
    quick.trouble["a"] = fails(Unavailable("away"))
    await quick.add(card("a"))
    waits: list[float] = []
    async with quick.going() as pump:
        for _ in range(8):
            await rest(pump)
            async with quick.units.read() as unit:
                due = await unit.work.next_due()
            assert due is not None
            waits.append((due - quick.clock.now()).total_seconds())
            quick.clock.move(due)
    assert waits == [2, 4, 8, 16, 32, 60, 60, 60]


async def test_nothing_is_given_up_because_we_were_away(quick: Scene) -> None:
    """Work that was due while the bot was off for days is tried again like any other."""
    quick.trouble["a"] = fails(Unavailable("away"), 3)
    await quick.add(card("a", due=timedelta(days=-5)))
    async with quick.going() as pump:
        for _ in range(4):
            await quick.pass_time(pump, SECOND * 60)
    assert quick.order == ["a"]
    assert await quick.buried() == []


async def test_the_last_moment_is_kept(scene: Scene) -> None:
    """Work is tried until its last moment and not after; then it is a dead letter, told once."""
    scene.trouble["a"] = fails(Unavailable("away"))
    await scene.add(card("a", until=SECOND * 5), card("b", about="b", until=SECOND * -1))
    async with scene.going() as pump:
        for _ in range(6):
            await scene.pass_time(pump, SECOND)
    assert scene.tries == ["a", "a", "a"], "at once, after two seconds, and a last time"
    assert sorted(await scene.buried()) == [("a", "away"), ("b", "too_late")]
    assert sorted(scene.given_up) == [("a", "away"), ("b", "too_late")]


@pytest.mark.parametrize("error", [Unreachable("dm_closed"), Refusal("gone")])
async def test_what_can_never_be_is_given_up_with_its_reason(
    scene: Scene, error: Unreachable
) -> None:
    """A closed door and a thing that is gone are not knocked at twice; the lane goes on."""
    scene.trouble["a1"] = fails(error)
    await scene.add(card("a1"), card("a2"))
    async with scene.going() as pump:
        await rest(pump)
    assert await scene.buried() == [("a1", error.key)]
    assert scene.order == ["a2"]
    assert scene.tries == ["a1", "a2"]


async def test_a_lost_race_is_run_again(scene: Scene) -> None:
    """Somebody else changed the same thing first: that is no reason to give anything up."""
    scene.trouble["a"] = fails(Stale("changed"), 1)
    await scene.add(decision("a"))
    async with scene.going() as pump:
        await scene.pass_time(pump, SECOND * 2)
    assert scene.order == ["a"]
    assert await scene.buried() == []


async def test_our_own_bug_is_tried_five_times(quick: Scene) -> None:
    """Five tries, a dead letter called bug, and everything else goes on."""
    quick.trouble["a1"] = fails(ZeroDivisionError())
    await quick.add(card("a1"), card("a2"), card("b", about="b"))
    async with quick.going() as pump:
        for _ in range(6):
            await quick.pass_time(pump, SECOND * 60)
    assert quick.tries.count("a1") == 5
    assert await quick.buried() == [("a1", "bug")]
    assert quick.order == ["b", "a2"]


async def test_a_missing_right_is_told_and_waited_for(quick: Scene) -> None:
    """Somebody has to grant it: they are told, and it is tried every five minutes."""
    quick.trouble["a"] = fails(Misconfigured("missing_right"), 2)
    await quick.add(card("a"))
    async with quick.going() as pump:
        await rest(pump)
        assert quick.given_up == [("a", "missing_right")]
        await quick.pass_time(pump, SECOND * 299)
        assert quick.tries == ["a"]
        await quick.pass_time(pump, SECOND)
        await quick.pass_time(pump, SECOND * 300)
    assert quick.order == ["a"]


async def test_that_nobody_can_be_told_stops_nothing(scene: Scene) -> None:
    """An error in telling somebody of an error is logged, and the pump goes on."""

    async def fails_too(work: Work, why: str) -> None:
        raise ZeroDivisionError

    scene.trouble["a1"] = fails(Unreachable("gone"))
    await scene.add(card("a1"), card("a2"))
    async with scene.going(gave_up=fails_too) as pump:
        await rest(pump)
    assert scene.order == ["a2"]
    assert await scene.buried() == [("a1", "gone")]


async def test_few_direct_messages_are_on_their_way_at_once(quick: Scene) -> None:
    """A set of reminders goes out a few at a time; rooms are not slowed by that."""
    await quick.add(*(direct(f"d{n}", f"p{n}") for n in range(30)))
    async with quick.going() as pump:
        await rest(pump)
    assert len(quick.sent) == 30
    assert quick.most_at_once <= QUICK.direct


async def test_one_person_reads_in_order(quick: Scene) -> None:
    """Direct messages to one person keep their order, whatever they are about."""
    quick.trouble["d1"] = fails(Unavailable("away"), 1)
    await quick.add(direct("d1", "p"), direct("d2", "p"), direct("e", "q"))
    async with quick.going() as pump:
        await rest(pump)
        await quick.pass_time(pump, SECOND * 2)
    assert quick.order == ["e", "d1", "d2"]


@pytest.mark.parametrize("chunk", [7, 500])
async def test_hundreds_at_once(scene: Scene, chunk: int) -> None:
    """Many at one instant are all done, each once, few in hand at a time, claimed bit by bit."""
    scene.limits = replace(QUICK, chunk=chunk)
    await scene.add(*(card(f"k{n}", about=f"a{n % 40}") for n in range(300)))
    async with scene.going() as pump:
        await rest(pump)
    assert set(scene.sent.values()) == {1}
    assert len(scene.sent) == 300
    assert scene.most_at_once <= QUICK.most


async def test_what_is_never_begun_counts_no_try(quick: Scene) -> None:
    """What waits behind another was not tried: it is not looked for when its turn comes."""
    tried: dict[str, int] = {}

    async def note(work: Work) -> None:
        tried[work.effect.key] = work.attempts

    quick.trouble |= {"a1": fails(Unavailable("away"), 4), "a2": note}
    await quick.add(card("a1"), card("a2"))
    async with quick.going() as pump:
        for _ in range(5):
            await quick.pass_time(pump, SECOND * 30)
    assert quick.order == ["a1", "a2"]
    assert tried == {"a2": 1}


async def test_a_clock_that_jumps_doubles_nothing(quick: Scene) -> None:
    """A piece in hand whose lease is over by the clock is not begun a second time."""
    gate = asyncio.Event()

    async def slow(_: Work) -> None:
        await gate.wait()

    quick.trouble["a1"] = slow
    await quick.add(card("a1"), card("a2"))
    async with quick.going() as pump:
        await soon(lambda: quick.tries)
        for _ in range(3):
            quick.clock.move(timedelta(hours=1))
            await asyncio.sleep(0.01)
        gate.set()
        await rest(pump)
        await quick.pass_time(pump, SECOND * 120)
    assert quick.order == ["a1", "a2"]
    assert quick.sent == {"a1": 1, "a2": 1}
