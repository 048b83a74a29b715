"""What may leave a set: asked of each member in private, also of those who were not there."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest
from meeting_scenes import at_start, in_dms, in_room, session_of, to_part
from services_world import BOSS, DAY, DEVON, GUILD, World, fresh

from learning.effects import Card
from learning.refusals import Refusal, Stale
from learning.sentences import Sentence, SentenceState
from services.kit import Who
from services.values import SentenceCard

EVERYBODY = (1, 2, 3, 4, 5, 6)


async def offered(text: str = "We wait.") -> tuple[World, str]:
    """Return a set of six with one sentence of person 1."""
    world = fresh()
    await world.running()
    await world.services.sentences.offer(world.who(1), text)
    await world.settle()
    (one,) = await world.where("sentences", set_id="s1")
    return world, one.id


async def say(world: World, one: str, *numbers: int, yes: bool = True) -> None:
    """Let people answer."""
    for number in numbers:
        await world.services.sentences.answer(world.who(number), one, yes=yes)
        await world.settle()


async def state(world: World, one: str) -> SentenceState:
    """Return how a sentence stands."""
    return (await world.get("sentences", one)).state


def looks(world: World, number: int) -> list[SentenceCard]:
    """Return what somebody has seen of sentences, in private and in the room."""
    return [*in_dms(world, number, SentenceCard), *in_room(world, SentenceCard)]


async def test_everybody_else_is_asked_in_private_and_the_room_is_not() -> None:
    """Each has one card, all alike and without a name or a count; the writer is not asked."""
    world, one = await offered()
    cards = [in_dms(world, number, SentenceCard) for number in EVERYBODY[1:]]
    assert all(found == cards[0] and len(found) == 1 for found in cards)
    assert asdict(cards[0][0]) == {
        "sentence_id": one, "number": 1, "text": "We wait.", "state": SentenceState.OPEN,
    }  # fmt: skip
    assert not in_dms(world, 1, SentenceCard)
    assert not in_room(world, SentenceCard)


async def test_only_the_last_yes_is_told() -> None:
    """Until then nothing is seen; then the room hears it, and who wrote and answered is gone."""
    world, one = await offered()
    await say(world, one, 2, 3, 4, 5)
    assert not in_room(world, SentenceCard)
    assert await state(world, one) is SentenceState.OPEN
    await say(world, one, 6)
    (card,) = in_room(world, SentenceCard)
    assert (card.text, card.state) == ("We wait.", SentenceState.APPROVED)
    assert (await world.get("sentences", one)).person_id == ""
    assert not await world.where("sentence_yeses")


async def test_a_no_is_seen_by_nobody() -> None:
    """After a no all cards and all answers are as after a yes, and nothing says who it was."""
    no, one = await offered()
    yes, same = await offered()
    await say(no, one, 2, yes=False)
    await say(yes, same, 2)
    for number in (3, 4, 5, 6):
        await say(no, one, number)
    await say(yes, same, 3, 4, 5)
    assert [looks(no, n) for n in EVERYBODY] == [looks(yes, n) for n in EVERYBODY]
    assert (await state(no, one), await state(yes, same)) == (
        SentenceState.WITHDRAWN, SentenceState.OPEN,
    )  # fmt: skip
    assert not await no.where("sentence_yeses")
    assert (await no.services.sentences.answer(no.who(6), one, yes=True)).key == "slip.said_yes"
    anew = await no.services.cards.read(Card("sentence", one))
    assert isinstance(anew, SentenceCard)
    assert anew.state is SentenceState.OPEN


async def test_who_was_not_at_the_meeting_is_asked_too() -> None:
    """Five meet, and the sixth has to say yes as well."""
    world = await at_start((1, 2, 3, 4, 5), 4, "review-60")
    await to_part(world, "What may leave this room", 4)
    session = await session_of(world, 4)
    await world.services.sentences.offer(world.who(1), "We wait.", session.id)
    await world.settle()
    (one,) = await world.where("sentences", set_id="s1")
    await say(world, one.id, 2, 3, 4, 5)
    assert await state(world, one.id) is SentenceState.OPEN
    assert len(in_dms(world, 6, SentenceCard)) == 1
    await say(world, one.id, 6)
    assert await state(world, one.id) is SentenceState.APPROVED


async def test_a_yes_can_be_taken_back_until_the_coordinator_has_it() -> None:
    """Taken back, it says so in the room and is in no file; handed over, it is too late."""
    world, one = await offered()
    await say(world, one, 2, 3, 4, 5, 6)
    await say(world, one, 4, yes=False)
    assert in_room(world, SentenceCard)[0].state is SentenceState.WITHDRAWN
    assert (await world.services.sentences.digest(world.boss, DEVON)).new == ()
    world, one = await offered()
    await say(world, one, 2, 3, 4, 5, 6)
    assert (await world.services.sentences.digest(world.boss, DEVON)).new == ("We wait.",)
    await world.settle()
    assert in_room(world, SentenceCard)[0].state is SentenceState.USED
    with pytest.raises(Stale, match="used"):
        await say(world, one, 4, yes=False)


async def test_the_digest_holds_what_all_said_yes_to_and_names_nobody() -> None:
    """An open sentence is not in it; a second time the same one stands among the old ones."""
    world, one = await offered()
    await say(world, one, 2, 3, 4, 5, 6)
    await world.services.sentences.offer(world.who(2), "Not this.")
    found = await world.services.sentences.digest(world.boss, DEVON)
    assert (found.new, found.before) == (("We wait.",), ())
    again = await world.services.sentences.digest(world.boss, DEVON)
    assert (again.new, again.before) == ((), ("We wait.",))
    kept = await world.get("sets", "s1")
    assert kept.name not in str(found)
    assert [a.set_id for a in await world.where("audits", what="digest")] == ["s1"]


@pytest.mark.parametrize("who", [Who(xid=1001, guild_xid=GUILD), Who(xid=BOSS, guild_xid=1)])
async def test_only_the_coordinator_of_the_place_has_the_digest(who: Who) -> None:
    """A member has none, nor the coordinator of another server."""
    world, one = await offered()
    await say(world, one, 2, 3, 4, 5, 6)
    with pytest.raises(Refusal):
        await world.services.sentences.digest(who, DEVON)
    assert await state(world, one) is SentenceState.APPROVED


async def test_only_members_offer_and_answer() -> None:
    """Somebody of no set can do neither by forging an address."""
    world, one = await offered()
    with pytest.raises(Refusal, match="not_yours"):
        await say(world, one, 9)
    with pytest.raises(Refusal):
        await world.services.sentences.offer(world.who(9), "Hello.")


async def test_three_at_a_time_whatever_became_of_them() -> None:
    """A fourth is refused, also when one was ended by a no: else that would show."""
    world, one = await offered()
    await say(world, one, 2, yes=False)
    for text in ("two", "three"):
        await world.services.sentences.offer(world.who(2), text)
    with pytest.raises(Refusal, match="many"):
        await world.services.sentences.offer(world.who(3), "four")


async def test_erasing_the_writer_takes_the_question_away() -> None:
    """While it is open the words are theirs: the sentence, the yeses and all cards go."""
    world, one = await offered()
    await say(world, one, 2)
    await world.services.mydata.erase(world.who(1))
    await world.settle()
    assert await world.get("sentences", one) is None
    assert not await world.where("sentence_yeses")
    assert not any(in_dms(world, number, SentenceCard) for number in EVERYBODY)


async def test_after_four_weeks_it_is_gone_unless_everybody_said_yes() -> None:
    """An open sentence and an ended one go on the same day; one that may leave stays."""
    world, _ = await offered()
    for text in ("two", "three"):
        await world.services.sentences.offer(world.who(1), text)
    ids = {s.text: s.id for s in await world.where("sentences", set_id="s1")}
    await say(world, ids["two"], 2, yes=False)
    await say(world, ids["three"], 2, 3, 4, 5, 6)
    async with world.units.write() as unit:
        for kept in await unit.sentences.where(set_id="s1"):
            await unit.sentences.save(_older(kept))
    await world.services.retiring.run()
    assert [s.text for s in await world.where("sentences", set_id="s1")] == ["three"]


def _older(sentence: Sentence) -> Sentence:
    return replace(sentence, offered_at=sentence.offered_at - DAY * 29)
