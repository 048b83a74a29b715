"""Calls and tasters over real sockets: one open card, a private yes, and nobody leaves any list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from journeys_stage import Evening, labels

from learning.people import Standing
from learning.ports import Unit
from learning.sets import Stage
from practice import cast
from practice.hands import text_of

RUTH = cast.COORDINATOR
THEME = "Sleep and music"
BEGINS = datetime(2027, 2, 2, 18, 45, tzinfo=UTC)


def card(evening: Evening, saying: str) -> dict[str, Any]:
    """Return the card of a call in the open channel, as somebody sees it who does nothing."""
    return evening.need(evening.in_lobby("Leila", saying), f"no card says {saying}")


def dm(evening: Evening, name: str, saying: str) -> list[dict[str, Any]]:
    """Return somebody's private messages that say this."""
    return [one for one in evening.stage.seen_by(name) if saying in text_of(one)]


async def test_a_call_for_a_theme_counts_people_in_and_closes_by_itself(evening: Evening) -> None:
    """A coordinator opens it; who says yes is told so alone, and stays on the general list."""
    await evening.set_up()
    await evening.list_people(("Amara",))
    assert "Nothing is open just now" in await evening.tell("Amara", "me calls")
    said = await evening.tell(RUTH, "call open", theme=THEME, area="Devon", until="29 Jan 2027")
    assert "Your call is open" in said
    await evening.pass_time(timedelta(seconds=1))
    assert "you stay on the general list too" in text_of(card(evening, THEME))
    for name, extra in (("Amara", False), ("Dan", True), ("Amara", False)):
        answer = await evening.press(name, card(evening, THEME), "Count me in")
        assert answer.private
        assert "You are counted in" in answer.text
        assert ("Please type /join" in answer.text) is extra
    assert (await evening.person("Amara")).standing is Standing.WAITING
    assert len(await yes(evening)) == 2
    assert not evening.stage.reads("Priya", "counted in")
    assert "Take me off" in "".join(labels(await listed(evening, "Amara")))
    (one,) = await evening.stage.look(lambda unit: unit.calls.where())
    off = await evening.tell("Dan", "me calls", which=one.id, answer="no")
    assert "You are not counted in" in off
    await evening.leap(datetime(2027, 1, 29, 18, 1, tzinfo=UTC))
    closed = card(evening, THEME)
    assert "This call has closed" in text_of(closed)
    assert labels(closed) == []
    late = await evening.tell("Dan", "me calls", which=one.id)
    assert "This call has closed" in late
    assert await yes(evening) == [evening.hand("Amara").id]


async def test_a_plan_for_a_theme_that_was_looked_at_is_used_with_its_theme(
    evening: Evening, six: tuple[str, ...]
) -> None:
    """The button on the card remembers the theme; those who said no to nothing still wait."""
    await evening.set_up()
    await evening.list_people([*six, "Owen", "Grace", "Sam", "Marcus", "Ines", "Kit"])
    await evening.tell(RUTH, "call open", theme=THEME, area="Devon", until="29 Jan 2027")
    await evening.pass_time(timedelta(seconds=1))
    for name in six:
        await evening.press(name, card(evening, THEME), "Count me in")
    look = await evening.command(RUTH, "sets plan", area="Devon", theme=THEME, look=True)
    assert look.message is not None
    assert not await evening.stage.look(lambda unit: unit.sets.where(stage=Stage.DRAFT))
    await evening.press(RUTH, look.message, "Use this plan")
    drafts = await evening.stage.look(lambda unit: unit.sets.where(stage=Stage.DRAFT))
    assert len(drafts) == 1
    shown = await evening.tell(RUTH, "sets show", area="Devon")
    assert THEME in shown
    assert (await evening.person("Owen")).standing is Standing.WAITING


async def test_a_taster_is_open_to_all_and_leads_to_the_list(evening: Evening) -> None:
    """Anybody may come: each is reminded in private, and afterwards told how to join."""
    await evening.set_up()
    await evening.list_people(("Amara",))
    past = await evening.tell(RUTH, "call taster", area="Devon", when="2026-02-02 18.45", where="V")
    assert "That time has passed" in past
    await evening.tell(RUTH, "call taster", area="Devon", when="2027-02-02 18.45", where="Voice 1")
    await evening.pass_time(timedelta(seconds=1))
    assert "45 minutes" in text_of(card(evening, "Try a set"))
    assert labels(await listed(evening, "Dan", "taster")) == ["Count me in"]
    for name in ("Amara", "Dan", "Priya"):
        await evening.press(name, card(evening, "Try a set"), "Count me in")
    await evening.press("Priya", await listed(evening, "Priya", "taster"), "Take me off")
    await evening.leap(BEGINS - timedelta(minutes=14))
    for name, told in (("Amara", 1), ("Dan", 1), ("Priya", 0)):
        assert len(dm(evening, name, "The taster begins in 15 minutes")) == told
    await evening.leap(BEGINS + timedelta(minutes=46))
    (thanks,) = dm(evening, "Dan", "Thank you for coming")
    assert "type /join" in text_of(thanks)
    (thanks,) = dm(evening, "Amara", "Thank you for coming")
    assert "You are on the list already" in text_of(thanks)
    assert dm(evening, "Priya", "Thank you for coming") == []
    assert labels(card(evening, "Try a set")) == []
    assert await evening.stage.dead() == ()


async def listed(evening: Evening, name: str, words: str = "me calls") -> dict[str, Any]:
    """Return somebody's private list of what is open."""
    answer = await evening.command(name, words)
    assert answer.private
    assert answer.message is not None
    return answer.message


async def yes(evening: Evening) -> list[int]:
    """Return who said yes, which nobody on the stage can see."""

    async def look(unit: Unit) -> list[int]:
        return [one.xid for one in await unit.counted_in.where()]

    return await evening.stage.look(look)
