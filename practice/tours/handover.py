"""How a set comes to lead itself: a round for somebody else, a private vote, and a new stage.

Knows what a member would see. Must not know how the bot does it.
"""

from __future__ import annotations

from practice import cast
from practice.hands import text_of
from practice.tours.journey import members_of
from practice.tours.meetings import (
    come,
    found_nothing,
    go_on_to,
    guide_of,
    nobody_comes,
    two_sets,
)
from practice.tours.script import Script

SENTENCE = "We ask one question and then we wait."


async def handover(script: Script) -> None:
    """Play the third meeting's second round, and the looking back at the fourth."""
    await two_sets(script)
    people = members_of(script, "Grace")
    for number in (1, 2):
        await nobody_comes(script, "Grace", number)
    await second_round(script, people)
    await looking_back(script, people)
    await what_may_leave(script, people)
    card = await script.command("Grace", "set card")
    script.expect("We guide ourselves" in card.text, f"the set does not lead itself: {card.text}")
    found_nothing(script)


async def second_round(script: Script, people: list[str]) -> None:
    """In the third meeting one person guides the first round and another the second."""
    script.scene("The third meeting: each guides one round")
    card = await script.command("Grace", "set card")
    script.expect("guides the second round" in card.text, f"nobody is named: {card.text}")
    await come(script, people, 3)
    await go_on_to(script, people, "First person: the story")
    first = guide_of(script, people)
    await go_on_to(script, people, "Second person: the story")
    second = guide_of(script, people)
    script.expect(first != second, f"{first} still guides the second round")
    script.expect(f"{second} guides the second round" in card.text, "another one was named")
    await go_on_to(script, people, "Your own note")
    await script.until(lambda: script.in_room("Grace", "That is time"), "the hard finish")


async def looking_back(script: Script, people: list[str]) -> None:
    """At the fourth meeting the set votes in private on how to go on."""
    script.scene("The fourth meeting: looking back, and a private vote")
    await come(script, people, 4)
    await go_on_to(script, people, "What next")
    for number, name in enumerate(people, 1):
        script.expect(
            not script.in_room(name, "What we chose"), "the votes are seen before all have voted"
        )
        board = script.need(script.in_room(name, button="Vote in private"), "no vote")
        asked = await script.press(name, board, "Vote in private")
        label = "Go on as now" if number == 1 else "Guide ourselves"
        await script.press(name, asked.message or {}, label)
    result = script.need(script.in_room("Grace", "What we chose"), "no result")
    script.expect("guide ourselves from now on" in text_of(result), text_of(result))


async def what_may_leave(script: Script, people: list[str]) -> None:
    """A sentence may leave the room only when everybody has said yes in private."""
    await go_on_to(script, people, "What may leave this room")
    board = script.need(script.in_room("Sam", button="Offer a sentence"), "no sentence to offer")
    opened = await script.press("Sam", board, "Offer a sentence")
    await script.fill("Sam", opened, {"text": SENTENCE})
    for name in people:
        if name != "Sam":
            await say_yes(script, name)
    script.need(script.in_room("Grace", "This may be shared"), "all said yes, and it is not marked")


async def say_yes(script: Script, name: str) -> None:
    """Say yes on the private card; whoever has closed messages types the command."""
    if not cast.named(name).dms_open:
        await script.command(name, "set share", sentence=1, answer="yes")
        return
    card = script.need(script.private(name, SENTENCE, "Yes, it may"), "nobody is asked")
    await script.press(name, card, "Yes, it may")
