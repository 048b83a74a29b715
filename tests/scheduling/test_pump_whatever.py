"""The pump, whatever fails: each piece is done once, in the order of its lane."""

from __future__ import annotations

import asyncio

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pump_world import SECOND, Scene, card

from learning.ports import Work
from learning.refusals import Stale, Unavailable
from storage.memory import MemoryUnits

ERRORS = st.sampled_from(
    [None, Unavailable("away"), Stale("changed"), ZeroDivisionError(), TimeoutError()]
)


@settings(max_examples=30, phases=[Phase.explicit, Phase.generate])
@given(
    plan=st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(0, 30), st.lists(ERRORS, max_size=3)),
        min_size=1,
        max_size=12,
    )
)
def test_whatever_fails_each_is_done_once_in_the_order_of_its_lane(
    plan: list[tuple[str, int, list[Exception | None]]],
) -> None:
    """Any failures at any time: all is done in the end, once, and no lane is overtaken."""
    asyncio.run(_play(plan))


async def _play(plan: list[tuple[str, int, list[Exception | None]]]) -> None:
    scene = Scene(MemoryUnits())
    for number, (about, due, errors) in enumerate(sorted(plan, key=lambda one: one[1])):
        key = f"{about}{number:02}"
        left = list(errors)

        async def trouble(_: Work, left: list[Exception | None] = left) -> None:
            if left and (error := left.pop(0)) is not None:
                raise error

        scene.trouble[key] = trouble
        await scene.add(card(key, about=about, due=SECOND * due))
    async with scene.going() as pump:
        for _ in range(50):
            await scene.pass_time(pump, SECOND * 60)
    assert set(scene.sent.values()) == {1}
    assert len(scene.sent) == len(plan)
    for about in "abc":
        mine = [key for key in scene.order if key[0] == about]
        assert mine == sorted(mine)
