"""The set's own ways: who opens, who guides the second round, and the words they agreed."""

from __future__ import annotations

import pytest
from meeting_scenes import (
    FIVE,
    MINUTE,
    at_part,
    at_start,
    come,
    in_dms,
    in_room,
    meeting_of,
    say,
    session_of,
    talk,
    to_part,
    to_the_end,
)
from services_world import BOSS, World

from learning.refusals import Stale
from learning.session.commands import Leave, Stop
from services.values import BoardCard, ClosingCard, EndCard, GuideView, Note, PooledCard


async def test_each_meeting_is_opened_by_somebody_else() -> None:
    """The first board names who opens, who has the floor first; it goes round by meetings."""
    openers: list[str] = []
    for number in (2, 3):
        world = await at_start((1, 2, 3, 4, 5, 6), number)
        board = in_room(world, BoardCard)[0]
        assert board.opening
        assert board.opening == board.floor
        openers.append(board.opening)
    assert openers == ["Name2", "Name3"]


async def test_in_the_third_meeting_somebody_else_guides_the_second_round() -> None:
    """When the second person's turn begins the guide changes, and the set's card said so."""
    world = await at_start((1, 2, 3, 4, 5, 6), 3)
    session = await to_part(world, "First person: the story", 3)
    assert session.guide_id == "p02"
    session = await to_part(world, "Second person: the story", 3)
    assert session.guide_id == "p04"
    views = {n: in_dms(world, n, GuideView)[-1].card.leading for n in (2, 4)}
    assert views == {2: False, 4: True}
    session = await to_part(world, "Second person: questions", 3)
    assert session.guide_id == "p04"


async def test_somebody_who_leaves_is_not_waited_for() -> None:
    """Who is away at the end is not asked, so the answers of the others can be shown."""
    world = await at_start(FIVE)
    session = await session_of(world)
    await say(world, session, Leave(by="p05", person="p05"))
    await to_the_end(world)
    assert not in_dms(world, 5, EndCard)
    for number in (1, 2, 3, 4):
        for row in ("heard", "said", "worth"):
            await world.services.slips.check(world.who(number), session.id, row, 3)
    await world.settle()
    assert in_room(world, PooledCard)


async def test_a_sets_own_words_are_kept_and_shown() -> None:
    """The agreement starts from the usual lines; what a member saves is the set's, at once."""
    world = await at_part("first-90", "How we will treat each other")
    agreeing = world.services.agreeing
    _, _, revision = await agreeing.now(world.who(3))
    card = await agreeing.agree(world.who(3), "We ask.\nWe wait.", revision)
    await world.settle()
    assert card.agreement == "We ask.\nWe wait."
    assert in_room(world, BoardCard)[-1].agreement == "We ask.\nWe wait."
    with pytest.raises(Stale, match="changed"):
        await agreeing.agree(world.who(4), "Only mine.", revision)
    _, _, revision = await agreeing.now(world.who(4))
    card = await agreeing.good(world.who(4), "we laugh", revision)
    assert (card.agreement, card.going_well_if) == ("We ask.\nWe wait.", "we laugh")


class TestRough:
    """Two hard meetings in a row."""

    async def stopped(self, world: World, number: int) -> None:
        """Hold a meeting that the guide stops early."""
        meeting = await meeting_of(world, number)
        await world.go_to(meeting.starts_at - MINUTE)
        await come(world, meeting, FIVE)
        await world.go_to(meeting.starts_at)
        session = await session_of(world, number)
        await say(world, session, Stop(by=session.guide_id))

    def told(self, world: World) -> int:
        """Count the private notes to the coordinator."""
        found = [m.face for m in world.stage.seen_by(BOSS) if isinstance(m.face, Note)]
        return sum(note.key == "desk_news.rough" for note in found)

    async def test_one_is_nobodys_business_and_two_are_worth_a_word(self) -> None:
        """After the second rough meeting guide and coordinator hear it, without a figure."""
        world = await at_start(FIVE)
        session = await session_of(world)
        await say(world, session, Stop(by=session.guide_id))
        assert self.told(world) == 0
        await self.stopped(world, 3)
        assert self.told(world) == 1
        found = await world.get("sets", "s1")
        guide = int(found.guide_id[1:])
        keys = [note.key for note in in_dms(world, guide, Note)]
        assert keys.count("desk_news.rough") == 1

    async def test_a_calm_meeting_between_makes_it_nobodys_business(self) -> None:
        """A rough meeting, a good one and a rough one tell nobody anything."""
        world = await at_start(FIVE)
        session = await session_of(world)
        await say(world, session, Stop(by=session.guide_id))
        third = await meeting_of(world, 3)
        await world.go_to(third.starts_at - MINUTE)
        await come(world, third, FIVE)
        await world.go_to(third.starts_at)
        await talk(world, 3)
        assert in_room(world, ClosingCard)[-1].evenness == "even"
        await self.stopped(world, 4)
        assert self.told(world) == 0
