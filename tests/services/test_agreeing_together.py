"""What a set decides together in a meeting: whose time it is, a later finish, no guide today."""

from __future__ import annotations

from datetime import timedelta

import pytest
from meeting_scenes import (
    MINUTE,
    at_start,
    in_room,
    meeting_of,
    notes,
    say,
    session_of,
    to_part,
    to_the_end,
)
from services_world import World

from learning.meetings import MeetingState
from learning.refusals import Refusal, Stale
from learning.session.board import to_present
from learning.session.commands import Done, HandOver, HandUp, Stop, SwapPresenter
from learning.session.seats import lead
from learning.session.state import Status
from services.values import BoardCard, LaterCard, Note

FIVE = (1, 2, 3, 4, 5)


async def bring(world: World, number: int, pressing: str) -> None:
    """Let somebody say what they would bring."""
    await world.services.keeping.bring(world.who(number), f"Bid of {number}", pressing)
    await world.settle()


class TestWhoseTime:
    """Choosing who presents, while everybody sees what each would bring."""

    async def test_a_bid_in_the_part_for_choosing_counts_at_once(self) -> None:
        """The board shows each bid with one line, and who comes first by them has the time."""
        world = await at_start(FIVE)
        await to_part(world, "Choose")
        await bring(world, 5, "high")
        await bring(world, 4, "some")
        board = in_room(world, BoardCard)[-1]
        assert board.chosen == ("Name5", "Name4")
        assert {(name, text) for name, text, _ in board.bids} == {
            ("Name5", "Bid of 5"), ("Name4", "Bid of 4"),
        }  # fmt: skip
        await to_part(world, "First person: the story")
        assert (await session_of(world)).floor_id == "p05"

    async def test_whom_the_guide_chose_stays_chosen(self) -> None:
        """A bid after the guide has chosen somebody does not take the turn away."""
        world = await at_start(FIVE)
        session = await to_part(world, "Choose")
        await say(world, session, SwapPresenter(by=lead(session), to="p03", number=1))
        await bring(world, 5, "high")
        assert to_present(await session_of(world))[0] == "p03"

    async def test_at_lunch_todays_person_is_named_and_can_be_another(self) -> None:
        """The part shows whose time it is; before anybody had a turn, nobody is behind."""
        world = await at_start(FIVE, plan="lunch-60")
        await to_part(world, "Today’s person")
        await bring(world, 4, "high")
        board = in_room(world, BoardCard)[-1]
        assert board.chosen == ("Name4",)
        assert board.owed == ()

    async def test_a_volunteer_is_not_chosen_beforehand(self) -> None:
        """In the first meeting nobody has the small real one until somebody takes it."""
        world = await at_start(FIVE, 1, "first-90")
        session = await to_part(world, "A small real one", 1)
        assert session.parts[session.part].presenter_id == ""
        await say(world, session, SwapPresenter(by="p04", to="p04"))
        session = await session_of(world, 1)
        assert session.parts[session.part].presenter_id == "p04"


class TestLater:
    """A finish later than promised."""

    async def asked(self) -> World:
        """Return a meeting in which the guide has asked for five minutes more."""
        world = await at_start(FIVE)
        session = await to_part(world, "What each of us takes")
        await world.services.finishing.ask(world.who(int(lead(session)[1:])), session.id)
        await world.settle()
        return world

    async def answer(self, world: World, number: int, *, yes: bool) -> Note:
        """Let somebody answer in private."""
        session = await session_of(world)
        said = await world.services.finishing.answer(world.who(number), session.id, yes=yes)
        await world.settle()
        return said

    async def test_the_finish_moves_only_when_all_have_said_yes(self) -> None:
        """The last yes moves it by five minutes, for the part that is on."""
        world = await self.asked()
        before = await session_of(world)
        others = [n for n in FIVE if n != int(lead(before)[1:])]
        for number in others:
            assert (await session_of(world)).ends_at == before.ends_at
            await self.answer(world, number, yes=True)
        after = await session_of(world)
        assert after.ends_at - before.ends_at == timedelta(minutes=5)
        assert after.part_ends_at - before.part_ends_at == timedelta(minutes=5)
        (card,) = in_room(world, LaterCard)
        assert (card.agreed, card.open, card.ends_at) == (True, False, after.ends_at)

    async def test_one_no_is_enough_and_looks_like_a_yes(self) -> None:
        """The card counts answers and shows none; when all have answered we finish on time."""
        world = await self.asked()
        before = await session_of(world)
        first, *others = [n for n in FIVE if n != int(lead(before)[1:])]
        await self.answer(world, first, yes=False)
        (after_no,) = in_room(world, LaterCard)
        other = await self.asked()
        await self.answer(other, first, yes=True)
        (after_yes,) = in_room(other, LaterCard)
        assert (after_no.answered, after_no.open) == (after_yes.answered, after_yes.open)
        for number in others:
            await self.answer(world, number, yes=True)
        assert (await session_of(world)).ends_at == before.ends_at
        assert in_room(world, LaterCard)[0].open is False

    async def test_only_the_guide_asks_and_only_once(self) -> None:
        """A member who asks is told who may; a second question waits for the first."""
        world = await self.asked()
        session = await session_of(world)
        guide = int(lead(session)[1:])
        other = next(n for n in FIVE if n != guide)
        finishing = world.services.finishing
        with pytest.raises(Refusal, match="not_guide"):
            await finishing.ask(world.who(other), session.id)
        with pytest.raises(Refusal, match="asked"):
            await finishing.ask(world.who(guide), session.id)
        with pytest.raises(Refusal, match="not_yours"):
            await finishing.answer(world.who(9), session.id, yes=True)
        await say(world, session, Stop(by=lead(session)))
        with pytest.raises(Stale, match="over"):
            await self.answer(world, other, yes=True)


class TestNobodyGuides:
    """Three minutes on, and nobody named to guide has come."""

    async def waiting(self) -> World:
        """Return a meeting in which the room is asked who guides."""
        world = await at_start((3, 4, 5, 6))
        await world.pass_time(MINUTE * 3)
        return world

    async def test_three_ways_are_offered(self) -> None:
        """Somebody guides, or nobody does, or the set meets on another day."""
        world = await self.waiting()
        (card,) = [n for n in in_room(world, Note) if n.key == "no_guide"]
        assert [verb for verb, _, _ in card.buttons] == [
            "guide.take", "guide.alone", "guide.another_day",
        ]  # fmt: skip

    async def test_a_set_can_go_without(self) -> None:
        """The card says so, the bot keeps the time, and anyone may still guide."""
        world = await self.waiting()
        session = await session_of(world)
        await world.services.unguided.alone(world.who(4), session.id)
        await world.settle()
        assert notes(world) == ["no_guide.alone"]
        assert (await to_the_end(world)).status is Status.ENDED

    async def test_a_set_can_meet_on_another_day(self) -> None:
        """This one ends, and the next date of the block takes its place, with its number."""
        world = await self.waiting()
        session = await session_of(world)
        await world.services.unguided.another_day(world.who(4), session.id)
        await world.settle()
        both = [m for m in await world.where("meetings", set_id="s1") if m.number == 2]
        states = {m.state for m in both}
        assert states == {MeetingState.CANCELLED, MeetingState.PLANNED}
        new = next(m for m in both if m.state is MeetingState.PLANNED)
        assert new.starts_at > session.ends_at
        assert await world.pending(f"remind:{new.id}:")
        assert not in_room(world, BoardCard)

    async def test_it_is_too_late_when_somebody_guides(self) -> None:
        """Once somebody guides, the set is not sent home by an old card."""
        world = await self.waiting()
        session = await session_of(world)
        await say(world, session, HandOver(by="p05", to="p05"))
        with pytest.raises(Stale, match="guided"):
            await world.services.unguided.another_day(world.who(4), session.id)

    async def test_one_tap_hands_over_to_the_deputy_else_to_the_next(self) -> None:
        """With nobody named the deputy guides; without a deputy, whoever is next in turn."""
        world = await at_start((1, 2, 3, 4, 5))
        session = await session_of(world)
        await say(world, session, HandOver(by=lead(session)))
        handed = await session_of(world)
        assert handed.guide_id == session.deputy_id
        world = await self.waiting()
        session = await session_of(world)
        await say(world, session, HandOver(by="p05", to="p05"))
        await say(world, await session_of(world), HandOver(by="p05"))
        assert lead(await session_of(world)) not in ("", "p05")


class TestAsked:
    """Questions without a name."""

    async def asks(self, world: World, text: str) -> None:
        """Let somebody ask without being named."""
        await world.services.keeping.ask(world.who(5), text)
        await world.settle()

    def shown(self, world: World) -> list[object]:
        """Return what has been asked in the room."""
        return [n.facts["text"] for n in in_room(world, Note) if n.key == "question"]

    async def test_a_question_waits_for_its_turn(self) -> None:
        """In a story nothing is asked; in the questions one comes each time the floor goes on."""
        world = await at_start(FIVE)
        await to_part(world, "First person: the story")
        await self.asks(world, "What else?")
        await self.asks(world, "And then?")
        assert self.shown(world) == []
        session = await to_part(world, "First person: questions")
        presenter = session.parts[session.part].presenter_id
        assert len(self.shown(world)) >= 1
        asker = next(f"p{n:02}" for n in FIVE if f"p{n:02}" != presenter)
        await say(world, session, HandUp(by=asker))
        await self.asks(world, "Who else?")
        assert "Who else?" not in self.shown(world), "it came while somebody was asking"
        await say(world, session, Done(by=asker))
        assert self.shown(world) == ["What else?", "And then?", "Who else?"]

    async def test_what_was_never_reached_is_shown_at_the_end(self) -> None:
        """A question is not lost because the meeting ended before its turn."""
        world = await at_start(FIVE)
        await to_part(world, "Your own note")
        await self.asks(world, "Is anybody else tired?")
        assert self.shown(world) == []
        await to_the_end(world)
        assert self.shown(world) == ["Is anybody else tired?"]

    async def test_between_meetings_it_comes_at_once(self) -> None:
        """Nobody has to wait for a turn when nobody meets."""
        world = await at_start(FIVE)
        await to_the_end(world)
        await self.asks(world, "See you?")
        assert self.shown(world) == ["See you?"]


async def test_a_sets_own_figures_are_for_its_own_eyes() -> None:
    """Meetings, time kept, who came as a count, and one word for the talking; no name in it."""
    world = await at_start(FIVE, 4, "review-60")
    await to_part(world, "Our own figures", 4)
    own = in_room(world, BoardCard)[-1].figures
    assert own is not None
    assert own.held == 3
    assert not any(isinstance(fact, str) and fact.startswith("Name") for fact in own.evenness)
    later = await meeting_of(world, 5)
    assert later.state is MeetingState.PLANNED
