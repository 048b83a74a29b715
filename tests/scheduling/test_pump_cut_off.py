"""The pump and the end of the world: crashes, stops, and a ledger that is away."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

import pytest
from pump_world import QUICK, SECOND, START, Scene, card, decision, direct, rest, soon

from learning.ports import Unit, Work
from learning.refusals import Unavailable
from storage.memory import MemoryUnits


async def test_killed_between_sending_and_writing_it_down(scene: Scene) -> None:
    """After a crash the lease is taken back, Discord is looked at first, and nothing doubles."""
    await scene.add(card("a"))
    async with scene.units.write() as unit:
        (work,) = await unit.work.claim(START, owner="me", limit=9, lease=SECOND * 60)
    await scene.perform(work, START)  # sent; and here the machine lost power
    async with scene.going() as pump:
        await rest(pump)
        assert scene.sent == {"a": 1}
        assert scene.tries == ["a", "a"]
        assert await scene.pending() == []


async def test_the_lease_of_another_that_died_runs_out(scene: Scene) -> None:
    """What a stranger held is left alone until its lease is over, and then done."""
    await scene.add(card("a"))
    async with scene.units.write() as unit:
        await unit.work.claim(START, owner="stranger", limit=9, lease=SECOND * 60)
    async with scene.going() as pump:
        await scene.pass_time(pump, SECOND * 59)
        assert scene.order == []
        await scene.pass_time(pump, SECOND)
        assert scene.sent == {"a": 1}


async def test_while_discord_is_away_nothing_is_begun(scene: Scene) -> None:
    """A closed pump leaves work where it is; open again, it does all of it."""
    async with scene.going() as pump:
        await rest(pump)
        pump.close()
        await scene.add(card("a"), card("b", about="b"))
        await asyncio.sleep(0.02)
        assert scene.tries == []
        pump.open()
        await rest(pump)
    assert sorted(scene.order) == ["a", "b"]


async def test_stopping_finishes_what_is_in_hand_and_leaves_the_rest(scene: Scene) -> None:
    """The piece in hand is finished; what follows is free at once for whoever comes next."""
    began = asyncio.Event()

    async def slow(_: Work) -> None:
        began.set()
        await asyncio.sleep(0.05)

    scene.trouble["a1"] = slow
    await scene.add(card("a1"), card("a2"))
    pump = scene.pump()
    await pump.start()
    pump.open()
    await asyncio.wait_for(began.wait(), 5)
    await pump.stop()
    assert scene.order == ["a1"]
    assert await scene.pending() == ["a2"]
    async with scene.units.write() as unit:
        works = await unit.work.claim(START, owner="next", limit=9, lease=SECOND)
    assert [work.effect.key for work in works] == ["a2"]


async def test_cut_off_in_the_middle_of_a_send(scene: Scene) -> None:
    """What did not finish in time is cut off, kept, and looked for by the next pump."""
    began = asyncio.Event()

    async def sends_and_hangs(work: Work) -> None:
        if work.attempts == 1:
            scene.sent[work.effect.key] = 1
            began.set()
            await asyncio.sleep(60)

    scene.trouble["a"] = sends_and_hangs
    scene.limits = replace(QUICK, grace=0.01)
    await scene.add(card("a"))
    pump = scene.pump()
    await pump.start()
    pump.open()
    await asyncio.wait_for(began.wait(), 5)
    await pump.stop()
    async with scene.going() as second:
        await rest(second)
    assert scene.sent == {"a": 1}
    assert await scene.pending() == []


class Moody(MemoryUnits):
    """A memory whose writes fail while it is in a mood."""

    def __init__(self) -> None:
        super().__init__()
        self.errors: list[Exception] = []

    def write(self) -> AbstractAsyncContextManager[Unit]:
        """Fail as often as was asked."""
        if self.errors:
            raise self.errors.pop(0)
        return super().write()


@pytest.mark.parametrize("error", [Unavailable("storage.away"), ZeroDivisionError()])
async def test_no_error_of_the_ledger_ends_the_pump(error: Exception) -> None:
    """Whatever a claim raises, the next round is better."""
    units = Moody()
    scene = Scene(units)
    async with scene.going() as pump:
        await rest(pump)
        await scene.add(card("a"))
        units.errors = [error, error]
        pump.nudge()
        await rest(pump)
    assert scene.order == ["a"]


async def test_a_sent_message_is_written_down_although_the_ledger_was_away() -> None:
    """The outcome of a send is tried until it is kept: it is not sent again."""
    units = Moody()
    scene = Scene(units)

    async def then_away(_: Work) -> None:
        units.errors = [Unavailable("storage.away")] * 3

    scene.trouble["a"] = then_away
    await scene.add(card("a"))
    async with scene.going() as pump:
        await rest(pump)
    assert scene.tries == ["a"]
    assert await scene.pending() == []


async def test_no_direct_message_waits_for_the_ledger() -> None:
    """The next direct message is on its way while it is being written down that one was sent."""
    units = Moody()
    scene = Scene(units, limits=replace(QUICK, direct=1))

    async def then_away(_: Work) -> None:
        units.errors = [Unavailable("storage.away")] * 1000

    async def then_back(_: Work) -> None:
        units.errors = []

    scene.trouble |= {"d1": then_away, "d2": then_back}
    await scene.add(direct("d1", "p"), direct("d2", "q"))
    async with scene.going() as pump:
        await rest(pump)
    assert scene.tries == ["d1", "d2"]
    assert await scene.pending() == []


async def test_decisions_have_room_of_their_own(scene: Scene) -> None:
    """However much waits to be told, what is decided is done at once, and at its time."""
    scene.limits = replace(QUICK, most=4)
    gate = asyncio.Event()

    async def slow(_: Work) -> None:
        await gate.wait()

    for number in range(12):
        scene.trouble[f"t{number:02}"] = slow
        await scene.add(card(f"t{number:02}", about=f"a{number}"))
    await scene.add(decision("now", "x"), decision("later", "y", SECOND))
    async with scene.going() as pump:
        await soon(lambda: "now" in scene.order and len(scene.tries) == 5)
        scene.clock.move(SECOND)
        await soon(lambda: "later" in scene.order)
        gate.set()
        await rest(pump)
    assert scene.order[:2] == ["now", "later"]
    assert len(scene.order) == 14


async def test_a_lost_outcome_comes_back_after_its_lease() -> None:
    """When an outcome could not be kept at all, the piece is looked for, not doubled."""
    units = Moody()
    scene = Scene(units)

    async def then_broken(_: Work) -> None:
        units.errors = [ZeroDivisionError()]

    scene.trouble["a"] = then_broken
    await scene.add(card("a"))
    async with scene.going() as pump:
        await rest(pump)
        assert await scene.pending() == ["a"]
        await scene.pass_time(pump, SECOND * 61)
    assert scene.sent == {"a": 1}
    assert await scene.pending() == []
