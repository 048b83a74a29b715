"""A set that has grown small: each is asked in private, and all hear what most would like."""

from __future__ import annotations

from datetime import timedelta

from journeys_stage import Evening

from practice import cast
from practice.hands import text_of
from practice.tours.script import Json

RUTH = cast.COORDINATOR
SMALL = "How would you like"


def mine(evening: Evening, name: str, saying: str) -> Json:
    """Return somebody's private card that says this."""
    cards = [one for one in evening.stage.seen_by(name) if saying in text_of(one)]
    return evening.need(cards[-1] if cards else None, f"{name} has no card: {saying}")


async def test_three_who_are_left_choose_and_the_coordinator_takes_the_next_step(
    evening: Evening, six: tuple[str, ...]
) -> None:
    """By button and by command; nothing in the open until the last has said."""
    await evening.gather(six)
    for name in six[3:]:
        leave = await evening.command(name, "me leave")
        assert leave.message is not None
        await evening.press(name, leave.message, "Yes, erase it for good")
    await evening.pass_time(timedelta(minutes=1))
    a, b, c = six[:3]
    said = await evening.press(a, mine(evening, a, SMALL), "One more person")
    assert "I have noted it: one more person" in said.text
    await evening.press(b, mine(evening, b, SMALL), "Finish well")
    for name in (a, b, c):
        assert not evening.stage.reads(name, "Most of us")
    last = await evening.tell(c, "set ways", answer="new")
    assert "Everyone has said now" in last
    await evening.pass_time(timedelta(minutes=1))
    assert "would like one more person" in text_of(evening.posted(b, "Most of us"))
    news = mine(evening, RUTH, "would like one more person")
    assert not any(name in text_of(news) for name in six), "it says what, and not who"
    nobody = await evening.press(RUTH, news, "Look for somebody")
    assert "Nobody who waits fits" in nobody.text
