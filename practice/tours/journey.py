"""The scenes that tours share: setting up, joining, publishing, consent.

Knows commands, labels and the cast. Must not know how the bot does anything.
"""

from __future__ import annotations

from practice import cast
from practice.hands import text_of
from practice.tours.script import Script


async def set_up(script: Script) -> None:
    """The coordinator says who looks after Devon."""
    script.scene("Ruth sets the server up for Devon")
    day = script.theatre.clock.now().date().isoformat()
    answer = await script.command(
        cast.COORDINATOR,
        "setup",
        area="Devon",
        coordinator=script.hand(cast.COORDINATOR).id,
        safeguarding_lead=script.hand(cast.LEAD).id,
        lead_checked=day,
        lobby=script.theatre.lobby.id,
        category=script.theatre.rooms.id,
    )
    script.expect("Devon" in answer.text, f"/setup does not show Devon: {answer.text}")


async def everybody_joins(script: Script) -> None:
    """Twelve people in Devon, and three in Somerset, join."""
    script.scene("People join")
    for one in cast.EVERYBODY:
        if one.joins:
            done = await script.robots[one.name].join()
            script.expect(
                one.name in done.text, f"{one.name} did not get onto the list: {done.text}"
            )
    await script.rest()


async def publish(script: Script) -> None:
    """The coordinator plans twice, gets the same answer, and publishes."""
    script.scene("Ruth plans sets for Devon, and publishes them")
    first = await script.command(cast.COORDINATOR, "sets plan", area="Devon", seed=7)
    again = await script.command(cast.COORDINATOR, "sets plan", area="Devon", seed=7)
    script.expect("Publish" in first.text, f"there is nothing to publish: {first.text}")
    script.expect(first.text == again.text, "the same question had two answers")
    await script.press(cast.COORDINATOR, again.message or {}, "Publish")


async def a_newcomer_joins(script: Script) -> None:
    """Nell joins after the sets were published."""
    script.scene("Nell joins late")
    await script.robots["Nell"].join()
    await script.rest()


async def everybody_answers(script: Script) -> None:
    """Everybody answers in private until nobody is asked any more."""
    script.scene("Everybody is asked in private, and answers")
    for _ in range(40):
        await script.rest()
        answered = 0
        for robot in script.robots.values():
            answered += await robot.answer_cards()
        await script.rest()
        if not answered:
            rooms = [c for c in script.theatre.world.channels.values() if c.name.startswith("set-")]
            if len([c for c in rooms if not c.is_voice]) >= 2:
                return
            await script.theatre.clock.jump_to_next()
    script.expect(False, "the sets were never complete")


def room_of(script: Script, name: str) -> str:
    """Return the name of the text channel of somebody's set."""
    for channel in script.hand(name).channels():
        if str(channel.get("name", "")).startswith("set-") and channel["type"] == 0:
            return str(channel["name"])
    return ""


def members_of(script: Script, name: str) -> list[str]:
    """Return the names of everybody who sees the same set room as this person."""
    mine = room_of(script, name)
    people = [one.name for one in cast.EVERYBODY]
    return [other for other in people if mine and room_of(script, other) == mine]


def floor_of(script: Script, name: str) -> str:
    """Return who has the floor on the newest board, or nothing."""
    board = script.in_room(name, "Floor: ")
    if board is None:
        return ""
    line = next(one for one in text_of(board).splitlines() if "Floor: " in one)
    return line.split("Floor: ", 1)[1].split(".", 1)[0].strip(" *")
