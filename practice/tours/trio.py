"""Three of six come: they choose half an hour for three, and each has a turn.

Knows what a member would see. Must not know how the bot does it.
"""

from __future__ import annotations

from practice.hands import text_of
from practice.tours.journey import members_of
from practice.tours.meetings import (
    found_nothing,
    go_on_to,
    go_round,
    say_how_it_was,
    title_of,
    two_sets,
    until_soon,
)
from practice.tours.script import Script

TURNS = ("First person", "Second person", "Third person")


async def trio_30(script: Script) -> None:
    """Play the short meeting of three from the card in the room to the end check."""
    await two_sets(script)
    script.scene("Three of six come to the first meeting")
    people = members_of(script, "Amara")[:3]
    await until_soon(script, people[0], 1)
    for name in people:
        card = script.need(
            script.private(name, button="I am somewhere private"), f"{name} is not asked"
        )
        await script.press(name, card, "I am somewhere private")
    await script.until(lambda: script.in_room(people[0], "Three of us are here"), "the offer")
    card = script.need(script.in_room(people[2], button="Half an hour for three"), "no offer")
    await script.press(people[2], card, "Half an hour for three")
    left = script.need(script.in_room(people[0], "Three of us were here"), "the offer still stands")
    script.expect("Any one of you can choose" not in text_of(left), "the offer still stands")
    presenters: list[str] = []
    for turn in TURNS:
        script.scene(f"{turn}’s turn")
        await go_on_to(script, people, f"{turn}: ask")
        presenters += await go_round(script, people)
        await go_on_to(script, people, f"{turn}: listen in")
        await go_on_to(script, people, f"{turn}: what was useful")
    script.expect(sorted(presenters) == sorted(people), f"not each had a turn: {presenters}")
    await go_on_to(script, people, "Your own note")
    await script.until(lambda: script.in_room(people[0], "That is time"), "the hard finish")
    script.expect(title_of(script, people[0]) == "", "a board is still live")
    await say_how_it_was(script, people)
    script.need(script.in_room(people[0], "How it was for us"), "the set does not see how it was")
    found_nothing(script)
