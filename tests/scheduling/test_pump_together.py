"""What can be decided together is, before anything is claimed; what is left over is done alone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress

import pytest
from pump_world import SECOND, Scene, card, decision, rest

from learning.refusals import Said, Unavailable
from storage.memory import MemoryUnits


def finishing(scene: Scene, calls: list[int], trouble: Iterator[Exception]) -> None:
    """Let all decisions whose names begin with "d" be done together, once trouble is over."""

    async def together() -> int:
        with suppress(StopIteration):
            raise next(trouble)
        async with scene.units.write() as unit:
            due = await unit.many.due("d", scene.clock.now(), limit=2)
            await unit.many.finish([one.key for one in due], scene.clock.now())
        calls.append(len(due))
        return len(due)

    scene.together = together


async def test_all_that_is_due_is_decided_before_anything_is_told() -> None:
    """Commit follows commit until nothing is left; then the rest is claimed, one by one."""
    scene, calls = Scene(MemoryUnits()), list[int]()
    finishing(scene, calls, iter(()))
    await scene.add(*(decision(f"d{n}", f"a{n}") for n in range(5)), decision("e"), card("c"))
    async with scene.going() as pump:
        await rest(pump)
        assert calls[:4] == [2, 2, 1, 0]
        assert sorted(scene.tries) == ["c", "e"]
        await scene.add(decision("d9", due=SECOND))
        await scene.pass_time(pump, SECOND)
        assert await scene.pending() == []
    assert "d9" not in scene.tries


@pytest.mark.parametrize("error", [ValueError("ours"), Said("session.over")], ids=["bug", "said"])
async def test_what_cannot_be_decided_together_is_decided_alone(error: Exception) -> None:
    """An error on the way together leaves all of it to be claimed piece by piece."""
    scene, calls = Scene(MemoryUnits()), list[int]()
    finishing(scene, calls, iter([error]))
    await scene.add(decision("d1"), decision("d2", "b"))
    async with scene.going() as pump:
        await rest(pump)
    assert sorted(scene.tries) == ["d1", "d2"]
    assert await scene.pending() == []


async def test_a_memory_that_is_away_is_waited_for() -> None:
    """While the ledger is away nothing is claimed either; afterwards it goes on together."""
    scene, calls = Scene(MemoryUnits()), list[int]()
    finishing(scene, calls, iter([Unavailable("storage.away")] * 3))
    await scene.add(decision("d1"))
    async with scene.going() as pump:
        await rest(pump)
    assert scene.tries == []
    assert calls[0] == 1


async def test_two_hands_decide_side_by_side() -> None:
    """With two hands each commit has another beside it; both are waited for."""
    scene, calls, both = Scene(MemoryUnits()), list[int](), asyncio.Barrier(2)
    scene.hands = 2
    finishing(scene, calls, iter(()))
    one_hand = scene.together
    assert one_hand is not None

    async def together() -> int:
        await both.wait()  # nobody begins before the other is there
        return await one_hand()

    scene.together = together
    await scene.add(*(decision(f"d{n}", f"a{n}") for n in range(5)))
    async with scene.going() as pump:
        await rest(pump)
    assert scene.tries == []
    assert await scene.pending() == []
    assert sum(calls) == 5
    assert len(calls) % 2 == 0


async def test_what_one_hand_cannot_do_does_not_stop_the_other() -> None:
    """What the other has done is kept; what is left is claimed by itself."""
    scene, calls = Scene(MemoryUnits()), list[int]()
    scene.hands = 2
    finishing(scene, calls, iter([ValueError("ours")]))
    await scene.add(decision("d1"), decision("d2", "b"), decision("d3", "c"))
    async with scene.going() as pump:
        await rest(pump)
    assert calls[0] == 2
    assert scene.tries == ["d3"]
    assert await scene.pending() == []
