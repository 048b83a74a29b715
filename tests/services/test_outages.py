"""Handing the guide's part over while Discord is away: it holds, and the cards are right after."""

from __future__ import annotations

from itertools import pairwise

import pytest
from meeting_scenes import FIVE, MINUTE, at_start, in_dms, in_room, say, session_of
from services_world import World

from learning.refusals import Refusal
from learning.session.buttons import Button
from learning.session.commands import Extend, HandOver, Next
from learning.session.seats import lead
from services.values import BoardCard, GuideView


async def in_an_outage() -> World:
    """Return a set in its meeting, guided by the first of them, just as Discord goes away."""
    world = await at_start(FIVE)
    await world.pass_time(MINUTE)
    assert lead(await session_of(world)) == "p01"
    assert [view.card.leading for view in in_dms(world, 1, GuideView)] == [True]
    world.stage.away = True
    return world


async def hand_over(world: World, *numbers: int) -> None:
    """Let each of these hand over to the one after."""
    for by, to in pairwise(numbers):
        await say(world, await session_of(world), HandOver(by=f"p{by:02}", to=f"p{to:02}"))


async def come_back(world: World) -> None:
    """Let Discord be there again, for long enough that all that waited has been sent."""
    world.stage.away = False
    await world.services.sessions.recover()
    await world.pass_time(MINUTE * 2)


@pytest.mark.parametrize("minutes", [1, 20])  # in the same part, and some parts later
@pytest.mark.parametrize("way", [(1, 3), (1, 4, 3)])  # at once, and through somebody else
async def test_a_guide_hands_over_while_discord_is_away(minutes: int, way: tuple[int, ...]) -> None:
    """It holds at once; afterwards one card has levers, the others none, and the board is true."""
    world = await in_an_outage()
    await hand_over(world, *way)
    assert lead(await session_of(world)) == "p03"
    assert in_dms(world, 3, GuideView) == [], "it was sent while Discord was away"
    await world.pass_time(MINUTE * minutes)
    await come_back(world)
    session = await session_of(world)
    assert lead(session) == "p03"
    (old,), (new,) = in_dms(world, 1, GuideView), in_dms(world, 3, GuideView)
    assert (old.card.leading, old.lead) == (False, new.lead)
    assert (new.card.leading, new.card.part_number) == (True, session.part + 1)
    assert not any(view.card.leading for view in in_dms(world, 4, GuideView))
    (board,) = (one for one in in_room(world, BoardCard) if not one.board.over)
    assert (board.guide, board.board.part_number) == (new.lead, session.part + 1)
    assert Button.NEXT in new.card.can
    assert world.lost == [] or all(why != "bug" for _, why in world.lost)


async def test_only_the_new_guide_leads_after_the_outage() -> None:
    """The old guide's levers are refused, and those of the new guide work."""
    world = await in_an_outage()
    await hand_over(world, 1, 3)
    await come_back(world)
    session = await session_of(world)
    with pytest.raises(Refusal, match="not_guide"):
        await say(world, session, Extend(by="p01", seconds=120))
    await say(world, session, Next(by="p03"))
    assert (await session_of(world)).part == session.part + 1
