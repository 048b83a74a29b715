"""A usual evening: two people bring something, all ask, and everybody leaves with one thing.

Knows what a member would see. Must not know how the bot does it.
"""

from __future__ import annotations

from practice.hands import text_of
from practice.tours.journey import floor_of, members_of
from practice.tours.meetings import (
    come,
    found_nothing,
    go_on_to,
    go_round,
    hands_go_up,
    nobody_comes,
    say_how_it_was,
    two_sets,
)
from practice.tours.script import Script


async def classic_90(script: Script) -> None:
    """Play ninety minutes by the usual plan, part by part."""
    await two_sets(script)
    people = members_of(script, "Grace")
    await nobody_comes(script, "Grace", 1)
    script.scene("The second meeting: ninety minutes, two people")
    for name, text in (("Grace", "How to say no to more"), ("Sam", "A student who never asks")):
        opened = await script.command(name, "bring")
        await script.fill(name, opened, {"text": text, "pressing": "high"})
    await come(script, people, 2)
    opening = script.need(script.in_room("Grace", "Today’s opening"), "nobody opens")
    first = floor_of(script, "Grace")
    script.expect(f"Today’s opening: **{first}**" in text_of(opening), "another one opens")
    heard = await go_round(script, people)
    script.expect(sorted(heard) == sorted(people), f"not everybody was heard: {heard}")
    await go_on_to(script, people, "Choose")
    script.need(script.in_room("Grace", "How to say no to more"), "no bids on the board")
    for turn in ("First person", "Second person"):
        await one_turn(script, people, turn)
    await go_on_to(script, people, "What each of us takes")
    await go_round(script, people)
    await go_on_to(script, people, "Your own note")
    await script.until(lambda: script.in_room("Grace", "That is time"), "the hard finish")
    script.need(script.in_room("Grace", "We shared the talking"), "no word about the talking")
    await say_how_it_was(script, people)
    script.need(script.in_room("Grace", "How it was for us"), "the set does not see how it was")
    share = script.need(script.private("Grace", "An even share is"), "no share of the talking")
    script.expect("Only you see this" in text_of(share), "a share is not private")
    found_nothing(script)


async def one_turn(script: Script, people: list[str], turn: str) -> None:
    """One person tells, the others ask, all are quiet, and the person says what next."""
    script.scene(f"{turn} brings something")
    await go_on_to(script, people, f"{turn}: the story")
    presenter = floor_of(script, people[0])
    script.expect(presenter in ("Grace", "Sam"), f"{presenter} presents, who brought nothing")
    await go_on_to(script, people, f"{turn}: questions")
    askers = [name for name in people if name != presenter][:2]
    await hands_go_up(script, people, askers)
    await go_on_to(script, people, f"{turn}: what next")
    board = script.need(script.in_room(presenter, button="Write an action"), "no action to write")
    opened = await script.press(presenter, board, "Write an action")
    await script.fill(presenter, opened, {"what": f"{presenter} asks one person first"})
