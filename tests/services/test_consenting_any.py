"""Consent, played by chance: whoever answers, pauses or leaves, and however time passes."""

from __future__ import annotations

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st
from rules_seen import broken_sets, held_twice
from services_world import DAY, fresh, person

from learning.people import Role, Standing
from learning.refusals import Refusal
from learning.sets import Consent, Stage

ANSWERS = st.sampled_from([Consent.YES, Consent.NO, Consent.LATER])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("say"), st.integers(1, 10), ANSWERS),
        st.tuples(st.just("pause"), st.integers(1, 10), st.none()),
        st.tuples(st.just("erase"), st.integers(1, 10), st.none()),
        st.tuples(st.just("days"), st.integers(1, 6), st.none()),
    ),
    max_size=25,
)
NOT_WITH = st.lists(st.tuples(st.integers(1, 10), st.integers(1, 10)), max_size=4)


@settings(max_examples=40)
@given(steps=STEPS, apart=NOT_WITH)
def test_no_answers_lead_to_a_bad_set(
    steps: list[tuple[str, int, Consent | None]], apart: list[tuple[int, int]]
) -> None:
    """Whoever answers what and when, no set breaks a hard rule and nobody is in two."""
    asyncio.run(_play(steps, apart))


async def _play(steps: list[tuple[str, int, Consent | None]], apart: list[tuple[int, int]]) -> None:
    world = fresh()
    await world.set_up()
    for number in range(1, 11):
        hates = tuple(1000 + b for a, b in apart if a == number and b != number)
        # the first six never stand apart, so that the set is right to begin with
        hates = tuple(x for x in hates if number > 6 or x > 1006)
        role = (Role.GP, Role.ARTIST, Role.COMMUNITY)[number % 3]
        await world.join(person(number, not_with=hates, role=role))
    before = (await world.proposed(6)).stage
    for what, number, said in steps:
        try:
            match what:
                case "say":
                    await world.say(number, said or Consent.YES)
                case "pause":
                    await world.services.joining.pause(world.who(number))
                case "erase":
                    await world.services.mydata.erase(world.who(number))
                case _:
                    await world.pass_time(DAY * number)
        except Refusal:
            pass
        stage = (await world.get("sets", "s1")).stage
        if stage is Stage.PROPOSED or stage is not before:
            assert await broken_sets(world) == []
        assert await held_twice(world) == []
        before = stage
    for found in await world.where("sets", stage=Stage.PROPOSED):
        assert await world.pending(f"expire:{found.id}"), "an open question always ends"
    gone = {p.id for p in await world.where("people") if p.standing is Standing.LEFT}
    seats = await world.where("memberships", left_at=None)
    assert not gone.intersection(seat.person_id for seat in seats)
