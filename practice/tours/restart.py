"""The same journey with the bot killed in the middle, again and again.

Knows when to pull the plug. Must not know how the bot comes back.
"""

from __future__ import annotations

from collections import Counter

from practice.hands import text_of
from practice.tours.first_meeting import go_round
from practice.tours.journey import (
    a_newcomer_joins,
    everybody_answers,
    everybody_joins,
    floor_of,
    members_of,
    publish,
    set_up,
)
from practice.tours.script import Script


async def restart(script: Script) -> None:
    """Kill the bot while people are asked, before the session, and twice inside it."""
    await set_up(script)
    await everybody_joins(script)
    await publish(script)
    await pull_the_plug(script, "while people are being asked")
    await a_newcomer_joins(script)
    await everybody_answers(script)
    await pull_the_plug(script, "before the meeting")
    people = members_of(script, "Amara")
    await script.until(
        lambda: script.private("Amara", button="I am somewhere private"), "the reminder"
    )
    for name in people:
        await script.robots[name].answer_cards()
    await script.until(lambda: script.in_room("Amara", button="Hand up"), "the first board")
    await script.until(lambda: script.in_room("Amara", "Part 2 of", "Done"), "the first round")
    await in_the_middle(script, people)
    await script.until(lambda: script.in_room("Amara", "That is time"), "the hard finish")
    nothing_twice(script)


async def in_the_middle(script: Script, people: list[str]) -> None:
    """After a kill the part, its end, the floor and the buttons are as they were."""
    for number in (1, 2):
        before = script.need(script.in_room("Amara", button="Done"), "no board")
        floor = floor_of(script, "Amara")
        await pull_the_plug(script, f"in the middle of the session, time {number}")
        now = script.need(script.in_room("Amara", button="Done"), "no board after the restart")
        script.expect(text_of(now) == text_of(before), "the board is not as it was")
        script.expect(floor_of(script, "Amara") == floor, "the floor went to somebody else")
        board = script.need(script.in_room(floor, button="Done"), "no button after the restart")
        await script.press(floor, board, "Done")
        script.expect(floor_of(script, "Amara") != floor, "the button did nothing")
    await go_round(script, people, 10)


async def pull_the_plug(script: Script, when: str) -> None:
    """End the bot's process without a warning and start it again."""
    script.scene(f"The machine is cut off {when}")
    await script.theatre.kill_bot()
    await script.theatre.start_bot()
    await script.rest()


def nothing_twice(script: Script) -> None:
    """No message of the bot stands twice in one place at one time."""
    said = Counter(
        (line.at, line.where, line.text)
        for line in script.transcript.lines
        if line.kind == "message" and line.who == "Setwise" and not line.where.startswith("only ")
    )
    twice = [text for (_, _, text), count in said.items() if count > 1]
    script.expect(not twice, f"said twice: {twice[:2]}")
