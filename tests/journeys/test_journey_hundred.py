"""One button, a hundred presses at one moment: one winner, and ninety-nine told kindly."""

from __future__ import annotations

from collections import Counter

import pytest
from journeys_stage import Evening, all_settled

from cogs import _press
from learning.sets import Consent
from practice.hands import Answer, text_of

SIX = ("Amara", "Priya", "Tom", "Leila", "Jonah", "Bea")
MANY = 100


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Acknowledge early, as ever, and let a slow machine take its time to answer."""
    assert 0 < _press.ACKNOWLEDGE_AFTER < 3
    monkeypatch.setattr(_press, "ACKNOWLEDGE_AFTER", 0.5)


def told(answers: list[Answer]) -> Counter[str]:
    """Count the private sentences that came back."""
    assert not any(answer.failed for answer in answers), "somebody was left without an answer"
    private = [answer for answer in answers if answer.private]
    return Counter(answer.text for answer in private)


def messages(evening: Evening) -> Counter[str]:
    """Count every message of the bot that is no private answer, wherever it stands."""
    world = evening.stage.world
    said = (m for one in world.channels for m in world.said_in(one, world.bot.id))
    return Counter(text_of(world.message_wire(m, world.bot.id)) for m in said if m.only_for is None)


async def test_a_hundred_times_yes_is_one_yes(evening: Evening) -> None:
    """The answer counts once, the card shows it, and nothing follows from it twice."""
    await evening.set_up()
    await evening.propose(SIX)
    await evening.agree(SIX[:-1])
    card = evening.need(evening.private("Bea", button="Yes"), "no card")
    before = (await evening.place("Bea")).revision
    hand = evening.hand("Bea")
    answers = await all_settled([hand.press(card, "Yes", as_seen=True) for _ in range(MANY)])
    await evening.rest()
    place = await evening.place("Bea")
    assert (place.consent, place.revision) == (Consent.YES, before + 1)
    sentences = told(answers)
    assert sum(sentences.values()) == MANY - 1
    assert all(text in KINDLY for text in sentences), sentences
    await evening.leap(evening.stage.clock.now() + evening.minutes(1))
    assert len(evening.stage.world.events) == 6
    assert len(await evening.meetings("Bea")) == 6
    rooms = [c for c in evening.stage.world.channels.values() if c.name.startswith("set-")]
    assert len(rooms) == 2
    assert max(messages(evening).values()) == 1 or _only_cards_of_people(messages(evening))


async def test_a_hundred_times_done_moves_the_floor_once(gathered: Evening) -> None:
    """The floor goes on once, the board is drawn once more, and the rest are told."""
    await gathered.begin(SIX)
    session = await gathered.session("Amara")
    await gathered.leap(session.part_ends_at)
    before = await gathered.session("Amara")
    speaker = gathered.name_of(before.floor_id)
    board = gathered.board(speaker)
    edits = Edits(gathered, board)
    hand = gathered.hand(speaker)
    answers = await all_settled([hand.press(board, "Done", as_seen=True) for _ in range(MANY)], 1)
    await gathered.rest()
    after = await gathered.session("Amara")
    assert after.revision == before.revision + 1
    assert after.floor_id not in ("", before.floor_id)
    assert sum(seat.turn_taken for seat in after.seats) == 1
    assert sum(told(answers).values()) == MANY - 1
    assert edits.count == 1


async def test_a_hundred_times_next_goes_on_once(gathered: Evening) -> None:
    """The session goes on by one part, one new board is posted, and the rest are told."""
    await gathered.begin(SIX)
    before = await gathered.session("Amara")
    guide = gathered.name_of(before.guide_id)
    card = gathered.guide_card(guide)
    boards = len(gathered.stage.reads("Bea", "Part "))
    hand = gathered.hand(guide)
    answers = await all_settled([hand.press(card, "Next", as_seen=True) for _ in range(MANY)], 1)
    await gathered.rest()
    after = await gathered.session("Amara")
    assert after.part == before.part + 1
    assert sum(told(answers).values()) == MANY - 1
    assert len(gathered.stage.reads("Bea", "Part ")) == boards, "the old board closes, one opens"
    assert text_of(gathered.board("Bea")).count("Part 2 of") == 1


async def test_six_people_press_at_one_moment(gathered: Evening) -> None:
    """Six different people pause at once: the session pauses once and nobody is told off."""
    await gathered.begin(SIX)
    before = await gathered.session("Amara")
    presses = [gathered.hand(name).press(gathered.board(name), "Pause") for name in SIX]
    answers = await all_settled(presses, len(SIX))
    await gathered.rest()
    after = await gathered.session("Amara")
    assert after.paused_at == gathered.stage.clock.now()
    assert after.revision == before.revision + 1
    assert told(answers) == {}


KINDLY = (
    "This card has changed since you opened it. Please read it once more, then choose.",
    "This question is closed now. You are still on the list, and I will ask you about another set.",
)


class Edits:
    """Counts the times that one message is drawn again from now on."""

    def __init__(self, evening: Evening, message: dict[str, object]) -> None:
        self.count = 0
        self._id = message["id"]
        evening.stage.world.watch(self._heard)

    def _heard(self, kind: str, payload: dict[str, dict[str, object]]) -> None:
        if kind == "message_update" and payload["message"]["id"] == self._id:
            self.count += 1


def _only_cards_of_people(said: Counter[str]) -> bool:
    """Say whether what stands more than once are the cards that each person has."""
    return all(text.startswith("## A set for you") for text, count in said.items() if count > 1)
