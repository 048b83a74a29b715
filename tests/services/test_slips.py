"""What is handed in privately: the set sees it mixed, counted or pooled, and never whose it is."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from meeting_scenes import (
    FIVE,
    MINUTE,
    at_part,
    at_start,
    in_dms,
    in_room,
    say,
    session_of,
    talk,
    to_the_end,
)
from services_world import BOSS, World

from learning.refusals import Refusal, Stale
from learning.session.commands import Next
from learning.sets import Stage
from learning.slips import SlipKind
from services.values import (
    BoardCard,
    ClosingCard,
    EndCard,
    MixedCard,
    Note,
    PooledCard,
    VoteResult,
)


async def next_part(world: World, number: int) -> None:
    """Let the guide go on by one part."""
    session = await session_of(world, number)
    await say(world, session, Next(by=session.guide_id))


class TestHopes:
    """Hopes and worries of the first meeting."""

    async def test_they_come_back_mixed_and_without_names_when_the_part_ends(self) -> None:
        """Nothing is shown while the part is on; then one card, in an order of its own."""
        world = await at_part("first-90", "Hopes and worries")
        session = await session_of(world, 1)
        texts = [f"hope {n}" for n in FIVE]
        for number, text in zip(FIVE, texts, strict=True):
            await world.services.slips.hopes(world.who(number), session.id, text, "")
            await world.settle()
        assert not in_room(world, MixedCard)
        assert in_room(world, BoardCard)[-1].handed_in == (5, 5)
        await next_part(world, 1)
        (card,) = in_room(world, MixedCard)
        assert sorted(card.hopes) == texts
        assert "p0" not in str(asdict(card))
        assert card.hopes != tuple(texts), "the order of sending is the order of showing"

    async def test_a_second_pair_takes_the_place_of_the_first(self) -> None:
        """Somebody who sends again has changed what they sent, and counts once."""
        world = await at_part("first-90", "Hopes and worries")
        session = await session_of(world, 1)
        for hope in ("first", "second"):
            await world.services.slips.hopes(world.who(1), session.id, hope, "")
        await next_part(world, 1)
        assert in_room(world, MixedCard)[0].hopes == ("second",)

    async def test_nothing_is_taken_in_another_part(self) -> None:
        """A form that was left open is too late when the part is over."""
        world = await at_part("first-90", "Practise asking")
        session = await session_of(world, 1)
        with pytest.raises(Stale, match="over"):
            await world.services.slips.hopes(world.who(1), session.id, "late", "")

    async def test_only_members_hand_in(self) -> None:
        """Somebody of no set cannot hand anything in by forging an address."""
        world = await at_part("first-90", "Hopes and worries")
        session = await session_of(world, 1)
        with pytest.raises(Refusal, match="not_yours"):
            await world.services.slips.hopes(world.who(9), session.id, "hello", "")


class TestVote:
    """The private vote when a set looks back."""

    async def vote(self, world: World, *choices: str) -> None:
        """Let person 1, 2, ... vote."""
        session = await session_of(world, 4)
        for number, choice in enumerate(choices, 1):
            await world.services.slips.vote(world.who(number), session.id, choice)
            await world.settle()

    async def test_counts_show_only_when_everybody_here_has_voted(self) -> None:
        """With one vote missing there are no counts anywhere; the last vote shows them."""
        world = await at_part("review-60", "What next")
        await self.vote(world, "self_led", "self_led", "go_on", "self_led")
        assert in_room(world, BoardCard)[-1].handed_in == (4, 5)
        assert not in_room(world, VoteResult)
        await self.vote(world, "self_led", "self_led", "go_on", "self_led", "finish")
        (result,) = in_room(world, VoteResult)
        assert dict(result.counts) == {"go_on": 1, "self_led": 3, "invite": 0, "finish": 1}
        assert result.chosen == "self_led"

    async def test_a_set_that_chooses_to_guide_itself_is_self_led(self) -> None:
        """The decision is kept as the stage of the set."""
        world = await at_part("review-60", "What next")
        await self.vote(world, *["self_led"] * 5)
        assert (await world.get("sets", "s1")).stage is Stage.SELF_LED

    async def test_the_result_stands(self) -> None:
        """Once all have voted nobody can change a vote, so no vote can be worked out."""
        world = await at_part("review-60", "What next")
        await self.vote(world, *["go_on"] * 5)
        with pytest.raises(Stale, match="vote_over"):
            await self.vote(world, "finish")
        assert (await world.get("sets", "s1")).stage is Stage.RUNNING

    async def test_when_somebody_does_not_vote_the_votes_stay_hidden(self) -> None:
        """At the end of the part the room is told how many voted, and nothing else."""
        world = await at_part("review-60", "What next")
        await self.vote(world, "finish", "finish")
        await next_part(world, 4)
        (result,) = in_room(world, VoteResult)
        assert (result.counts, result.answered, result.here) == ((), 2, 5)

    async def test_a_wish_for_new_people_reaches_the_coordinator_without_figures(self) -> None:
        """The coordinator is told what the set chose, and not by how many."""
        world = await at_part("review-60", "What next")
        await self.vote(world, *["invite"] * 5)
        told = [m.face for m in world.stage.seen_by(BOSS) if isinstance(m.face, Note)]
        assert told[-1].key == "desk_news.invite"
        assert not any(isinstance(fact, int) for fact in told[-1].facts.values())


class TestEndCheck:
    """Three questions after a meeting."""

    async def ended(self, numbers: tuple[int, ...] = FIVE) -> World:
        """Return a set after a whole meeting."""
        world = await at_start(numbers)
        await to_the_end(world)
        return world

    async def answer(self, world: World, number: int, score: int = 4) -> EndCard:
        """Let one person answer all three."""
        session = await session_of(world)
        for row in ("heard", "said", "worth"):
            await world.services.slips.check(world.who(number), session.id, row, score)
        await world.settle()
        return in_dms(world, number, EndCard)[-1]

    async def test_each_person_is_asked_in_private_and_sees_their_own_share(self) -> None:
        """Everybody who was here has one card with their own share of the talking."""
        world = await at_start(FIVE)
        await talk(world)
        shares = [in_dms(world, number, EndCard)[0] for number in FIVE]
        assert all(card.even_share == 20 for card in shares)
        assert 98 <= sum(card.share or 0 for card in shares) <= 102
        assert not in_dms(world, 6, EndCard)
        assert not in_room(world, EndCard)
        assert in_room(world, ClosingCard)[-1].evenness in ("even", "fairly")

    async def test_a_set_that_talks_without_the_buttons_is_told_nothing_about_shares(self) -> None:
        """Nobody pressed Done, so nobody knows who talked how much, and no word is said of it."""
        world = await self.ended()
        assert in_dms(world, 1, EndCard)[0].share is None
        assert in_room(world, ClosingCard)[-1].evenness == ""

    async def test_words_show_only_when_everybody_has_answered(self) -> None:
        """Four of five answers show nothing; the fifth shows three words and no figure."""
        world = await self.ended()
        for number in FIVE[:-1]:
            await self.answer(world, number)
        assert not in_room(world, PooledCard)
        await self.answer(world, 5, score=2)
        (card,) = in_room(world, PooledCard)
        assert card.rows == (("heard", "very"), ("said", "very"), ("worth", "very"))

    async def test_what_was_pooled_stands(self) -> None:
        """After the words are shown no answer changes, so none can be worked out."""
        world = await self.ended()
        for number in FIVE:
            await self.answer(world, number)
        with pytest.raises(Stale, match="check_over"):
            await self.answer(world, 1, score=0)

    async def test_after_two_weeks_answers_and_shares_are_forgotten(self) -> None:
        """Private slips and seconds go; the one word for the set stays."""
        world = await at_start(FIVE)
        await talk(world)
        await self.answer(world, 1)
        await world.pass_time(MINUTE * 60 * 24 * 15)
        session = await session_of(world)
        kept = await world.where("slips", session_id=session.id)
        assert {slip.person_id for slip in kept} == {""}
        assert {seat.spoken for seat in session.seats} == {0}
        assert SlipKind.EVENNESS in {slip.kind for slip in kept}
