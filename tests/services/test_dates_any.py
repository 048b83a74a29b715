"""After any moves, cancels and swaps, what people read last is the truth."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from dates_scenes import cant, cards, planned
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from own_postgres import Server, postgres_server
from services_world import DAY, HOUR, World, fresh

from learning.meetings import MeetingState
from learning.ports import Units
from learning.refusals import Refusal
from services.clashing import SHORT
from services.moving import Which
from services.values import DatesCard
from storage.engine import open_storage

__all__ = ["postgres_server"]
MINUTE = timedelta(minutes=1)
Step = tuple[str, int]

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("hours"), st.integers(1, 24 * 6)),
        st.tuples(st.sampled_from(["this", "later", "all"]), st.integers(1, 40)),
        st.tuples(st.just("cant"), st.integers(2, 6)),
        st.tuples(st.just("short"), st.integers(0, 4)),
        st.tuples(st.just("block"), st.just(0)),
        st.tuples(st.just("wish"), st.integers(1, 6)),
        st.tuples(st.just("away"), st.integers(1, 9)),
    ),
    max_size=12,
)


@settings(max_examples=8, phases=[Phase.explicit, Phase.generate], deadline=None)
@given(steps=STEPS)
@example([("hours", 100), ("later", 3), ("hours", 90), ("this", 9), ("all", 2), ("hours", 120)])
@example([("cant", 2), ("cant", 3), ("cant", 4), ("short", 4), ("hours", 140), ("block", 0)])
def test_every_card_that_stands_is_the_truth(steps: list[Step]) -> None:
    """After any moves, cancels and swaps of block, no card that anybody has is wrong."""
    asyncio.run(_play(steps))


@pytest.mark.parametrize("store", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
@pytest.mark.parametrize(
    "examples",
    [
        pytest.param(1, marks=pytest.mark.short),
        pytest.param(60, marks=[pytest.mark.proof, pytest.mark.timeout(900)]),
    ],
)
def test_it_is_so_on_a_real_database(
    examples: int, store: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The same over each database: what people read is what the committed rows say."""
    files = (f"sqlite+aiosqlite:///{tmp_path / f'{number}.db'}" for number in count())
    server: Server | None = None
    if store == "postgres":
        server = request.getfixturevalue("postgres_server")

    @settings(max_examples=examples, phases=[Phase.explicit, Phase.generate], deadline=None)
    @given(steps=STEPS)
    @example([("hours", 100), ("later", 3), ("hours", 90), ("this", 9), ("all", 2), ("hours", 99)])
    @example([("cant", 2), ("cant", 3), ("cant", 4), ("short", 4), ("hours", 140), ("block", 0)])
    @example([("hours", 100), ("away", 9), ("this", 9), ("away", 5), ("later", 3), ("hours", 140)])
    def plays(steps: list[Step]) -> None:
        asyncio.run(_play_on(server.ready() if server else next(files), steps))

    plays()


async def _play_on(address: str, steps: list[Step]) -> None:
    """Play it over a database; nobody waits there for as many tries as hours away would take."""
    async with await open_storage(address, "k" * 16, upgrade=True) as storage:
        await _play(steps, storage.units, away=MINUTE)


async def _play(steps: list[Step], units: Units | None = None, away: timedelta = HOUR) -> None:
    world = fresh(units)
    await world.running()
    for what, amount in steps:
        try:
            await _step(world, what, amount, away)
        except Refusal:
            continue
    await world.pass_time(MINUTE * 10)
    meetings = {one.id: one for one in await world.where("meetings", set_id="s1")}
    for number in range(1, 7):
        told = [m.key for m in world.dms(number)]
        assert len(told) == len(set(told))
        for card in cards(world, number):
            meeting = meetings[card.meeting_id]
            assert card.starts_at == meeting.starts_at
            assert meeting.state is not MeetingState.CANCELLED or card.ahead == "all"
            for line in card.dates:
                (same,) = [one for one in meetings.values() if one.number == line.number]
                assert line.starts_at == same.starts_at
    room = [m.face for m in world.room() if isinstance(m.face, DatesCard)][-1]
    live = {m.number: m.starts_at for m in meetings.values() if m.state != "cancelled"}
    assert {line.number: line.starts_at for line in room.dates} == live


async def _step(world: World, what: str, amount: int, away: timedelta) -> None:
    first = next(iter(await planned(world)), None)
    match what:
        case "hours":
            await world.pass_time(HOUR * amount)
        case "away":
            world.stage.away = True
            await world.pass_time(away * amount)
            world.stage.away = False
        case "cant" if first:
            await cant(world, first, amount)
        case "short" if first:
            await world.services.clashing.choose(world.who(2), first.id, None, SHORT[amount])
        case "block":
            await world.services.clashing.take_block(world.who(1), "s1")
        case "wish":
            await world.services.wishing.change(world.who(amount), hours="any")
        case "this" | "later" | "all":
            day = (world.now + DAY * amount).date()
            await world.services.moving.move(world.who(1), f"{day} 12.30", Which(what))
        case _:
            return
